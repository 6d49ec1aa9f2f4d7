import type { Cell, DataColumn } from './cell.ts';

/** A table, or a view, of a dataset. */
export interface TableName {
  readonly dataset: string;
  readonly table: string;
}

export interface RowSort {
  readonly column: string;
  /** NULL comes last either way. */
  readonly direction: 'ascending' | 'descending';
}

export type FilterOperator =
  | 'equals'
  | 'not-equals'
  | 'contains'
  | 'not-contains'
  | 'starts-with'
  | 'ends-with'
  | 'less-than'
  | 'less-or-equal'
  | 'greater-than'
  | 'greater-or-equal'
  | 'blank'
  | 'not-blank';

/**
 * One condition on one column. `blank` is NULL only: an empty text is found by `equals` and "". The negative ones find
 * NULL too. `contains`, `starts-with`, `ends-with` look at the text of any type and take upper and lower case as equal.
 */
export interface RowCondition {
  readonly column: string;
  readonly operator: FilterOperator;
  /** As text, in DuckDB's form for the column's type. Needed by all but `blank` and `not-blank`. */
  readonly value?: string | undefined;
}

export type RowFilter =
  | RowCondition
  | { readonly any: readonly RowCondition[] }
  | { readonly all: readonly RowCondition[] };

/** Which rows, and which of their columns. All filters must hold. */
export interface RowSelection extends TableName {
  /** Default: all, in their order. */
  readonly columns?: readonly string[] | undefined;
  readonly sort?: readonly RowSort[] | undefined;
  readonly filters?: readonly RowFilter[] | undefined;
}

export interface RowWindow extends RowSelection {
  /** Rows before the first one. */
  readonly offset: number;
  /** From 1 to 500. */
  readonly limit: number;
}

export interface RowsAnswer {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** DuckDB's own numbers of these rows, good until the next load; empty for a view. */
  readonly rowIds: readonly string[];
  /** Another text after each change of the warehouse. */
  readonly generation: string;
  /** True when no row follows. */
  readonly isEnd: boolean;
  /** The same question as SQL that a person can read and run. */
  readonly sql: string;
}
