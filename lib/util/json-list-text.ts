import { isUtf8 } from 'node:buffer';
import { skipJsonSpace, skipJsonString, skipJsonValue } from './skip-json.ts';

const [comma, quote, openList, openObject] = [44, 34, 91, 123];

/** A list together with the text that it was parsed from. */
export interface JsonListText {
  /** A whole JSON text in UTF-8, known to be valid. */
  readonly bytes: Uint8Array;
  /** Position of the first element. */
  readonly start: number;
  /** The parsed elements, in order. */
  readonly items: readonly unknown[];
}

/**
 * Finds a list by the keys that lead to it. Undefined where its place is not beyond doubt: a key that comes twice or is
 * written with escapes, bytes that are no UTF-8.
 * @param bytes a JSON text that was parsed before.
 */
export function locateJsonList(
  bytes: Uint8Array,
  keys: readonly string[],
  items: readonly unknown[],
): JsonListText | undefined {
  if (!isUtf8(bytes)) return undefined;
  let position: number | undefined = skipJsonSpace(bytes, 0);
  for (const key of keys) {
    position = findMember(bytes, position, key);
    if (position === undefined) return undefined;
  }
  return bytes[position] === openList ? { bytes, start: skipJsonSpace(bytes, position + 1), items } : undefined;
}

/** Position of the value of a key in the object at `position`; undefined where it is not there once, plainly written. */
function findMember(bytes: Uint8Array, position: number, key: string): number | undefined {
  if (bytes[position] !== openObject) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = Buffer.from(key);
  let found: number | undefined;
  let at = skipJsonSpace(bytes, position + 1);
  while (bytes[at] === quote) {
    const end = skipJsonString(bytes, at);
    const name = bytes.subarray(at + 1, end - 1);
    if (name.includes(0x5c)) return undefined;
    const value = skipJsonSpace(bytes, skipJsonSpace(bytes, end) + 1);
    if (wanted.equals(name)) {
      if (found !== undefined) return undefined;
      found = value;
      if (isLastOf(text, key, value)) return found;
    }
    at = skipJsonSpace(bytes, skipJsonValue(bytes, value));
    if (bytes[at] === comma) at = skipJsonSpace(bytes, at + 1);
  }
  return found;
}

/** Whether a plain search shows that a key cannot come again, which spares a look at all that lies behind. */
function isLastOf(text: Buffer, key: string, position: number): boolean {
  return /^[\w-]+$/.test(key) && !text.includes(String.raw`\u`, position) && !text.includes(`"${key}"`, position);
}

/** Walks over the elements of a list in the order of their text. */
export class JsonListWalk {
  readonly bytes: Uint8Array;
  readonly #items: readonly unknown[];
  #index = 0;
  #position: number;

  constructor({ bytes, start, items }: JsonListText) {
    this.bytes = bytes;
    this.#items = items;
    this.#position = start;
  }

  /** Position of an element, which stands behind those that were asked for before; undefined where there is none. */
  find(item: unknown): number | undefined {
    while (this.#index < this.#items.length) {
      if (this.#items[this.#index] === item) return this.#position;
      this.pass(skipJsonValue(this.bytes, this.#position));
    }
    return undefined;
  }

  /** Goes on behind the element that was found; it ends at `end`. */
  pass(end: number): void {
    const next = skipJsonSpace(this.bytes, end);
    this.#position = this.bytes[next] === comma ? skipJsonSpace(this.bytes, next + 1) : next;
    this.#index += 1;
  }
}
