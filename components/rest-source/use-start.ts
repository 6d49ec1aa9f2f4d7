import { useSearchParams } from 'next/navigation';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { positionAt } from '#lib/spec/text-lines.ts';
import { yamlPathAt } from '#lib/spec/yaml-path-at.ts';

/** The key at the place of sources.yml that the address names (`?line=12&column=9`); undefined when it names none. */
export function useStart(text: string): KeyPath | undefined {
  const search = useSearchParams();
  const line = Number(search.get('line') ?? 0);
  return line > 0 ? yamlPathAt(text, positionAt(text, line, Number(search.get('column') ?? 1))) : undefined;
}
