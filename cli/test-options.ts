/** Options of `dango source test`; with any of them the first pages of one source are read. */
export interface TestOptions {
  readonly rows?: true;
  readonly resource?: readonly string[];
  readonly pages?: number;
  readonly records?: number;
  readonly parents?: number;
  /** Words such as `429@2`. */
  readonly pretend?: readonly string[];
  readonly savedState?: true;
  readonly record?: string;
  /** A file, or the id of a load. */
  readonly replay?: string;
  readonly report?: string;
  readonly expect?: string;
  readonly writeExpect?: string;
}
