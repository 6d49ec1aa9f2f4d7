import type { IncrementalState, ReplacedRange } from '../../loads/manifest.ts';
import type { RangeCursor } from '../../sdk/cursor.ts';
import type { CursorValue, Incremental } from '../../sdk/incremental.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { alignBound } from './align-bound.ts';
import { applyLag } from './apply-lag.ts';
import { boundaryHash } from './boundary-hash.ts';
import { compareCursorValues } from './compare-cursor-values.ts';
import {
  incomparable,
  missingCursorValue,
  missingKey,
  noLag,
  notReached,
  noWindows,
  tooManyAtBoundary,
  type CursorPlace,
} from './cursor-errors.ts';
import { isSettled } from './is-settled.ts';
import { KnownRecords, mostKnownRecords, type KnownBudget } from './known-records.ts';
import { splitRange, type CursorRange } from './split-range.ts';

/** Bounds that a person gives for one run, as ISO instants or dates, or as numbers. */
export interface CursorWindow {
  /** Default: the initial value. */
  readonly since?: string | undefined;
  /** Default: no end. */
  readonly until?: string | undefined;
}

/** A window that the next package begins with. */
export interface NextWindow {
  readonly start: CursorValue;
  /** Its place in the run, from 1 on. */
  readonly number: number;
  /** How many the run has. */
  readonly of: number;
}

export interface CursorRun {
  /** Replaces the saved position; nothing is saved then. */
  readonly window?: CursorWindow | undefined;
  /** Whether loading a record again does no harm. Default: it does. */
  readonly canRepeat?: () => boolean;
  /** Whether records at the start come in again although they are loaded. Default: they do not. */
  readonly takesKnown?: () => boolean;
  /** Up to where windows go, in milliseconds since 1970. Default: now. */
  readonly nowMs?: number | undefined;
  /** Whether only one window is read, and the others follow in packages of their own. Default: all are read. */
  readonly isSplit?: boolean | undefined;
  /** Where a run goes on that has loaded windows already. */
  readonly next?: NextWindow | undefined;
  /**
   * Whether a window must end where the last run did: what lies behind is appended by the next one. Default: it may go
   * on.
   */
  readonly staysBehind?: boolean | undefined;
  /** Shared by the cursors of a resource that has several. Default: it has one. */
  readonly budget?: KnownBudget | undefined;
}

/** A part of a run's range, with the cursor that its requests are made with. */
export interface CursorSlice extends CursorRange {
  readonly cursor: RangeCursor;
  readonly number: number;
  readonly of: number;
}

/**
 * Follows the cursor of one resource through a run. Records before the start or behind the end are dropped, and so are
 * those at the start that the run before has loaded already; the state behind the run names the highest value and the
 * rows there.
 */
export class CursorTracker implements RangeCursor {
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
  readonly #takesKnown: () => boolean;
  /** What is read, in order: one for the whole range where the cursor has no windows. */
  readonly slices: readonly CursorSlice[];
  /** Undefined where this package reads up to the end. */
  readonly nextWindow: NextWindow | undefined;
  /** Up to there nothing can come any more, once this package is loaded. Undefined: who knows. */
  readonly #settledEnd: CursorValue | undefined;
  readonly #reached: CursorValue | undefined;
  /** Whether the end is that of the last run, and not the one that was asked for. */
  readonly isCapped: boolean;
  /** The end that was asked for. */
  readonly #wantedEnd: CursorValue | undefined;
  readonly #isEndClosed: boolean;

