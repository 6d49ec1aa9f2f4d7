import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import { sliceSource } from '#lib/spec/slice-source.ts';

export interface FoundSource {
  /** Position in the list of sources; undefined where it cannot be told. */
  readonly index: number | undefined;
  /** As the text calls it. */
  readonly called: string;
}

/**
 * A source in a text of sources.yml. One that is renamed there is found too: the only one whose name has changed.
 * @param base the text on disk, in which it has the name.
 */
export function findSource(base: string, text: string, name: string): FoundSource {
  const now = namesIn(text);
  const index = sliceSource(text, name)?.index ?? now.indexOf(name);
  if (index >= 0) return { index, called: name };
  const before = namesIn(base);
  const place = before.indexOf(name);
  const isRenamed =
    place >= 0 && before.length === now.length && before.every((one, at) => at === place || one === now[at]);
  if (!isRenamed) return { index: undefined, called: name };
  const called = now[place];
  return { index: place, called: typeof called === 'string' ? called : name };
}

function namesIn(text: string): readonly unknown[] {
  const sources = getYamlValue(text, ['sources']);
  if (!Array.isArray(sources)) return [];
  return sources.map((source: unknown) =>
    typeof source === 'object' && source !== null && 'name' in source ? source.name : undefined,
  );
}
