import type { IncrementalState } from '../../loads/manifest.ts';
import type { Cursor } from '../../sdk/cursor.ts';
import type { CursorValue, Incremental } from '../../sdk/incremental.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { alignBound } from './align-bound.ts';
import { applyLag } from './apply-lag.ts';
import { boundaryHash } from './boundary-hash.ts';
import { compareCursorTexts } from './compare-cursor-texts.ts';
import {
  incomparable,
  missingCursorValue,
  missingKey,
  noLag,
  tooManyAtBoundary,
  type CursorPlace,
} from './cursor-errors.ts';
import { KnownRecords, mostKnownRecords } from './known-records.ts';

/** Bounds that a person gives for one run, as ISO instants or dates, or as numbers. */
export interface CursorWindow {
  /** Default: the initial value. */
  readonly since?: string | undefined;
  /** Default: no end. */
  readonly until?: string | undefined;
}

export interface CursorRun {
  /** Replaces the saved position; nothing is saved then. */
  readonly window?: CursorWindow | undefined;
  /** Whether loading a record again does no harm. Default: it does. */
  readonly canRepeat?: () => boolean;
}

/**
 * Follows the cursor of one resource through a run. Records before the start or behind the end are dropped, and so are
 * those at the start that the run before has loaded already; the state behind the run names the highest value and the
 * rows there.
 */
export class CursorTracker implements Cursor {
  readonly initialValue: CursorValue | undefined;
  readonly startValue: CursorValue | undefined;
  readonly endValue: CursorValue | undefined;
  /** Whether the next run starts where this one ends. */
  readonly isSaved: boolean;
  #last: CursorValue | undefined;
  #hasMoved = false;
  #isBeforeStart = false;
  #isBehindEnd = false;
  readonly #known: KnownRecords;
  readonly #loadedHashes: ReadonlySet<string>;
  readonly #keepsHashes: boolean;
  readonly #incremental: Incremental;
  readonly #path: ReturnType<typeof parseJsonPath>;
  readonly #keys: readonly { readonly key: string; readonly path: ReturnType<typeof parseJsonPath> }[];
  readonly #place: CursorPlace;
  readonly #isWindow: boolean;

  /** @throws DangoError `cursor-invalid` when the lag cannot be taken from the saved value. */
  constructor(
    resource: string,
    incremental: Incremental,
    primaryKey: readonly string[],
    saved: IncrementalState | undefined,
    { window, canRepeat = () => false }: CursorRun = {},
  ) {
    const { cursorPath, initialValue, endValue, lag = 0, rangeStart } = incremental;
    this.#place = { resource, cursorPath };
    this.#incremental = incremental;
    this.#path = parseJsonPath(cursorPath);
    this.#keys = primaryKey.map((key) => ({ key, path: parseJsonPath(key) }));
    this.#known = new KnownRecords(canRepeat);
    this.#isWindow = window !== undefined;
    this.isSaved = window === undefined && endValue === undefined;
    this.initialValue = initialValue;
    const savedValue = withoutTypeMark(saved?.last_value);
    const reached = isCursorValue(savedValue) ? savedValue : undefined;
    const like = reached ?? initialValue;
    const bound = (text: string | undefined): CursorValue | undefined =>
      text === undefined ? undefined : alignBound(text, like);
    this.#last = this.isSaved ? (reached ?? initialValue) : undefined;
    this.startValue = this.isSaved ? this.#lagged(reached, lag) : (bound(window?.since) ?? initialValue);
    this.endValue = bound(window?.until) ?? endValue;
    this.#keepsHashes = this.isSaved && lag === 0 && rangeStart !== 'open';
    this.#loadedHashes = new Set(this.#keepsHashes && reached !== undefined ? saved?.unique_hashes : []);
  }

  #lagged(reached: CursorValue | undefined, lag: number): CursorValue | undefined {
    if (reached === undefined) return this.initialValue;
    if (lag === 0) return reached;
    const start = applyLag(reached, lag);
    if (start === undefined) throw noLag(this.#place, reached);
    const isBeforeAll = this.initialValue !== undefined && this.#compare(start, this.initialValue) < 0;
    return isBeforeAll ? this.initialValue : start;
  }