  /**
   * @throws DangoError `cursor-invalid` when the lag cannot be taken from the saved value, or the range cannot be cut
   *   into windows.
   */
  constructor(
    resource: string,
    incremental: Incremental,
    primaryKey: readonly string[],
    saved: IncrementalState | undefined,
    {
      window,
      canRepeat = () => false,
      takesKnown = () => false,
      nowMs = Date.now(),
      isSplit = false,
      next,
      budget,
      staysBehind = false,
    }: CursorRun = {},
  ) {
    const { cursorPath, initialValue, endValue, lag = 0, rangeStart } = incremental;
    this.#place = { resource, cursorPath };
    this.#incremental = incremental;
    this.#path = parseJsonPath(cursorPath);
    this.#keys = primaryKey.map((key) => ({ key, path: parseJsonPath(key) }));
    this.#isWindow = window !== undefined;
    this.#takesKnown = takesKnown;
    this.isSaved = window === undefined && endValue === undefined;
    this.initialValue = initialValue;
    const savedValue = withoutTypeMark(saved?.last_value);
    const reached = isCursorValue(savedValue) ? savedValue : undefined;
    const like = reached ?? initialValue;
    const bound = (text: string | undefined): CursorValue | undefined =>
      text === undefined ? undefined : alignBound(text, like);
    this.#reached = reached;
    this.#last = this.isSaved ? (reached ?? initialValue) : undefined;
    this.startValue =
      next?.start ?? (this.isSaved ? this.#lagged(reached, lag) : (bound(window?.since) ?? initialValue));
    const end = bound(window?.until) ?? endValue;
    this.#wantedEnd = end;
    this.isCapped = staysBehind && this.#isBehindReached(end, reached);
    this.endValue = this.isCapped ? reached : end;
    this.#isEndClosed = this.isCapped ? rangeStart === 'open' : incremental.rangeEnd === 'closed';
    this.#keepsHashes = this.isSaved && lag === 0 && rangeStart !== 'open';
    this.#loadedHashes = new Set(this.#keepsHashes && reached !== undefined ? saved?.unique_hashes : []);
    this.#known = new KnownRecords(canRepeat, this.#loadedHashes, budget);
    const slices = this.#slicesOf(nowMs, isSplit ? next : undefined);
    this.slices = isSplit ? slices.slice(0, 1) : slices;
    const following = isSplit ? slices[1] : undefined;
    this.nextWindow =
      following?.start === undefined
        ? undefined
        : { start: following.start, number: following.number, of: following.of };
    const behind = this.nextWindow?.start;
    this.#settledEnd = behind !== undefined && isSettled(behind, nowMs) ? behind : undefined;
  }

  /** @throws DangoError `cursor-invalid` where nothing of a range has been loaded yet. */
  #isBehindReached(end: CursorValue | undefined, reached: CursorValue | undefined): boolean {
    if (reached === undefined) throw notReached(this.#place);
    if (this.startValue !== undefined && this.#compare(this.startValue, reached) >= 0) {
      throw notReached(this.#place, this.startValue, reached);
    }
    return end === undefined || this.#compare(end, reached) > 0;
  }

  #slicesOf(nowMs: number, next: NextWindow | undefined): readonly CursorSlice[] {
    const { startValue: start, endValue: end } = this;
    const { window: length } = this.#incremental;
    if (length === undefined) {
      // An API that leaves out its end would leave out what lies at the cap, which is there to be dropped only here.
      const cursor = this.isCapped ? this.#cursorOf({ start, end: this.#wantedEnd, isLast: true }) : this;
      return [{ start, end, isLast: true, number: 1, of: 1, cursor }];
    }
    // How many there are was counted with the first; now this window is needed, and the bound behind it.
    const count = next === undefined ? undefined : 2;
    const ranges = start === undefined ? undefined : splitRange(start, end, length, nowMs, count);
    if (ranges === undefined) throw noWindows(this.#place, start, length);
    const first = next?.number ?? 1;
    const of = next?.of ?? ranges.length;
    return ranges.map((range, index) => ({ ...range, number: first + index, of, cursor: this.#cursorOf(range) }));
  }

  #cursorOf({ start, end, isLast }: CursorRange): RangeCursor {
    const { initialValue } = this;
    const lastValue = (): CursorValue | undefined => this.lastValue;
    return {
      initialValue,
      startValue: start,
      endValue: end,
      isEndNow: isLast && this.endValue === undefined,
      get lastValue() {
        return lastValue();
      },
    };
  }

  #lagged(reached: CursorValue | undefined, lag: number): CursorValue | undefined {
    if (reached === undefined) return this.initialValue;
    if (lag === 0) return reached;
    const start = applyLag(reached, lag);
    if (start === undefined) throw noLag(this.#place, reached);
    const isBeforeAll = this.initialValue !== undefined && this.#compare(start, this.initialValue) < 0;
    return isBeforeAll ? this.initialValue : start;
  }

  /** Whether a record has come, in this run or before. */
  get hasReached(): boolean {
    return this.#hasMoved || this.#reached !== undefined;
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
   * @param range the part that the record was asked for. Default: the whole range.
   */
  accept(record: unknown, range: CursorRange = { start: this.startValue, end: this.endValue, isLast: true }): boolean {
    const { onCursorValueMissing: onMissing = 'raise', rangeStart } = this.#incremental;
    const value = comparable(selectFirst(this.#path, record));
    if (!isCursorValue(value)) {
      if ((value !== undefined && value !== null) || onMissing === 'raise') {
        throw missingCursorValue(this.#place, value, record);
      }
      return onMissing === 'include';
    }
    const start = range.start === undefined ? 1 : this.#compare(value, range.start);
    if (start < 0) this.#isBeforeStart = true;
    if (start < 0 || (start === 0 && (rangeStart === 'open' || this.#isLoaded(value, record)))) return false;
    // The last part asks up to now, and takes what is newer all the same.
    const endValue = range.isLast ? this.endValue : range.end;
    const end = endValue === undefined ? -1 : this.#compare(value, endValue);
    if (end > 0) this.#isBehindEnd = true;
    const isEndTaken = range.isLast ? this.#isEndClosed : rangeStart === 'open';
    if (end > 0 || (end === 0 && !isEndTaken)) return false;
    this.#note(value, record);
    return true;
  }

  /** By its key alone it would be known at the start of a later window too, where it has changed since. */
  #isLoaded(value: CursorValue, record: unknown): boolean {
    if (this.#loadedHashes.size === 0 || this.#reached === undefined || this.#takesKnown()) return false;
    return this.#compare(value, this.#reached) === 0 && this.#loadedHashes.has(this.#hash(record));
  }

  #note(value: CursorValue, record: unknown): void {
    const order = this.#last === undefined ? 1 : this.#compare(value, this.#last);
    if (order > 0) {
      this.#last = value;
      this.#hasMoved = true;
      this.#known.clear();
    }
    if (order < 0 || !this.#keepsHashes) return;
    const isKnown = this.#known.add(this.#hash(record));
    // Where the next run starts at the end of this window, nothing was taken there.
    if (!isKnown && this.#settledEnd === undefined) throw tooManyAtBoundary(this.#place, value, mostKnownRecords);
  }

  /** The range that this package takes, in the form of the values that came. */
  taken(): Omit<ReplacedRange, 'path'> {
    const { rangeStart } = this.#incremental;
    const [first, last] = [this.slices[0], this.slices.at(-1)];
    const isLast = last?.isLast ?? true;
    const written = (bound: CursorValue | undefined): CursorValue | null =>
      typeof bound === 'string' ? alignBound(bound, this.#last) : (bound ?? null);
    return {
      start: written(first?.start),
      end: written(isLast ? this.endValue : last?.end),
      is_start_open: rangeStart === 'open',
      is_end_closed: isLast ? this.#isEndClosed : rangeStart === 'open',
    };
  }

  /**
   * What the next run starts from; undefined where this one does not count for it. Behind a window that others follow,
   * that is its end: all before it has come. Of the last day this is not sure, and it is the last record as ever.
   * @param isCut whether a window was not read to its end. Default: it was.
   */
  state(isCut = false): Readonly<Record<string, IncrementalState>> | undefined {
    if (!this.isSaved) return undefined;
    const end = isCut ? undefined : this.#settledEnd;
    const isBehind = end !== undefined && this.#reached !== undefined && this.#compare(end, this.#reached) <= 0;
    const [last, hashes] =
      end === undefined
        ? [this.#last, this.#known.list()]
        : isBehind
          ? [this.#reached, [...this.#loadedHashes]]
          : [end, []];
    return {
      [this.#place.cursorPath]: {
        initial_value: this.initialValue ?? null,
        last_value: last ?? null,
        unique_hashes: hashes,
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
    // A bound that a person gave takes the form of the values as soon as one is known.
    const isGiven = this.#isWindow && typeof value !== 'string' && typeof other === 'string';
    const order = compareCursorValues(value, isGiven ? alignBound(other, value) : other);
    if (order === undefined) throw incomparable(this.#place, value, other);
    return order;
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

function isCursorValue(value: unknown): value is CursorValue {
  return typeof value === 'string' || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}
