import type { Cell, DataColumn } from './cell.ts';

/** The answer to SQL that a person typed. */
export interface SqlAnswer {
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** True when the row limit cut the answer. */
  readonly isCut: boolean;
  /** What DuckDB took, without the wait for the warehouse. */
  readonly durationMs: number;
}
