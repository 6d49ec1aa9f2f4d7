import { closestWord, DangoError } from '../lib/index.ts';

/** What the choice needs to know of a source. */
export interface SelectableSource {
  readonly name: string;
  readonly enabled: boolean;
}

/**
 * The sources that a person means: those named, in their order and each once, or all enabled ones without names. Whoever
 * names a disabled one means it. Throws `name-unknown` for a name that is not there.
 */
export function selectSources<Source extends SelectableSource>(
  sources: readonly Source[],
  names: readonly string[],
): readonly Source[] {
  if (names.length === 0) {
    // A name that stands twice is asked for once, and refused there.
    return [...new Map(sources.filter(({ enabled }) => enabled).map((source) => [source.name, source])).values()];
  }
  return [...new Set(names)].map((name) => findSource(sources, name));
}

/** The source of a name. Throws `name-unknown` with the nearest name there is. */
export function findSource<Source extends SelectableSource>(sources: readonly Source[], name: string): Source {
  const found = sources.find((source) => source.name === name);
  if (found !== undefined) return found;
  const names = sources.map((source) => source.name);
  const closest = closestWord(name, names);
  const known = names.length === 0 ? 'There are no sources yet.' : `The sources are ${names.join(', ')}.`;
  throw new DangoError(`There is no source "${name}" in .dango/sources.yml.`, {
    code: 'name-unknown',
    hint: closest === undefined ? known : `Did you mean "${closest}"?`,
  });
}
