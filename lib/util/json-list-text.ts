import { isUtf8 } from 'node:buffer';
import { findJsonEnd, findStringEnd } from './find-json-end.ts';
import { skipJsonSpace } from './skip-json-space.ts';

const [comma, quote, colon, openList, backslash, closeList, openObject, closeObject] = [
  44, 34, 58, 91, 92, 93, 123, 125,
];

/** Where a list lies in a JSON text, and each of its elements. */
export interface JsonListText {
  /** The whole text in UTF-8, known to be valid. */
  readonly bytes: Uint8Array;
  /** From the opening bracket to behind the closing one. */
  readonly start: number;
  readonly end: number;
  /** Where each element begins, and where it ends: two numbers for each. */
  readonly bounds: readonly number[];
}

/**
 * Finds a list by the keys that lead to it. Undefined where there is none, where the text is no JSON, and where the place is
 * not beyond doubt: a key on the way that comes twice, or keys beside it that are written with escapes.
 */
export function locateJsonList(bytes: Uint8Array, keys: readonly string[]): JsonListText | undefined {
  if (!isUtf8(bytes)) return undefined;
  const found: { list?: JsonListText } = {};
  const end = passValue(bytes, skipJsonSpace(bytes, 0), keys, (list) => {
    found.list = list;
  });
  return end !== undefined && skipJsonSpace(bytes, end) === bytes.length ? found.list : undefined;
}

/** Position behind the value, in which the list lies; undefined where anything is not as it must be. */
function passValue(
  bytes: Uint8Array,
  position: number,
  [key, ...keys]: readonly string[],
  onList: (list: JsonListText) => void,
): number | undefined {
  if (key === undefined) return passList(bytes, position, onList);
  if (bytes[position] !== openObject) return undefined;
  const wanted = Buffer.from(key);
  let isFound = false;
  let at = skipJsonSpace(bytes, position + 1);
  while (bytes[at] === quote) {
    const keyEnd = findStringEnd(bytes, at);
    if (keyEnd === undefined) return undefined;
    const name = bytes.subarray(at + 1, keyEnd - 1);
    if (name.includes(backslash)) return undefined;
    at = skipJsonSpace(bytes, keyEnd);
    if (bytes[at] !== colon) return undefined;
    const value = skipJsonSpace(bytes, at + 1);
    const isWanted = wanted.equals(name);
    if (isWanted && isFound) return undefined;
    isFound ||= isWanted;
    const end = isWanted ? passValue(bytes, value, keys, onList) : findJsonEnd(bytes, value);
    if (end === undefined) return undefined;
    at = skipJsonSpace(bytes, end);
    if (bytes[at] !== comma) break;
    at = skipJsonSpace(bytes, at + 1);
    if (bytes[at] !== quote) return undefined;
  }
  return isFound && bytes[at] === closeObject ? at + 1 : undefined;
}

function passList(bytes: Uint8Array, start: number, onList: (list: JsonListText) => void): number | undefined {
  if (bytes[start] !== openList) return undefined;
  const bounds: number[] = [];
  let at = skipJsonSpace(bytes, start + 1);
  while (bounds.length > 0 || bytes[at] !== closeList) {
    const end = findJsonEnd(bytes, at);
    if (end === undefined) return undefined;
    bounds.push(at, end);
    at = skipJsonSpace(bytes, end);
    if (bytes[at] === closeList) break;
    if (bytes[at] !== comma) return undefined;
    at = skipJsonSpace(bytes, at + 1);
  }
  onList({ bytes, start, end: at + 1, bounds });
  return at + 1;
}
