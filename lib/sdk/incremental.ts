import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parseSpan } from '../util/parse-span.ts';

/** Loads only records whose cursor field lies at or behind the value reached before. */
export interface Incremental<Initial extends CursorValue | undefined = CursorValue | undefined> extends CursorRules {
  /** Path of the field in a record, such as `updated_at` or `meta.updated_at`. */
  readonly cursorPath: string;
  /** Start of the very first run; without it the first run takes everything. */
  readonly initialValue: Initial;
}

/** How a cursor takes and leaves records. */
export interface CursorRules {
  /** Where every run ends; it then starts at `initialValue` each time and saves nothing. Default: none. */
  readonly endValue?: CursorValue | undefined;
  /**
   * How far behind the value reached before a run starts, for records that come late: seconds for instants, days for
   * dates, units for numbers. They come again, so let the resource merge. Default: 0.
   */
  readonly lag?: number | undefined;
  /** The order in which the API gives its records: reading stops where no further one can count. Default: unknown. */
  readonly rowOrder?: 'asc' | 'desc' | undefined;
  /** What becomes of a record whose field is missing or null. Default `raise`, an error. */
  readonly onCursorValueMissing?: 'raise' | 'include' | 'exclude' | undefined;
  /** Whether a record at the start itself counts (`closed`, the default). With `open` nothing is kept to tell them apart. */
  readonly rangeStart?: 'closed' | 'open' | undefined;
  /** Whether a record at `endValue` itself counts. Default `open`: it does not. */
  readonly rangeEnd?: 'closed' | 'open' | undefined;
  /**
   * Length of the windows that the range from the start to now, or to the end, is read in: hours, days or weeks as in
   * `12h`, `30d`, `8w`; for numbers that are no instants a number, together with `endValue`. Each window has its own
   * `cursor.startValue` and `cursor.endValue` and is loaded by itself, so that a run that breaks off goes on where it
   * was. Needs `initialValue`. Default: none, everything in one piece.
   */
  readonly window?: string | number | undefined;
}

/** Values that have an order. Texts that are ISO instants compare as instants, other texts by their characters. */
export type CursorValue = Extract<JsonValue, string | number | bigint>;

export interface IncrementalOptions<
  Initial extends CursorValue | undefined = CursorValue | undefined,
> extends CursorRules {
  /** Start of the very first run. Default: none, the first run takes everything. */
  readonly initialValue?: Initial;
}

/** `incremental("updated_at", { initialValue: "2024-01-01T00:00:00Z" })`. */
export function incremental(cursorPath: string): Incremental<undefined>;
export function incremental(
  cursorPath: string,
  options: CursorRules & { readonly initialValue: string },
): Incremental<string>;
export function incremental(
  cursorPath: string,
  options: CursorRules & { readonly initialValue: number | bigint },
): Incremental<number | bigint>;
export function incremental(cursorPath: string, options?: IncrementalOptions): Incremental;
export function incremental(cursorPath: string, { initialValue, ...rules }: IncrementalOptions = {}): Incremental {
  checkWindow(cursorPath, initialValue, rules);
  return { cursorPath, initialValue, ...rules };
}

function checkWindow(cursorPath: string, initialValue: unknown, { window, endValue }: CursorRules): void {
  if (window === undefined) return;
  const refuse = (fault: string, hint: string): never => {
    throw new DangoError(`The window of incremental("${cursorPath}") ${fault}.`, { code: 'module-invalid', hint });
  };
  const isLength = typeof window === 'number' ? window > 0 : parseSpan(window) !== undefined;
  if (!isLength) refuse(`is ${JSON.stringify(window)}`, 'Write hours, days or weeks, such as "12h", "30d" or "8w".');
  if (initialValue === undefined) refuse('has nowhere to begin', 'Add initialValue.');
  if (typeof window === 'number' && endValue === undefined) {
    refuse(`of ${window} units has no end`, 'Add endValue, or give a span of time such as "30d".');
  }
}
