import { refuseDepth } from './refuse-depth.ts';
import { isTimestampText } from './timestamp-text.ts';

/** What kinds of values were seen at one path of the records, as bits so that seeing a value costs one OR. */
export const seen = {
  boolean: 1,
  /** Integer within ±2^53, which a DOUBLE holds exactly. */
  safeInteger: 2,
  /** Integer beyond that, within 64 bits. */
  longInteger: 4,
  /** Integer beyond 64 bits, within 128. */
  hugeInteger: 8,
  /** Integer that only text can hold. */
  endlessInteger: 16,
  fraction: 32,
  text: 64,
  timestamp: 128,
  object: 256,
  list: 512,
  /** Nested deeper than tables go; kept as JSON. */
  tooDeep: 1024,
  /** Lists in a list that lie deeper than tables shall go. */
  wholeList: 2048,
} as const;

export const seenIntegers = seen.safeInteger | seen.longInteger | seen.hugeInteger | seen.endlessInteger;
export const seenScalars = seen.boolean | seenIntegers | seen.fraction | seen.text | seen.timestamp;

/** Levels of objects and lists that become columns and tables; DuckDB's expressions end at a few hundred. */
export const maxDepth = 50;

/** Kinds of values, as bits of {@link seen}, and the number of the exchange that brought them first. */
export type FirstSeen = readonly [kinds: number, exchange: number];

/** Fields whose column is told to be text, by key; true for such a field itself. Their numbers keep every digit. */
export type ExactFields = ReadonlyMap<string, ExactFields> | true;

/** One path of the records of a resource: what was seen there, and what lies below. */
export class TypeNode {
  /** Bits of {@link seen}. */
  mask = 0;
  /** The first scalar kind that was seen; it keeps the plain column name when kinds conflict. */
  first = 0;
  /** Fields of the objects seen here, in order of first appearance. */
  fields: Map<string, TypeNode> | undefined;
  /** Elements of the lists seen here. */
  element: TypeNode | undefined;
  /** Which exchange brought which kinds first; see `noteFirstSeen`. */
  since: FirstSeen[] | undefined;
  // The key order of the last object: records of one API mostly repeat it, which saves the map look-ups.
  #lastKeys: string[] = [];
  #lastNodes: TypeNode[] = [];
  /** The same for objects that are seen as text, see `TextObserver`. */
  readonly textKeys: Uint8Array[] = [];
  readonly textNodes: TypeNode[] = [];
  /** Which fields below, or whether this one, keep every digit of fractions. */
  exact: ExactFields | undefined;
  /** Whether a number had more digits than its column keeps. Known only of records that are seen as text. */
  isRounded = false;
  /** Number of the last object in which this field was seen as text. */
  lastObject = 0;
  /** True where the values go into a column that keeps what only their text tells, such as the digits of a decimal. */
  isReadAsJson = false;

  /**
   * Takes note of a value and of all that it holds. `null` and `undefined` leave no trace.
   * @throws DangoError `response-invalid` for more than 1000 levels.
   */
  observe(value: unknown, depth = 0): void {
    if (value === null || value === undefined) return;
    if (typeof value === 'string') {
      // Once text was seen first, an instant among the texts changes nothing.
      if (this.first !== seen.text) this.#note(isTimestampText(value) ? seen.timestamp : seen.text);
    } else if (typeof value === 'number') {
      if (Number.isSafeInteger(value)) this.#note(seen.safeInteger);
      else if (Number.isFinite(value)) this.#note(seen.fraction);
    } else if (typeof value === 'bigint') this.#note(integerKind(value));
    else if (typeof value === 'boolean') this.#note(seen.boolean);
    else if (typeof value === 'object') this.#observeNested(value, depth);
  }

  #note(kind: number): void {
    if (this.first === 0) this.first = kind;
    this.mask |= kind;
  }

  #observeNested(value: object, depth: number): void {
    if (depth >= maxDepth) {
      refuseDepth(value, depth);
      this.mask |= seen.tooDeep;
    } else if (Array.isArray(value)) {
      this.mask |= seen.list;
      if (value.length === 0) return;
      const element = (this.element ??= new TypeNode());
      for (const item of value) element.observe(item, depth + 1);
    } else if ('toJSON' in value && typeof value.toJSON === 'function') {
      this.observe(value.toJSON(), depth);
    } else {
      this.mask |= seen.object;
      this.#observeFields(value, depth);
    }
  }

  #observeFields(value: object, depth: number): void {
    let position = 0;
    for (const [key, field] of Object.entries(value)) {
      let node = this.#lastNodes[position];
      if (node === undefined || this.#lastKeys[position] !== key) {
        node = this.field(key);
        this.#lastKeys[position] = key;
        this.#lastNodes[position] = node;
      }
      position += 1;
      node.observe(field, depth + 1);
    }
  }

  /** The node of a field, made where it is missing. */
  field(key: string): TypeNode {
    const fields = (this.fields ??= new Map());
    let node = fields.get(key);
    if (node === undefined) {
      fields.set(key, (node = new TypeNode()));
      if (this.exact !== undefined && this.exact !== true) node.exact = this.exact.get(key);
    }
    return node;
  }
}

/** What an integer is noted as. */
export function integerKind(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  if (magnitude <= 2n ** 53n) return seen.safeInteger;
  if (BigInt.asIntN(64, value) === value) return seen.longInteger;
  // One less than 128 bits allow: DuckDB refuses the lowest HUGEINT in some casts.
  return magnitude < 2n ** 127n ? seen.hugeInteger : seen.endlessInteger;
}
