/** What a load does to the rows of one table. What is there afterwards is `before - deleted + inserted`. */
export interface RowCounts {
  readonly before: number;
  /** Rows that take the place of others of the same key are counted in both. */
  readonly inserted: number;
  readonly deleted: number;
  /** Rows that stay and get another value. */
  readonly updated: number;
}

export const noRows: RowCounts = { before: 0, inserted: 0, deleted: 0, updated: 0 };
