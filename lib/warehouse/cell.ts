/**
 * A value as it can be shown and sent as JSON without loss. NULL is null. Numbers are numbers where JavaScript keeps
 * every digit (up to 32 bits, FLOAT, DOUBLE); BIGINT, HUGEINT and DECIMAL are exact text, NaN and infinities too. Dates,
 * times and intervals are DuckDB's text, with a zone in UTC; BLOB is text such as `\xDE\xAD`; LIST, STRUCT, MAP, ARRAY
 * and UNION are JSON text.
 */
export type Cell = string | number | boolean | null | CutCell;

/** The beginning of a value that is too long to be shown. */
export interface CutCell {
  readonly cut: string;
  /** How long the whole value is, in characters; bytes for BLOB. */
  readonly length: number;
}

export interface DataColumn {
  readonly name: string;
  /** DuckDB's word: `DECIMAL(18,3)`. */
  readonly type: string;
}
