import { isCollection, isNode, isScalar, type Document } from 'yaml';
import { isPlainObject } from '../util/plain-object.ts';
import type { JsonValue } from './json-value.ts';
import { blockEntryExtent } from './source-extent.ts';
import { isBlockScalar, spellFlow, spellLines, spellScalar, type Spelling } from './spell-yaml.ts';
import { columnOf, lineEndOf, lineStartOf, spliceText } from './text-lines.ts';
import { yamlLayout } from './yaml-layout.ts';
import { isUnwritten, valueIndicatorEnd, type YamlPlace } from './yaml-place.ts';

/** What an old value takes: a piece of its line, and whole lines below (none where start and end are the same). */
interface Room {
  readonly headStart: number;
  readonly headEnd: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Blanks in front of the lines below. */
  readonly bodyIndent: number;
}

/** Writes another value at a place, whatever was there. Undefined where the spelling is too odd. */
export function replaceYamlNode(
  text: string,
  document: Document,
  place: YamlPlace,
  value: JsonValue,
): string | undefined {
  const layout = yamlLayout(text, document);
  const isInFlow = place.parent.flow === true;
  const isOldFlow = isCollection(place.value) && place.value.flow === true && place.value.items.length > 0;
  const isLines = isFilled(value) && !isInFlow && !isOldFlow;
  const isList = isLines && Array.isArray(value) && !layout.isListIndented && place.pair !== undefined;
  const room = roomOf(text, place, isList ? 0 : layout.indent);
  if (room === undefined) return undefined;
  if (isLines) return fill(text, placeLines(text, place, room, spellLines(value, layout)), layout.lineEnding);
  const old = isScalar(place.value) ? (place.value.type ?? undefined) : undefined;
  const isOneLine = isInFlow || hasCommentAround(text, room);
  const spelling = isFilled(value) ? { head: spellFlow(value), body: [] } : spellScalar(value, old, isOneLine);
  return fill(text, { room, spelling }, layout.lineEnding);
}

/** Lines of text would swallow a comment above or below them. */
function hasCommentAround(text: string, { headEnd, bodyStart, bodyEnd, bodyIndent }: Room): boolean {
  const above = text.slice(lineEndOf(text, headEnd), bodyStart);
  const depth = /^(?:\s*\n)?( *)#/.exec(text.slice(bodyEnd))?.[1]?.length ?? -1;
  return above.includes('#') || depth >= bodyIndent;
}

function isFilled(value: JsonValue): boolean {
  return Array.isArray(value) ? value.length > 0 : isPlainObject(value) && Object.keys(value).length > 0;
}

function roomOf(text: string, place: YamlPlace, deeper: number): Room | undefined {
  const { value, pair, parent, index } = place;
  const before = valueIndicatorEnd(place);
  const owner = pair === undefined ? before : isNode(pair.key) ? pair.key.range?.[0] : undefined;
  const own = isNode(value) ? value.range : undefined;
  const isInFlow = parent.flow === true;
  if (!isInFlow && (before === undefined || owner === undefined)) return undefined;
  const ownerColumn = owner === undefined ? 0 : columnOf(text, pair === undefined ? owner - 1 : owner);
  const bodyIndent = ownerColumn + deeper;
  if (isUnwritten(value)) {
    if (before === undefined) return undefined;
    return roomInLine(text, before, before, bodyIndent);
  }
  if (!own) return undefined;
  if (isBlockScalar(value)) return roomOfBlockScalar(text, own[0], own[1], bodyIndent);
  if (!isCollection(value) || value.flow === true) return roomInLine(text, own[0], own[1], bodyIndent);
  const extent = blockEntryExtent(text, parent, index);
  if (extent === undefined || before === undefined) return undefined;
  const end = lineEndBefore(text, extent.end);
  if (pair === undefined) {
    return { ...roomInLine(text, own[0], end, bodyIndent), bodyIndent: columnOf(text, own[0]) };
  }
  const bodyStart = lineStartOf(text, own[0]);
  if (bodyStart <= before) return undefined;
  return { headStart: before, headEnd: before, bodyStart, bodyEnd: extent.end, bodyIndent };
}

function roomInLine(text: string, headStart: number, headEnd: number, bodyIndent: number): Room {
  const lineEnd = lineEndOf(text, headEnd);
  return { headStart, headEnd, bodyStart: lineEnd, bodyEnd: lineEnd, bodyIndent };
}

function roomOfBlockScalar(text: string, start: number, end: number, bodyIndent: number): Room {
  const lineEnd = lineEndOf(text, start);
  const headEnd = start + (/^\S+/.exec(text.slice(start, lineEnd))?.[0].length ?? 1);
  const content = text.slice(lineEnd, end).trimEnd();
  const firstLine = /\n( *)\S/.exec(content);
  if (firstLine === null) return { headStart: start, headEnd, bodyStart: lineEnd, bodyEnd: lineEnd, bodyIndent };
  const bodyStart = lineStartOf(text, lineEnd + firstLine.index + 1);
  const blankLines = text.indexOf('\n', lineEnd) + 1;
  return {
    headStart: start,
    headEnd,
    bodyStart: Math.min(bodyStart, blankLines),
    bodyEnd: afterLineEnd(text, lineEnd + content.length),
    bodyIndent: firstLine[1]?.length ?? bodyIndent,
  };
}

/** A mapping or list goes below its key; behind a dash it starts at once, unless a comment or anchor is in the way. */
function placeLines(
  text: string,
  place: YamlPlace,
  room: Room,
  lines: readonly string[],
): { room: Room; spelling: Spelling } {
  const isFree =
    place.pair === undefined &&
    text.slice(room.headEnd, lineEndOf(text, room.headEnd)).trim() === '' &&
    /^\s*(- +)*- *$/.test(text.slice(lineStartOf(text, room.headStart), room.headStart));
  const [head = '', ...body] = lines;
  if (!isFree) return { room: withoutBlanks(text, room), spelling: { head: '', body: lines } };
  const isBehindDash = text[room.headStart - 1] === '-';
  const bodyIndent = columnOf(text, room.headStart) + (isBehindDash ? 1 : 0);
  return { room: { ...room, bodyIndent }, spelling: { head, body } };
}

function withoutBlanks(text: string, room: Room): Room {
  const before = text.slice(0, room.headStart);
  return room.headStart === room.headEnd ? room : { ...room, headStart: before.trimEnd().length };
}

function fill(text: string, { room, spelling }: { room: Room; spelling: Spelling }, lineEnding: string): string {
  const { headStart, headEnd, bodyStart, bodyEnd, bodyIndent } = room;
  const indent = ' '.repeat(bodyIndent);
  const lines = spelling.body.map((line) => (line === '' ? '' : indent + line)).join(lineEnding);
  const isGap = spelling.head !== '' && !/[\s[{]/.test(text[headStart - 1] ?? ' ');
  const head = `${isGap ? ' ' : ''}${spelling.head}`;
  const hasOldBody = bodyEnd > bodyStart;
  const isEnded = text[bodyEnd - 1] === '\n';
  let body = '';
  if (spelling.body.length > 0) body = hasOldBody ? `${lines}${isEnded ? lineEnding : ''}` : `${lineEnding}${lines}`;
  return spliceText(spliceText(text, bodyStart, bodyEnd, body), headStart, headEnd, head);
}

function afterLineEnd(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  return end < 0 ? text.length : end + 1;
}

/** The end of the last line, without its line ending. */
function lineEndBefore(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}
