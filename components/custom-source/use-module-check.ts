import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import type { ModuleFinding } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';

const none: readonly ModuleFinding[] = [];

/** What the server finds wrong in a module, a moment after its text rests. Until then what it found before. */
export function useModuleCheck(
  file: string,
  text: string,
  others: Readonly<Record<string, string>>,
): readonly ModuleFinding[] {
  const [checked] = useDebouncedValue({ text, others }, 600);
  const check = useQuery({
    queryKey: ['module-check', file, checked],
    queryFn: ({ signal }) =>
      fetchJson<readonly ModuleFinding[]>('/api/modules/check', { body: { file, ...checked }, signal }),
    placeholderData: (before) => before,
  });
  return check.data ?? none;
}
