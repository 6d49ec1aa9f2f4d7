import type { KeyPath } from './key-path.ts';
import { unquoted, type OutlineKey } from './outline-key.ts';
import { lineStartOf } from './text-lines.ts';

/** Where a cursor stands in brackets. */
export interface FlowCursor {
  /** `key`: in a mapping, `path` is the mapping. `value` and `entry`: `path` is the value itself. */
  readonly part: 'key' | 'value' | 'entry';
  readonly path: KeyPath;
  /** The word at the cursor. */
  readonly start: number;
  readonly end: number;
}

interface FlowScan {
  readonly keys: readonly OutlineKey[];
  readonly end: number;
  readonly isClosed: boolean;
  readonly cursor: FlowCursor | undefined;
}

interface Level {
  readonly isMapping: boolean;
  readonly path: KeyPath;
  index: number;
  key: { readonly name: string; readonly start: number } | undefined;
}

const token =
  /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?|[{}[\],]|:(?=[\s,}\]]|$)|[^\s{}[\],:#"'](?:[^{}[\],:#\n]|:(?![\s,}\]])|(?<=\S)#)*|#[^\n]*/g;

/**
 * Reads what is written in brackets, be it complete or not: it ends at the closing bracket, or at a line that is no
 * deeper than `column`. With `cursor` also tells what stands there.
 */
export function scanFlow(
  text: string,
  { start, path, column }: { readonly start: number; readonly path: KeyPath; readonly column: number },
  cursor?: number,
): FlowScan {
  const limit = limitOf(text, start, column);
  const keys: OutlineKey[] = [];
  const levels: Level[] = [];
  let found: FlowCursor | undefined;
  const note = (from: number, to: number) => {
    const level = levels.at(-1);
    if (cursor === undefined || level === undefined || found !== undefined || cursor < from || cursor > to) return;
    found = { ...placeOf(level), start: from, end: to };
  };
  let position = start;
  let lastWord: { word: string; start: number; end: number } | undefined;
  for (const match of text.slice(start, limit).matchAll(token)) {
    const from = start + match.index;
    const word = match[0].trimEnd();
    const to = from + word.length;
    if (cursor !== undefined && cursor < from && cursor >= position) note(cursor, cursor);
    position = to;
    const level = levels.at(-1);
    if (word === '{' || word === '[') {
      levels.push({
        isMapping: word === '{',
        path: level === undefined ? path : placeOf(level).path,
        index: 0,
        key: undefined,
      });
    } else if (word === '}' || word === ']') {
      if (cursor === from) note(from, from);
      levels.pop();
      if (levels.length === 0) return { keys, end: to, isClosed: true, cursor: found };
    } else if (word === ',') {
      if (cursor === from) note(from, from);
      if (level !== undefined) Object.assign(level, { index: level.index + 1, key: undefined });
    } else if (word === ':' && level?.isMapping === true && level.key === undefined) {
      const last = lastWord ?? { word: '', start: from, end: from };
      const name = unquoted(last.word);
      level.key = { name, start: last.start };
      keys.push({
        start: last.start,
        end: last.end,
        path: [...level.path, name],
        value: '',
        valueStart: to,
        valueEnd: to,
        column: from - lineStartOf(text, from),
      });
    } else if (!word.startsWith('#')) {
      note(from, to);
      lastWord = { word, start: from, end: to };
      const own = keys.at(-1);
      if (level?.key !== undefined && own !== undefined && own.start === level.key.start) {
        keys[keys.length - 1] = { ...own, value: unquoted(word), valueStart: from, valueEnd: to };
      }
    }
  }
  if (cursor !== undefined && cursor >= position) note(cursor, cursor);
  return { keys, end: limit, isClosed: false, cursor: found };
}

function placeOf({ isMapping, path, index, key }: Level): Pick<FlowCursor, 'part' | 'path'> {
  if (!isMapping) return { part: 'entry', path: [...path, index] };
  return key === undefined ? { part: 'key', path } : { part: 'value', path: [...path, key.name] };
}

/** The first line below that is no deeper cannot belong to the brackets. */
function limitOf(text: string, start: number, column: number): number {
  let newline = text.indexOf('\n', start);
  while (newline >= 0) {
    const depth = /^ *(?=\S)/.exec(text.slice(newline + 1, newline + 400))?.[0].length;
    if (depth !== undefined && depth <= column && !/^[}\]]/.test(text.slice(newline + 1 + depth))) break;
    newline = text.indexOf('\n', newline + 1);
  }
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}
