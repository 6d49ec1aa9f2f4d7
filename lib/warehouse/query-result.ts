/** The answer to a query, safe to print as JSON. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** BIGINT, HUGEINT and DECIMAL are exact strings, TIMESTAMPTZ is text in UTC, LIST and STRUCT are arrays and objects. */
  readonly rows: readonly (readonly unknown[])[];
  /** True when the row limit cut the answer. */
  readonly isCut: boolean;
}
