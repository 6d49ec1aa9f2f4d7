import { parse as parseLossless } from 'lossless-json';
import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { mayHoldLongNumber } from './long-number.ts';

/** Turning more digits than this into a `bigint` would take noticeable time; nothing downstream holds such numbers. */
const mostIntegerDigits = 1000;

/**
 * Parses JSON without losing what `JSON.parse` loses: integers beyond ±2^53 become `bigint`, numbers that a double
 * cannot hold at all (`1e400`, integers of more than 1000 digits) stay text, and keys with escapes are read right,
 * which Node 24 does not always do. Of equal keys the last one counts.
 * @throws `response-invalid` for anything but one JSON value.
 */
export function parseJson(text: string): JsonValue {
  return parseJsonBody(text, undefined);
}

/** The same. @param bytes the text in UTF-8, which can be looked through faster; undefined: they are not known. */
export function parseJsonBody(text: string, bytes: Uint8Array | undefined): JsonValue {
  try {
    return isSafeForNative(text, bytes) ? nativeParse(text) : exactParse(text);
  } catch (error) {
    const reason = error instanceof RangeError ? 'it is nested too deeply' : describe(error);
    throw new DangoError(`Text is not JSON: ${reason}`, { code: 'response-invalid', cause: error });
  }
}

function nativeParse(text: string): JsonValue {
  const value: JsonValue = JSON.parse(text);
  return value;
}

function exactParse(text: string): JsonValue {
  const options = { parseNumber, onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue };
  return parseLossless(text, null, options) as JsonValue;
}

function parseNumber(text: string): JsonValue {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) {
    return text.length > mostIntegerDigits ? text : BigInt(text);
  }
  return Number.isFinite(number) ? number : text;
}

/** Numbers that may not fit: 16 digits before the point, or an exponent of three. May also hit inside a string. */
const longNumber = /(?:^|[[:,\s])-?(?:\d{16}|\d+(?:\.\d+)?[eE]\+?\d{3})/;

/** True when `JSON.parse` gives the exact value. May say no for a text that would be fine, never the reverse. */
function isSafeForNative(text: string, bytes: Uint8Array | undefined): boolean {
  const mayRound = (bytes === undefined || mayHoldLongNumber(bytes)) && longNumber.test(text);
  return !mayRound && !hasEscapedKey(text);
}

/**
 * Looks for a key with a backslash: once V8 has seen the key `"\\"`, it may return other escaped keys as that one
 * (nodejs/node#63785).
 */
function hasEscapedKey(text: string): boolean {
  const colon = /\s*:/y;
  let position = text.indexOf('\\');
  while (position !== -1) {
    const end = findStringEnd(text, position);
    colon.lastIndex = end;
    if (colon.test(text)) return true;
    position = text.indexOf('\\', end);
  }
  return false;
}

/** Position after the closing quote of the string that a backslash at `start` lies in. */
function findStringEnd(text: string, start: number): number {
  for (let position = start; position < text.length; position++) {
    const character = text[position];
    if (character === '\\') position++;
    else if (character === '"') return position + 1;
  }
  return text.length;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
