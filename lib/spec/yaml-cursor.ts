import type { KeyPath } from './key-path.ts';
import type { OutlineKey } from './outline-key.ts';
import { lineEndOf, lineStartOf } from './text-lines.ts';
import { flowCursorAt, matchKey, outlineYaml, type YamlOutline } from './yaml-outline.ts';

/** What can be written at a cursor. */
export interface YamlCursor {
  /**
   * `key`: a key of the mapping at `path`. `value`: the value at `path`, in this line. `entry`: the value at `path`,
   * which may begin with a key or be a word. `text`: inside of lines of text, the value at `path`.
   */
  readonly part: 'key' | 'value' | 'entry' | 'text';
  readonly path: KeyPath;
  /** The word or value that is being typed. */
  readonly start: number;
  readonly end: number;
  /** Where a key that is typed here would begin in its line, and the blanks at the beginning of that line. */
  readonly column: number;
  readonly indent: number;
  readonly isInFlow: boolean;
  /** Whether the cursor stands directly behind a colon, where YAML wants a blank. */
  readonly needsBlank: boolean;
}

/** Finds what a cursor is about, also in a text that is half typed. Undefined in comments and where nothing can stand. */
export function yamlCursorAt(text: string, offset: number, outline: YamlOutline): YamlCursor | undefined {
  const lineStart = lineStartOf(text, offset);
  const prefix = text.slice(lineStart, offset);
  const indent = prefix.search(/\S|$/);
  const shared = { indent, column: indent, isInFlow: false, needsBlank: false };
  const lines = outline.texts.find(
    ({ start, end }) => offset >= start && (offset < end || end === text.length) && indent > 0,
  );
  if (lines !== undefined) return { ...shared, part: 'text', path: lines.path, start: lineStart, end: offset };
  if (isInComment(prefix)) return undefined;
  const inFlow = flowCursorAt(text, outline, offset);
  if (inFlow !== undefined) return { ...shared, ...inFlow, isInFlow: true };

  const { frames } = outlineYaml(text, lineStart);
  let column = indent;
  let path: KeyPath | undefined;
  while (/^-\s/.test(prefix.slice(column))) {
    path = frames.enterEntry(column);
    column += 1 + prefix.slice(column + 1).search(/\S|$/);
  }
  const end = wordEnd(text, offset);
  const key = matchKey(prefix, column);
  if (key !== undefined) {
    const rest = text.slice(lineStart + key.colonEnd, lineEndOf(text, offset));
    const start = lineStart + key.colonEnd + Math.min(rest.search(/\S|$/), offset - lineStart - key.colonEnd);
    const needsBlank = offset === lineStart + key.colonEnd;
    const isQuoted = start < offset && /["']/.test(text[start] ?? '') && text[end] === text[start];
    return {
      ...shared,
      part: 'value',
      path: frames.enterKey(column, key.name),
      start,
      end: isQuoted ? end + 1 : end,
      column,
      needsBlank,
    };
  }
  const start = lineStart + column;
  if (path !== undefined) {
    const part = hasKeyBehind(text, offset) ? 'key' : 'entry';
    return { ...shared, part, path, start, end, column };
  }
  const place = frames.placeAt(column);
  if (place === undefined || isMisplaced(outline, place.path, column, lineStart)) return undefined;
  return { ...shared, part: place.kind === 'keys' ? 'key' : 'entry', path: place.path, start, end, column };
}

function isInComment(prefix: string): boolean {
  const bare = prefix.replaceAll(/"(?:[^"\\]|\\.)*("|$)|'[^']*('|$)/g, (quoted) => 'x'.repeat(quoted.length));
  return /(^|\s)#/.test(bare);
}

/** To the end of what is typed, so that it is replaced as a whole. */
function wordEnd(text: string, offset: number): number {
  return offset + (/^[\w$.-]*/.exec(text.slice(offset, lineEndOf(text, offset)))?.[0].length ?? 0);
}

/** True when the word at the cursor has its colon already. */
export function hasKeyBehind(text: string, offset: number): boolean {
  return /^[\w.-]*["']?\s*:/.test(text.slice(offset, lineEndOf(text, offset)));
}

/** A key must stand where its neighbours stand. */
function isMisplaced(outline: YamlOutline, path: KeyPath, column: number, lineStart: number): boolean {
  const neighbour = childrenAt(outline, path).find((key) => key.start < lineStart || key.start > lineStart + column);
  return neighbour !== undefined && neighbour.column !== column;
}

/** The keys of the mapping at a path. */
export function childrenAt({ keys }: YamlOutline, path: KeyPath): OutlineKey[] {
  return keys.filter((key) => key.path.length === path.length + 1 && isBelow(key.path, path));
}

/** The key at a path. */
export function keyAt({ keys }: YamlOutline, path: KeyPath): OutlineKey | undefined {
  return keys.find((key) => key.path.length === path.length && isBelow(key.path, path));
}

function isBelow(path: KeyPath, parent: KeyPath): boolean {
  return parent.every((step, index) => path[index] === step);
}
