import { isNode, type YAMLSeq } from 'yaml';
import { lineStartOf } from './text-lines.ts';

/** The part of a text that one entry of a list takes. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The whole lines of an entry in a list written with dashes. Comments and blank lines behind it belong to it only when
 * they are indented deeper than its dash. Undefined for a list in brackets.
 */
export function blockEntryExtent(text: string, list: YAMLSeq, index: number): Extent | undefined {
  const dash = dashOf(list, index);
  if (dash === undefined) return undefined;
  const start = lineStartOf(text, dash);
  const nextDash = dashOf(list, index + 1);
  const reach = nextDash === undefined ? nextLineOf(text, list.range?.[2] ?? text.length) : lineStartOf(text, nextDash);
  return { start, end: trimOuterLines(text, start, reach, dash - start) };
}

/** How far the dashes of a list are indented; undefined for a list in brackets or without entries. */
export function dashIndent(text: string, list: YAMLSeq): number | undefined {
  const dash = dashOf(list, 0);
  return dash === undefined ? undefined : dash - lineStartOf(text, dash);
}

function dashOf({ srcToken }: YAMLSeq, index: number): number | undefined {
  if (srcToken?.type !== 'block-seq') return undefined;
  return srcToken.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}

/** The position itself where a line begins, else the beginning of the next line. */
function nextLineOf(text: string, position: number): number {
  if (position === 0 || text[position - 1] === '\n') return position;
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end + 1;
}

/** Gives up blank lines and shallow comments at the end: they belong to what follows. */
function trimOuterLines(text: string, start: number, end: number, indent: number): number {
  let kept = end;
  while (kept > start) {
    const lineStart = lineStartOf(text, text[kept - 1] === '\n' ? kept - 1 : kept);
    const line = text.slice(lineStart, kept);
    const depth = line.search(/\S/);
    const isOuter = depth < 0 || (line[depth] === '#' && depth <= indent);
    if (!isOuter || lineStart <= start) break;
    kept = lineStart;
  }
  return kept;
}

/** An entry of a list in brackets with one of the commas beside it. Undefined for a list with dashes. */
export function flowEntryExtent(list: YAMLSeq, index: number): Extent | undefined {
  const ends = list.items.map((item) => (isNode(item) ? item.range : undefined));
  const own = ends[index];
  if (!own || list.flow !== true) return undefined;
  const previous = ends[index - 1];
  const next = ends[index + 1];
  if (previous) return { start: previous[1], end: own[1] };
  return { start: own[0], end: next ? next[0] : own[1] };
}
