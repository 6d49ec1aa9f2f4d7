import { skipJsonSpace } from './skip-json-space.ts';

const [quote, comma, minus, plus, point, slash, zero, nine] = [34, 44, 45, 43, 46, 47, 48, 57];
const [colon, upperE, openList, backslash, closeList, lowerE] = [58, 69, 91, 92, 93, 101];
const [letterF, letterN, letterT, letterU, openObject, closeObject] = [102, 110, 116, 117, 123, 125];
const firstPrintable = 32;
const escapes = new Set([quote, backslash, slash, 98, letterF, letterN, 114, letterT]);
const words = new Map(
  [letterT, letterF, letterN].map((letter, index) => [letter, ['true', 'false', 'null'][index] ?? '']),
);
/** 1 for each byte that stands for itself in a string: one look instead of three comparisons. */
const isPlain = new Uint8Array(256).fill(1, firstPrintable);
isPlain[quote] = isPlain[backslash] = 0;
/** Texts that are nested deeper are left to who says so with an error. */
const mostLevels = 500;

/**
 * Position behind the JSON value that begins at a position, as strict as `JSON.parse`; undefined where there is none.
 * Bytes above 127 are taken for parts of characters.
 */
export function findJsonEnd(bytes: Uint8Array, position: number, level = 0): number | undefined {
  const byte = bytes[position] ?? 0;
  switch (byte) {
    case quote:
      return findStringEnd(bytes, position);
    case openObject:
      return level < mostLevels ? findObjectEnd(bytes, position, level) : undefined;
    case openList:
      return level < mostLevels ? findListEnd(bytes, position, level) : undefined;
    case letterT:
    case letterF:
    case letterN: {
      const word = words.get(byte) ?? '';
      for (let index = 1; index < word.length; index += 1) {
        if (bytes[position + index] !== word.charCodeAt(index)) return undefined;
      }
      return position + word.length;
    }
    default:
      return findNumberEnd(bytes, position);
  }
}

function findObjectEnd(bytes: Uint8Array, position: number, level: number): number | undefined {
  let at = toToken(bytes, position + 1);
  if (bytes[at] === closeObject) return at + 1;
  for (;;) {
    if (bytes[at] !== quote) return undefined;
    const keyEnd = findStringEnd(bytes, at);
    if (keyEnd === undefined) return undefined;
    at = toToken(bytes, keyEnd);
    if (bytes[at] !== colon) return undefined;
    const end = findJsonEnd(bytes, toToken(bytes, at + 1), level + 1);
    if (end === undefined) return undefined;
    at = toToken(bytes, end);
    if (bytes[at] === closeObject) return at + 1;
    if (bytes[at] !== comma) return undefined;
    at = toToken(bytes, at + 1);
  }
}

function findListEnd(bytes: Uint8Array, position: number, level: number): number | undefined {
  let at = toToken(bytes, position + 1);
  if (bytes[at] === closeList) return at + 1;
  for (;;) {
    const end = findJsonEnd(bytes, at, level + 1);
    if (end === undefined) return undefined;
    at = toToken(bytes, end);
    if (bytes[at] === closeList) return at + 1;
    if (bytes[at] !== comma) return undefined;
    at = toToken(bytes, at + 1);
  }
}

function toToken(bytes: Uint8Array, position: number): number {
  return (bytes[position] ?? 0) > firstPrintable ? position : skipJsonSpace(bytes, position);
}

/** Position behind the string whose opening quote stands at a position; undefined where it is not right or not ended. */
export function findStringEnd(bytes: Uint8Array, position: number): number | undefined {
  let at = position + 1;
  for (;;) {
    while (isPlain[bytes[at] ?? 0] === 1) at += 1;
    const byte = bytes[at];
    if (byte === quote) return at + 1;
    if (byte !== backslash) return undefined;
    const escape = bytes[at + 1] ?? 0;
    if (escape === letterU) {
      for (let digit = at + 2; digit < at + 6; digit += 1) if (!isHexDigit(bytes[digit] ?? 0)) return undefined;
      at += 6;
    } else if (escapes.has(escape)) at += 2;
    else return undefined;
  }
}

function isHexDigit(byte: number): boolean {
  const lowered = byte | 32;
  return isDigit(byte) || (lowered >= 97 && lowered <= letterF);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}

function findNumberEnd(bytes: Uint8Array, position: number): number | undefined {
  let at = bytes[position] === minus ? position + 1 : position;
  if (!isDigit(bytes[at])) return undefined;
  at = bytes[at] === zero ? at + 1 : skipDigits(bytes, at);
  if (bytes[at] === point) {
    if (!isDigit(bytes[at + 1])) return undefined;
    at = skipDigits(bytes, at + 1);
  }
  if (bytes[at] === lowerE || bytes[at] === upperE) {
    at += bytes[at + 1] === plus || bytes[at + 1] === minus ? 2 : 1;
    if (!isDigit(bytes[at])) return undefined;
    at = skipDigits(bytes, at);
  }
  return at;
}

function skipDigits(bytes: Uint8Array, position: number): number {
  let at = position;
  while (isDigit(bytes[at])) at += 1;
  return at;
}
