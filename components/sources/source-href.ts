import type { SourceCard } from '#lib/index.ts';

/** Line of sources.yml in the editor of the whole file. */
export function lineHref(line: number): string {
  return `/sources/file?line=${line}`;
}

/** The editor of a source. One that has no known type can be mended in the file only. */
export function sourceHref({ name, type, location }: Pick<SourceCard, 'name' | 'type' | 'location'>): string {
  return type === undefined ? lineHref(location.line) : `/sources/${encodeURIComponent(name)}`;
}
