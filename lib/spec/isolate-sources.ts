import type { Extent } from './source-extent.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

/** A sources.yml cut into pieces that are read apart, so that broken YAML in one source leaves the others readable. */
export interface IsolatedSources {
  /** Everything but the sources. */
  readonly header: YamlText;
  /** One text per source, each with a list of one; every character stands where it stands in the file. */
  readonly sources: readonly YamlText[];
  /** The lines of each source, up to the next dash. */
  readonly extents: readonly Extent[];
}

/**
 * Cuts a text at the dashes of its `sources:` list. In YAML a line that starts with a dash at the list's indentation
 * can be nothing else than the next entry. Undefined when there is no such list, or it is written in brackets.
 */
export function isolateSources(text: string, file: string): IsolatedSources | undefined {
  const heading = /^sources:[ \t]*(#.*)?\r?$/m.exec(text);
  if (heading === null) return undefined;
  const listStart = heading.index + heading[0].length;
  const indent = /^( *)-(?=\s|$)/m.exec(text.slice(listStart))?.[1];
  if (indent === undefined) return undefined;
  const dash = new RegExp(`^${indent}-(?=\\s|$)`, 'gm');
  dash.lastIndex = listStart;
  const starts = [...text.matchAll(dash)].map(({ index }) => index).filter((index) => index >= listStart);
  const listEnd = findListEnd(text, starts[0] ?? listStart);
  const inside = starts.filter((start) => start < listEnd);
  const first = inside[0];
  if (first === undefined) return undefined;
  const extents = inside.map((start, index) => ({ start, end: inside[index + 1] ?? listEnd }));
  const headingOnly = blank(text.slice(0, heading.index)) + text.slice(heading.index, listStart);
  return {
    header: readYaml(text.slice(0, first) + blank(text.slice(first, listEnd)) + text.slice(listEnd), file),
    sources: extents.map(({ start, end }) =>
      readYaml(headingOnly + blank(text.slice(listStart, start)) + text.slice(start, end), file),
    ),
    extents,
  };
}

/** The list ends at the next key without indentation. */
function findListEnd(text: string, from: number): number {
  const next = /^[A-Za-z_"'][^\r\n]*:/gm;
  next.lastIndex = from;
  return next.exec(text)?.index ?? text.length;
}

/** Blanks in place of characters keep every later position. */
function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ');
}
