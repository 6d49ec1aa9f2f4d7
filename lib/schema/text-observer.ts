import { skipJsonSpace } from '../util/skip-json-space.ts';
import { lostDigitsOf, mostDoubleDigits, sureLength } from './decimal-digits.ts';
import { isCommonTimestamp, isTimestampText } from './timestamp-text.ts';
import { integerKind, maxDepth, seen, TypeNode } from './type-node.ts';

const [newline, carriageReturn, space, quote, comma, minus, point] = [10, 13, 32, 34, 44, 45, 46];
const [zero, nine, upperE, openList, backslash, closeList, lowerE] = [48, 57, 69, 91, 92, 93, 101];
const [letterF, letterN, letterT, letterU, openObject, closeObject] = [102, 110, 116, 117, 123, 125];

/** So many digits a double always holds. */
const safeDigits = 15;
/** Characters of the longest double without an exponent and zeros in front: its digits, a sign and a point. */
const longestDouble = mostDoubleDigits + 2;
/** From so many on a parsed integer is no number any more. */
const mostDigits = 1000;
/** Exponents of so many digits may lead beyond a double. */
const longExponent = 3;

/** A part of a record's text for which another text stands in. */
export interface TextPatch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Never leaves this file. Made once, because it is thrown often where an API writes odd JSON. */
const unfit = new Error('unfit');

/**
 * Takes note of the types in a record as {@link TypeNode.observe} does, from its text and without making values of it.
 * The text is known to be JSON. It is unfit where it could mean another thing than what it is parsed to: keys that come
 * twice or are written with escapes, half surrogate pairs, numbers that no double holds, and what lies too deep.
 */
export class TextObserver {
  readonly #root: TypeNode;
  readonly #depth: number;
  #bytes: Uint8Array = new Uint8Array();
  /** Behind the key that was read last. */
  #keyEnd = 0;
  #objects = 0;
  /** What must be undone where the text turns out to be unfit. */
  readonly #undo: (() => void)[] = [];
  /** Numbers that are integers, but not written so. */
  readonly patches: TextPatch[] = [];
  /** Whether the text has more than one line. */
  hasLineBreaks = false;

  constructor(root: TypeNode, depth = 0) {
    this.#root = root;
    this.#depth = depth;
  }

  /**
   * Observes the record that begins at a position. Returns the position behind it; undefined where it is unfit, or no
   * object with fields: then nothing was noted.
   */
  observe(bytes: Uint8Array, start: number): number | undefined {
    this.#bytes = bytes;
    this.#undo.length = 0;
    this.patches.length = 0;
    this.hasLineBreaks = false;
    if (bytes[start] !== openObject) return undefined;
    try {
      return this.#object(this.#root, this.#depth, start);
    } catch (error) {
      if (error !== unfit) throw error;
      for (const undo of this.#undo.toReversed()) undo();
      return undefined;
    }
  }

  /** Notes the value at a position. Gives the position behind it, as do the methods for each kind. */
  #value(node: TypeNode, depth: number, at: number): number {
    switch (this.#bytes[at] ?? 0) {
      case quote:
        return this.#text(node, at);
      case openObject:
        return this.#object(node, depth, at);
      case openList:
        return this.#list(node, depth, at);
      case letterT:
        this.#note(node, seen.boolean);
        return at + 4;
      case letterF:
        this.#note(node, seen.boolean);
        return at + 5;
      case letterN:
        return at + 4;
      default:
        return this.#number(node, at);
    }
  }

