/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /**
   * BIGINT and HUGEINT are exact strings, or where numbers were asked for numbers within ±2^53 and `bigint` beyond. DECIMAL is
   * an exact string, TIMESTAMPTZ is text in UTC, LIST and STRUCT are arrays and objects.
   */
  readonly rows: readonly (readonly unknown[])[];
  /** True when the row limit cut the answer. */
  readonly isCut: boolean;
}
