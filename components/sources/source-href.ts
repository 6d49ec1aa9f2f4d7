import type { SourceCard, SourceLocation } from '#lib/index.ts';

/** Line of sources.yml in the editor of the whole file. */
export function lineHref(line: number): string {
  return `/sources/file?line=${line}`;
}

/** The editor of a source. One that has no known type can be mended in the file only. */
export function sourceHref({ name, type, location }: Pick<SourceCard, 'name' | 'type' | 'location'>): string {
  return type === undefined ? lineHref(location.line) : `/sources/${encodeURIComponent(name)}`;
}

/** A place of sources.yml in the editor of the source that it belongs to. */
export function placeHref(source: string, { line, column }: SourceLocation): string {
  return `/sources/${encodeURIComponent(source)}?${placeQuery(line, column)}`;
}

/** A place of a module in the editor of a source. @param file relative to custom_sources. */
export function moduleHref(source: string, file: string, { line, column }: SourceLocation): string {
  return `/sources/${encodeURIComponent(source)}?file=${encodeURIComponent(file)}&${placeQuery(line, column)}`;
}

function placeQuery(line: number, column: number | undefined): string {
  return column === undefined ? `line=${line}` : `line=${line}&column=${column}`;
}
