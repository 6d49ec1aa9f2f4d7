import type { Cell, DataColumn } from './cell.ts';
import type { TableName } from './row-window.ts';

/** One row, by DuckDB's number of it or by its `_dlt_id`. */
export interface RowAddress extends TableName {
  readonly rowId?: string | undefined;
  readonly dltId?: string | undefined;
}

export interface RowDetail {
  readonly columns: readonly DataColumn[];
  /** Whole values; only what is longer than 2 MiB is cut. */
  readonly values: readonly Cell[];
  readonly children: readonly ChildRows[];
  /** The row that this one was a list element of. */
  readonly parent?: { readonly table: string; readonly dltId: string };
  readonly load?: RowLoad;
  readonly origin?: RowOriginPlace;
}

/** The rows of one child table that belong to a row. */
export interface ChildRows {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly DataColumn[];
  /** 50 at most, in the order of the list. */
  readonly firstRows: readonly (readonly Cell[])[];
}

/** The load that brought a row. */
export interface RowLoad {
  readonly loadId: string;
  /** DuckDB's text, in UTC; absent where the load left no record. */
  readonly insertedAt?: string;
  /** 0: complete. */
  readonly status?: number;
}

/** The exchange that a row came in. */
export interface RowOriginPlace {
  readonly loadId: string;
  readonly exchange: number;
  /** Place among the records of the exchange, from 0. */
  readonly position: number;
}
