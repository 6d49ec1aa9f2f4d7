import { isNode, isPair, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineStartOf } from './text-lines.ts';

/** The part of a text that one entry of a list takes. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The whole lines of an entry in a list written with dashes, or of a key in a mapping written in lines. Comments and
 * blank lines behind it belong to it only when they are indented deeper. One that shares its line with the dash before
 * it starts behind that. Undefined for a list or mapping in brackets.
 */
export function blockEntryExtent(text: string, parent: YAMLSeq | YAMLMap, index: number): Extent | undefined {
  const first = blockEntryStart(parent, index);
  if (first === undefined) return undefined;
  const lineStart = lineStartOf(text, first);
  const start = text.slice(lineStart, first).trim() === '' ? lineStart : first;
  const next = blockEntryStart(parent, index + 1);
  const reach = next === undefined ? nextLineOf(text, parent.range?.[2] ?? text.length) : lineStartOf(text, next);
  return { start, end: trimOuterLines(text, start, reach, first - lineStart) };
}

/** The dash of an entry, or the first character of a key with what is written before it. */
export function blockEntryStart(parent: YAMLSeq | YAMLMap, index: number): number | undefined {
  if (isSeq(parent)) return dashOf(parent, index);
  const key = parent.items[index]?.key;
  if (parent.srcToken?.type !== 'block-map' || !isNode(key)) return undefined;
  const properties = parent.srcToken.items[index]?.start.find(
    ({ type }) => type === 'anchor' || type === 'tag' || type === 'explicit-key-ind',
  );
  return properties?.offset ?? key.range?.[0];
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

/** The beginning of the line where only blanks stand before a position, else of the next line. */
function nextLineOf(text: string, position: number): number {
  const lineStart = lineStartOf(text, position);
  if (text.slice(lineStart, position).trim() === '') return lineStart;
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

/** An entry of a list or mapping in brackets with one of the commas beside it. Undefined for one written in lines. */
export function flowEntryExtent(parent: YAMLSeq | YAMLMap, index: number): Extent | undefined {
  const own = flowEntryRange(parent, index);
  if (own === undefined) return undefined;
  const previous = flowEntryRange(parent, index - 1);
  if (previous !== undefined) return { start: previous.end, end: own.end };
  return { start: own.start, end: flowEntryRange(parent, index + 1)?.start ?? own.end };
}

/** An entry of a list or mapping in brackets, without commas. */
export function flowEntryRange(parent: YAMLSeq | YAMLMap, index: number): Extent | undefined {
  if (parent.flow !== true || parent.srcToken?.type !== 'flow-collection') return undefined;
  const item: unknown = parent.items[index];
  const [first, last] = isPair(item) ? [item.key, item.value ?? item.key] : [item, item];
  if (!isNode(first) || !isNode(last) || !first.range || !last.range) return undefined;
  const properties = parent.srcToken.items[index]?.start.find(({ type }) => type === 'anchor' || type === 'tag');
  return { start: properties?.offset ?? first.range[0], end: last.range[1] };
}