  #note(node: TypeNode, kind: number): void {
    if ((node.mask & kind) !== 0) return;
    const { mask, first } = node;
    this.#undo.push(() => {
      node.mask = mask;
      node.first = first;
    });
    node.mask |= kind;
    if (first === 0 && kind < seen.object) node.first = kind;
  }

  #object(node: TypeNode, depth: number, start: number): number {
    if (depth >= maxDepth) throw unfit;
    this.#note(node, seen.object);
    const bytes = this.#bytes;
    const object = (this.#objects += 1);
    let position = 0;
    let at = this.#skipSpace(start + 1);
    while (bytes[at] === quote) {
      const field = this.#field(node, position, depth, at + 1);
      if (field.lastObject === object) throw unfit;
      field.lastObject = object;
      position += 1;
      const colon = this.#skipSpace(this.#keyEnd);
      at = this.#skipSpace(this.#value(field, depth + 1, this.#skipSpace(colon + 1)));
      if (bytes[at] !== comma) break;
      at = this.#skipSpace(at + 1);
    }
    if (bytes[at] !== closeObject) throw unfit;
    if (position === 0 && node === this.#root) throw unfit;
    return at + 1;
  }

  /**
   * The node of the key whose first character is at a position; the order of the last object's keys spares most look-ups.
   * `#keyEnd` is behind the closing quote then.
   */
  #field(node: TypeNode, position: number, depth: number, start: number): TypeNode {
    const expected = node.textKeys[position];
    const known = node.textNodes[position];
    if (expected !== undefined && known !== undefined && this.#isAt(expected, start)) {
      this.#keyEnd = start + expected.length;
      return known;
    }
    let end = start;
    for (; this.#bytes[end] !== quote; end += 1) if (this.#bytes[end] === backslash) throw unfit;
    const bytes = this.#bytes.slice(start, end + 1);
    const key = Buffer.from(bytes.subarray(0, -1)).toString();
    // It would stand beside the id that the record gets.
    if (depth === this.#depth && node === this.#root && key.toLowerCase() === '_dlt_id') throw unfit;
    if (node.fields === undefined) this.#undo.push(() => (node.fields = undefined));
    else if (!node.fields.has(key)) this.#undo.push(() => node.fields?.delete(key));
    const field = node.field(key);
    const before = [node.textKeys[position], node.textNodes[position]] as const;
    if (before[0] === undefined || before[1] === undefined) {
      this.#undo.push(() => {
        node.textKeys.length = node.textNodes.length = position;
      });
    } else {
      const [textKey, textNode] = before;
      this.#undo.push(() => {
        node.textKeys[position] = textKey;
        node.textNodes[position] = textNode;
      });
    }
    node.textKeys[position] = bytes;
    node.textNodes[position] = field;
    this.#keyEnd = end + 1;
    return field;
  }

  /** A key with its closing quote. */
  #isAt(expected: Uint8Array, start: number): boolean {
    const bytes = this.#bytes;
    for (let index = 0; index < expected.length; index += 1) {
      if (bytes[start + index] !== expected[index]) return false;
    }
    return true;
  }

  #list(node: TypeNode, depth: number, start: number): number {
    if (depth >= maxDepth) throw unfit;
    this.#note(node, seen.list);
    const bytes = this.#bytes;
    let at = this.#skipSpace(start + 1);
    if (bytes[at] === closeList) return at + 1;
    if (node.element === undefined) this.#undo.push(() => (node.element = undefined));
    const element = (node.element ??= new TypeNode());
    for (;;) {
      at = this.#skipSpace(this.#value(element, depth + 1, at));
      if (bytes[at] !== comma) break;
      at = this.#skipSpace(at + 1);
    }
    if (bytes[at] !== closeList) throw unfit;
    return at + 1;
  }

  #text(node: TypeNode, quoteAt: number): number {
    const bytes = this.#bytes;
    const start = quoteAt + 1;
    let at = start;
    let isPlain = true;
    for (;;) {
      const byte = bytes[at];
      if (byte === quote) break;
      if (byte === backslash) {
        isPlain = false;
        at = bytes[at + 1] === letterU ? this.#escape(at) : at + 2;
      } else if (byte === undefined) throw unfit;
      else at += 1;
    }
    // Once text was seen first, an instant among the texts changes nothing.
    if (node.first !== seen.text) this.#note(node, this.#isInstant(start, at, isPlain) ? seen.timestamp : seen.text);
    return at + 1;
  }

  #isInstant(start: number, end: number, isPlain: boolean): boolean {
    const first = this.#bytes[start] ?? 0;
    if (isPlain && (first < zero || first > nine || end - start < 13)) return false;
    if (isPlain && isCommonTimestamp(this.#bytes, start, end)) return true;
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString();
    return isTimestampText(isPlain ? text : String(JSON.parse(`"${text}"`)));
  }

  /** Position behind an escape such as `é`. Half of a surrogate pair makes the text unfit. */
  #escape(at: number): number {
    const unit = this.#hex(at + 2);
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const isPair = unit < 0xdc00 && this.#bytes[at + 6] === backslash && this.#bytes[at + 7] === letterU;
    const second = isPair ? this.#hex(at + 8) : 0;
    if (second < 0xdc00 || second > 0xdfff) throw unfit;
    return at + 12;
  }

  #hex(start: number): number {
    return Number.parseInt(String.fromCharCode(...this.#bytes.subarray(start, start + 4)), 16);
  }

  #number(node: TypeNode, start: number): number {
    const bytes = this.#bytes;
    let at = bytes[start] === minus ? start + 1 : start;
    const firstDigit = at;
    let byte = bytes[at];
    while (byte !== undefined && byte >= zero && byte <= nine) byte = bytes[(at += 1)];
    if (at === firstDigit) throw unfit;
    if (byte !== point && byte !== lowerE && byte !== upperE) {
      this.#integer(node, start, at, at - firstDigit);
      return at;
    }
    let isCertain = false;
    if (byte === point) {
      const lastSafe = at + safeDigits - (at - firstDigit);
      let isAboveFloor = false;
      let isBelowCeiling = false;
      byte = bytes[(at += 1)];
      while (byte !== undefined && byte >= zero && byte <= nine) {
        if (at <= lastSafe) {
          if (byte !== zero) isAboveFloor = true;
          if (byte !== nine) isBelowCeiling = true;
        }
        byte = bytes[(at += 1)];
      }
      // So far from both integers beside it that no rounding makes one of it.
      isCertain = isAboveFloor && isBelowCeiling;
    }
    if (byte === lowerE || byte === upperE) {
      isCertain = false;
      byte = bytes[(at += 1)];
      if (byte === minus || byte === 43) byte = bytes[(at += 1)];
      const exponent = at;
      while (byte !== undefined && byte >= zero && byte <= nine) byte = bytes[(at += 1)];
      if (at - exponent >= longExponent) throw unfit;
    }
    if (at - start > sureLength && this.#keepsText(node, start, at)) return at;
    if (isCertain) this.#note(node, seen.fraction);
    else this.#odd(node, start, at);
    return at;
  }

  /** A fraction that a double would round becomes a text where its column is one; else it is told. */
  #keepsText(node: TypeNode, start: number, end: number): boolean {
    if (node.isRounded || (node.exact !== true && end - start <= longestDouble)) return false;
    const text = this.#slice(start, end);
    const lost = lostDigitsOf(text);
    if (lost === 0) return false;
    if (node.exact !== true) {
      node.isRounded = lost > mostDoubleDigits;
      return false;
    }
    this.#note(node, seen.text);
    this.patches.push({ start, end, text: `"${text}"` });
    return true;
  }

  #integer(node: TypeNode, start: number, end: number, digits: number): void {
    if (digits <= safeDigits) {
      this.#note(node, seen.safeInteger);
      if (digits === 1 && this.#bytes[start] === minus && this.#bytes[start + 1] === zero) {
        this.patches.push({ start, end, text: '0' });
      }
      return;
    }
    if (digits >= mostDigits) throw unfit;
    this.#note(node, integerKind(BigInt(this.#slice(start, end))));
  }

  /** A number that its text does not give away. */
  #odd(node: TypeNode, start: number, end: number): void {
    const value = Number(this.#slice(start, end));
    if (!Number.isFinite(value)) throw unfit;
    this.#note(node, Number.isSafeInteger(value) ? seen.safeInteger : seen.fraction);
    if (Number.isInteger(value)) this.patches.push({ start, end, text: JSON.stringify(value) });
  }

  #slice(start: number, end: number): string {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString('latin1');
  }

  /** Position of what follows the blanks at one. */
  #skipSpace(at: number): number {
    const byte = this.#bytes[at];
    return byte === undefined || byte > space ? at : this.#skipBlanks(at);
  }

  #skipBlanks(start: number): number {
    const end = skipJsonSpace(this.#bytes, start);
    for (let at = start; at < end; at += 1) {
      if (this.#bytes[at] === newline || this.#bytes[at] === carriageReturn) this.hasLineBreaks = true;
    }
    return end;
  }
}