  get lastValue(): CursorValue | undefined {
    return this.#last ?? this.startValue;
  }

  /**
   * True once records have come behind which, in the order of the API, none can count any more. A new series starts
   * with `startSeries`.
   */
  get isOver(): boolean {
    const { rowOrder } = this.#incremental;
    return (rowOrder === 'desc' && this.#isBeforeStart) || (rowOrder === 'asc' && this.#isBehindEnd);
  }

  startSeries(): void {
    this.#isBeforeStart = false;
    this.#isBehindEnd = false;
  }

  /**
   * Whether a record is new; takes note of its position.
   * @throws DangoError `cursor-invalid` when the record has no value there, or one that cannot be compared, or when too
   *   many have the same; `rows-refused` for a record at the boundary without its primary key.
   */
  accept(record: unknown): boolean {
    const { onCursorValueMissing: onMissing = 'raise', rangeStart, rangeEnd } = this.#incremental;
    const value = comparable(selectFirst(this.#path, record));
    if (!isCursorValue(value)) {
      if ((value !== undefined && value !== null) || onMissing === 'raise') {
        throw missingCursorValue(this.#place, value, record);
      }
      return onMissing === 'include';
    }
    const start = this.startValue === undefined ? 1 : this.#compare(value, this.startValue);
    if (start < 0) this.#isBeforeStart = true;
    if (start < 0 || (start === 0 && (rangeStart === 'open' || this.#isLoaded(record)))) return false;
    const end = this.endValue === undefined ? -1 : this.#compare(value, this.endValue);
    if (end > 0) this.#isBehindEnd = true;
    if (end > 0 || (end === 0 && rangeEnd !== 'closed')) return false;
    this.#note(value, record);
    return true;
  }

  #isLoaded(record: unknown): boolean {
    return this.#loadedHashes.size > 0 && this.#loadedHashes.has(this.#hash(record));
  }

  #note(value: CursorValue, record: unknown): void {
    const order = this.#last === undefined ? 1 : this.#compare(value, this.#last);
    if (order > 0) {
      this.#last = value;
      this.#hasMoved = true;
      this.#known.clear();
    }
    if (order < 0 || !this.#keepsHashes) return;
    if (!this.#known.add(this.#hash(record))) throw tooManyAtBoundary(this.#place, value, mostKnownRecords);
  }

  /** What the next run starts from; undefined where this one does not count for it. */
  state(): Readonly<Record<string, IncrementalState>> | undefined {
    if (!this.isSaved) return undefined;
    return {
      [this.#place.cursorPath]: {
        initial_value: this.initialValue ?? null,
        last_value: this.#last ?? null,
        unique_hashes: this.#known.list(this.#hasMoved ? new Set() : this.#loadedHashes),
      },
    };
  }

  #hash(record: unknown): string {
    const keys = this.#keys.map(({ key, path }) => {
      const value = selectFirst(path, record);
      if (value === undefined) throw missingKey(this.#place, key, this.#keys.map((one) => one.key).join(', '), record);
      return value;
    });
    return boundaryHash(record, keys);
  }

  #compare(value: CursorValue, other: CursorValue): number {
    if (typeof value === 'string' && typeof other === 'string') return compareCursorTexts(value, other);
    if (typeof value === 'string' || typeof other === 'string') {
      // A bound that a person gave takes the form of the values as soon as one is known.
      const aligned = this.#isWindow && typeof other === 'string' ? alignBound(other, value) : other;
      if (typeof value === 'string' || typeof aligned === 'string') throw incomparable(this.#place, value, other);
      return compare(value, aligned);
    }
    return compare(value, other);
  }
}

function compare(one: number | bigint, other: number | bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Modules may yield dates; they are stored and compared as the ISO text they become. */
function comparable(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

/** dlt puts one private character in front of a text that stood for a date, a decimal and the like. */
function withoutTypeMark(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^[\uF026-\uF02F]/, '') : value;
}

function isCursorValue(value: unknown): value is CursorValue {
  return typeof value === 'string' || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}
