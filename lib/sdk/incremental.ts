import type { JsonValue } from '../spec/json-value.ts';

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
  return { cursorPath, initialValue, ...rules };
}
