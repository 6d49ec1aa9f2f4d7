import type { KeyPath } from './key-path.ts';
import { OutlineFrames } from './outline-frames.ts';
import { unquoted, type OutlineKey } from './outline-key.ts';
import { scanFlow, type FlowCursor } from './scan-flow.ts';

/** An entry of a list: the place of its dash. */
export interface OutlineEntry {
  readonly path: KeyPath;
  readonly column: number;
}

/** What stands in brackets, or should: the text may be half typed. */
export interface OutlineFlow {
  readonly path: KeyPath;
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
  /** Of the key or dash that it belongs to: lines that are no deeper end it. */
  readonly column: number;
}

/** Literal or folded text below a key. */
export interface OutlineText {
  readonly path: KeyPath;
  readonly start: number;
  readonly end: number;
}

/** The keys of a YAML text that may be half typed. No other rule of YAML is needed to tell what a line belongs to. */
export interface YamlOutline {
  readonly keys: readonly OutlineKey[];
  readonly entries: readonly OutlineEntry[];
  readonly flows: readonly OutlineFlow[];
  readonly texts: readonly OutlineText[];
  /** What is open behind the last line. */
  readonly frames: OutlineFrames;
}

const keyPattern =
  /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#[\]{},&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?)[ \t]*:(?=[ \t]|$)/y;

/** The key at the beginning of a text, with its colon. */
export function matchKey(text: string, from: number): { name: string; end: number; colonEnd: number } | undefined {
  keyPattern.lastIndex = from;
  const [all, written] = keyPattern.exec(text) ?? [];
  if (all === undefined || written === undefined) return undefined;
  return { name: unquoted(written), end: from + written.length, colonEnd: from + all.length };
}

/** Reads the keys of a text up to an offset that begins a line; by default all of it. */
export function outlineYaml(text: string, until = text.length): YamlOutline {
  const keys: OutlineKey[] = [];
  const entries: OutlineEntry[] = [];
  const flows: OutlineFlow[] = [];
  const texts: OutlineText[] = [];
  const frames = new OutlineFrames();
  let openText: { path: KeyPath; column: number; start: number } | undefined;
  let lineStart = 0;
  while (lineStart < until) {
    const newline = text.indexOf('\n', lineStart);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(lineStart, next).replace(/\r?\n$/, '');
    const indent = line.search(/\S/);
    if (openText !== undefined && (indent < 0 || indent > openText.column)) {
      lineStart = next;
      continue;
    }
    if (openText !== undefined) texts.push({ ...openText, end: lineStart });
    openText = undefined;
    let column = indent;
    while (line[column] === '-' && /^-(\s|$)/.test(line.slice(column))) {
      entries.push({ path: frames.enterEntry(column), column });
      column += 1 + Math.max(0, line.slice(column + 1).search(/\S|$/));
    }
    const isNothing = indent < 0 || column >= line.length || line[column] === '#' || /^(---|\.\.\.)/.test(line);
    if (isNothing) {
      lineStart = next;
      continue;
    }
    const key = matchKey(line, column);
    const valueColumn = key === undefined ? column : key.colonEnd + line.slice(key.colonEnd).search(/\S|$/);
    const path = key === undefined ? frames.entryPath(column) : frames.enterKey(column, key.name);
    const valueStart = lineStart + valueColumn;
    const written = writtenValue(line.slice(valueColumn));
    const owner = key === undefined ? indent : column;
    if (key !== undefined) {
      keys.push({
        path,
        start: lineStart + column,
        end: lineStart + key.end,
        value: unquoted(written),
        valueStart,
        valueEnd: valueStart + written.length,
        column,
      });
      frames.noteValue(written !== '');
    }
    if (/^[|>][-+\d]*$/.test(written)) openText = { path, column: owner, start: next };
    lineStart = next;
    if (!/^[[{]/.test(written) || path === undefined) continue;
    const flow = scanFlow(text, { start: valueStart, path, column: owner });
    keys.push(...flow.keys);
    flows.push({ path, start: valueStart, end: flow.end, isClosed: flow.isClosed, column: owner });
    const flowLineEnd = text.indexOf('\n', flow.end);
    lineStart = Math.max(next, flowLineEnd < 0 ? text.length : flowLineEnd + 1);
    if (!flow.isClosed) lineStart = Math.max(next, flow.end);
  }
  if (openText !== undefined) texts.push({ ...openText, end: text.length });
  return { keys, entries, flows, texts, frames };
}

/** Where a cursor stands in brackets; undefined when it does not. */
export function flowCursorAt(text: string, { flows }: YamlOutline, offset: number): FlowCursor | undefined {
  const flow = flows.find(({ start, end, isClosed }) => offset > start && (isClosed ? offset < end : offset <= end));
  return flow === undefined ? undefined : scanFlow(text, flow, offset).cursor;
}

/** Up to a comment, without blanks at the end. */
function writtenValue(rest: string): string {
  const quoted = /^("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?)/.exec(rest)?.[0];
  if (quoted !== undefined) return quoted.trimEnd();
  const comment = rest.startsWith('#') ? 0 : rest.search(/\s#/);
  return (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
}
