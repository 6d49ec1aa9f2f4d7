import type { PipelineState } from './pipeline-state.ts';

/** What a dataset holds of one source. */
export interface StoredSource {
  readonly state: PipelineState;
  /** Tables that only this source loads into, root and child tables. */
  readonly tables: readonly StoredSourceTable[];
  /** Tables that another source loads into as well; they are never dropped. */
  readonly sharedTables: readonly string[];
}

export interface StoredSourceTable {
  readonly name: string;
  readonly rows: number;
  /** Whether what is loaded again would come twice. False for child tables. */
  readonly appends: boolean;
}

export interface SourceRemoval {
  /** Drops the tables, and forgets state, loads and schema. */
  readonly dropsTables: boolean;
  /** Forgets the cursors. Tables that are dropped always take them along. */
  readonly forgetsState: boolean;
}

/** How much a source has in the warehouse; child tables count. */
export interface StoredSize {
  readonly tables: number;
  readonly rows: number;
}
