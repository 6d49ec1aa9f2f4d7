import { DangoError } from '../../errors/dango-error.ts';
import type { IncrementalState } from '../../loads/manifest.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import type { CursorValue, Incremental } from '../../sdk/incremental.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { boundaryHash } from './boundary-hash.ts';
import { compareCursorTexts } from './compare-cursor-texts.ts';

/**
 * Follows the cursor of one resource through a run. Records before the start are dropped, and so are those at the
 * start that the run before has loaded already; the state behind the run names the highest value and the rows there.
 */
export class CursorTracker implements Cursor {
  readonly initialValue: CursorValue | undefined;
  readonly startValue: CursorValue | undefined;
  #last: CursorValue | undefined;
  #hashes = new Set<string>();
  readonly #loadedHashes: ReadonlySet<string>;
  readonly #cursorPath: string;
  readonly #path: ReturnType<typeof parseJsonPath>;
  readonly #keys: readonly { readonly key: string; readonly path: ReturnType<typeof parseJsonPath> }[];
  readonly #resource: string;

  constructor(
    resource: string,
    { cursorPath, initialValue }: Incremental,
    primaryKey: readonly string[],
    saved: IncrementalState | undefined,
  ) {
    this.#resource = resource;
    this.#cursorPath = cursorPath;
    this.#path = parseJsonPath(cursorPath);
    this.#keys = primaryKey.map((key) => ({ key, path: parseJsonPath(key) }));
    this.initialValue = initialValue;
    const lastValue = withoutTypeMark(saved?.last_value);
    this.startValue = isCursorValue(lastValue) ? lastValue : initialValue;
    this.#last = this.startValue;
    this.#loadedHashes = new Set(isCursorValue(lastValue) ? saved?.unique_hashes : []);
  }

  get lastValue(): CursorValue | undefined {
    return this.#last;
  }

  /**
   * Whether a record is new; takes note of its position.
   * @throws DangoError `cursor-invalid` when the record has no value there, or one that cannot be compared;
   *   `rows-refused` for a record at the boundary without its primary key.
   */
  accept(record: unknown): boolean {
    const value = this.#valueOf(record);
    if (this.startValue !== undefined) {
      const order = this.#compare(value, this.startValue);
      if (order < 0) return false;
      if (order === 0 && this.#loadedHashes.has(this.#hash(record))) return false;
    }
    const order = this.#last === undefined ? 1 : this.#compare(value, this.#last);
    if (order > 0) {
      this.#last = value;
      this.#hashes = new Set();
    }
    if (order >= 0) this.#hashes.add(this.#hash(record));
    return true;
  }

  /** What the next run starts from. */
  state(): Readonly<Record<string, IncrementalState>> {
    const hasMoved = this.#last !== this.startValue;
    const hashes = hasMoved ? this.#hashes : new Set([...this.#loadedHashes, ...this.#hashes]);
    return {
      [this.#cursorPath]: {
        initial_value: this.initialValue ?? null,
        last_value: this.#last ?? null,
        unique_hashes: [...hashes],
      },
    };
  }

  #hash(record: unknown): string {
    return boundaryHash(
      record,
      this.#keys.map(({ key, path }) => {
        const value = selectFirst(path, record);
        if (value === undefined) throw this.#withoutKey(key, record);
        return value;
      }),
    );
  }

  #withoutKey(key: string, record: unknown): DangoError {
    return new DangoError(`A record of ${this.#resource} has no "${key}", which is in its primary key.`, {
      code: 'rows-refused',
      hint: `Set the primary key to what every record has${fieldsOf(record)}, or leave it out.`,
      context: { resource: this.#resource, primary_key: this.#keys.map((one) => one.key).join(', ') },
    });
  }

  #valueOf(record: unknown): CursorValue {
    const value = comparable(selectFirst(this.#path, record));
    if (isCursorValue(value)) return value;
    const found = value === undefined ? 'is missing' : `is ${value === null ? 'null' : `a ${typeof value}`}`;
    throw new DangoError(`The cursor field "${this.#cursorPath}" ${found} in a record of ${this.#resource}.`, {
      code: 'cursor-invalid',
      hint: `Set the cursor to a field that every record has${fieldsOf(record)}.`,
      context: { resource: this.#resource, cursor_path: this.#cursorPath },
    });
  }

  #compare(value: CursorValue, other: CursorValue): number {
    if (typeof value === 'string' && typeof other === 'string') return compareCursorTexts(value, other);
    if (typeof value === 'string' || typeof other === 'string') {
      throw new DangoError(
        `The cursor field "${this.#cursorPath}" of ${this.#resource} holds ${JSON.stringify(String(value))} (${typeof value}), which cannot be compared with ${JSON.stringify(String(other))} (${typeof other}), where the run starts.`,
        {
          code: 'cursor-invalid',
          hint: 'Give initial_value the same type as the field, or run with --full-refresh after the API changed it.',
          context: { resource: this.#resource, cursor_path: this.#cursorPath },
        },
      );
    }
    return value < other ? -1 : value > other ? 1 : 0;
  }
}

/** Modules may yield dates; they are stored and compared as the ISO text they become. */
function comparable(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

/** dlt puts one private character in front of a text that stood for a date, a decimal and the like. */
function withoutTypeMark(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^[\uF026-\uF02F]/, '') : value;
}

/** ` (this one has id, name)`, or nothing for a record without fields. */
function fieldsOf(record: unknown): string {
  const fields = typeof record === 'object' && record !== null ? Object.keys(record).slice(0, 12).join(', ') : '';
  return fields === '' ? '' : ` (this one has ${fields})`;
}

function isCursorValue(value: unknown): value is CursorValue {
  return typeof value === 'string' || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}
