import type { DataColumn } from './cell.ts';

/** What a warehouse holds. */
export interface WarehouseListing {
  /** Another text after each change of the warehouse; empty where there is none yet. */
  readonly generation: string;
  readonly datasets: readonly DatasetListing[];
}

export interface DatasetListing {
  readonly name: string;
  readonly tables: readonly TableListing[];
}

export interface TableListing {
  readonly name: string;
  readonly kind: 'table' | 'view';
  /** A table that loads keep for themselves: dlt's `_dlt_…` or Dango's `_dango_…`. */
  readonly isSystem: boolean;
  /** The table whose rows hold this one's rows as a list. */
  readonly parent?: string;
  readonly columns: readonly DataColumn[];
  /** DuckDB's estimate, for which nothing is counted; 0 for a view. */
  readonly estimatedRows: number;
}
