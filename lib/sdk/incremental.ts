import type { JsonValue } from '../spec/json-value.ts';

/** Loads only records whose cursor field lies at or behind the value reached before. */
export interface Incremental<Initial extends CursorValue | undefined = CursorValue | undefined> {
  /** Path of the field in a record, such as `updated_at` or `meta.updated_at`. */
  readonly cursorPath: string;
  /** Start of the very first run; without it the first run takes everything. */
  readonly initialValue: Initial;
}

/** Values that have an order. Texts that are ISO instants compare as instants, other texts by their characters. */
export type CursorValue = Extract<JsonValue, string | number | bigint>;

export interface IncrementalOptions<Initial extends CursorValue | undefined = CursorValue | undefined> {
  /** Start of the very first run. Default: none, the first run takes everything. */
  readonly initialValue?: Initial;
}

/** `incremental("updated_at", { initialValue: "2024-01-01T00:00:00Z" })`. */
export function incremental(cursorPath: string): Incremental<undefined>;
export function incremental(cursorPath: string, options: { readonly initialValue: string }): Incremental<string>;
export function incremental(
  cursorPath: string,
  options: { readonly initialValue: number | bigint },
): Incremental<number | bigint>;
export function incremental(cursorPath: string, options?: IncrementalOptions): Incremental;
export function incremental(cursorPath: string, { initialValue }: IncrementalOptions = {}): Incremental {
  return { cursorPath, initialValue };
}
