import type { JsonValue } from '../spec/json-value.ts';

/** Loads only records whose cursor field lies at or behind the value reached before. */
export interface Incremental {
  /** Path of the field in a record, such as `updated_at` or `meta.updated_at`. */
  readonly cursorPath: string;
  /** Start of the very first run; without it the first run takes everything. */
  readonly initialValue: CursorValue | undefined;
}

/** Values that have an order. Strings compare by their characters, so instants must share one ISO format. */
export type CursorValue = Extract<JsonValue, string | number | bigint>;

export interface IncrementalOptions {
  /** Start of the very first run. Default: none, the first run takes everything. */
  readonly initialValue?: CursorValue;
}

/** `incremental("updated_at", { initialValue: "2024-01-01T00:00:00Z" })`. */
export function incremental(cursorPath: string, { initialValue }: IncrementalOptions = {}): Incremental {
  return { cursorPath, initialValue };
}
