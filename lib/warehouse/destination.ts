import type { DatasetSchema } from './dataset-schema.ts';
import type { DangoError } from '../errors/dango-error.ts';
import type { QueryResult } from './query-result.ts';
import type { PackageManifest } from '../loads/manifest.ts';
import type { LoadPlan } from './plan/load-plan.ts';
import type { RowCounts } from './row-counts.ts';
import type { PipelineState } from './pipeline-state.ts';
import type { UndoLoad, UndonePipeline } from './plan/plan-undo.ts';
import type { Neighbours } from './plan/shared-table.ts';
import type { SourceOwner } from './plan/tables-of-source.ts';
import type { StateChange } from './state-change.ts';
import type { SourceRemoval, StoredSize, StoredSource } from './stored-source.ts';

/**
 * The door to a warehouse. Rows, cursors, schema and load record of a package go in as one transaction, so whatever
 * stands behind this must be able to do that within one catalog.
 */
export interface Destination {
  /** Where it is, as a person knows it: `data/warehouse.duckdb`. */
  readonly location: string;
  /** The state saved by the newest complete load of a pipeline; version 0 where there is none. */
  readState(dataset: string, pipelineName: string): Promise<PipelineState>;
  /** What a load would do now. Writes nothing. */
  planLoad(
    manifest: PackageManifest,
    folder: string,
    host?: Pick<LoadHost, 'mask' | 'neighbours'>,
  ): Promise<PlannedLoad>;
  /** Loads a sealed package, or recognises that it was loaded before. */
  load(manifest: PackageManifest, folder: string, host: LoadHost): Promise<LoadOutcome>;
  /** What taking loads back would do, pipeline by pipeline. Writes nothing. @param loads newest first. */
  planUndo(loads: readonly UndoLoad[]): Promise<readonly UndonePipeline[]>;
  /** Takes loads back, as one transaction. @param loads newest first. Returns what was done. */
  undo(loads: readonly UndoLoad[], host?: Pick<LoadHost, 'onWaiting' | 'signal'>): Promise<readonly UndonePipeline[]>;
  /** @param options integers: as `QueryResult` says. Default: text. */
  query(
    sql: string,
    options?: { readonly maxRows?: number | undefined; readonly integers?: 'text' | 'numbers' },
  ): Promise<QueryResult>;
  /** What `dango show` tells of a dataset. */
  readOverview(dataset: string, pipelineName: string): Promise<DatasetOverview>;
  /** The shape of what a pipeline has loaded, and how it came about. */
  readSchema(dataset: string, pipelineName: string, schemaNames: readonly string[]): Promise<DatasetSchema>;
  /** What a dataset holds of one source. */
  readSource(dataset: string, owner: SourceOwner): Promise<StoredSource>;
  /** How much many sources have, in their order; undefined where there is no warehouse yet. */
  readSizes(
    places: readonly { readonly dataset: string; readonly owner: SourceOwner }[],
  ): Promise<readonly StoredSize[] | undefined>;
  /** Saves a state as the next version, with a load record of its own. Returns the version. */
  writeState(dataset: string, change: StateChange): Promise<number>;
  /** Takes a source out, as one transaction. Returns what was removed. */
  removeSource(dataset: string, owner: SourceOwner, removal: SourceRemoval): Promise<StoredSource>;
  /** The first rows of every table of a dataset, those of dlt itself left out; none where the dataset does not exist. */
  readTables(dataset: string, options: { readonly maxRows: number }): Promise<readonly TableContent[]>;
}

/** What a fetch needs of a warehouse. */
export type FetchTarget = Pick<Destination, 'location' | 'readState' | 'planLoad' | 'load' | 'readTables'>;

/** A table and the start of what is in it. */
export interface TableContent {
  readonly name: string;
  /** The table whose rows hold the lists that this one has the elements of; undefined for a root table. */
  readonly parent: string | undefined;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** All of them. */
  readonly rowCount: number;
  /** The first ones, in the order in which they were written; values in the JSON form of a query's answer. */
  readonly rows: readonly (readonly unknown[])[];
}

export interface LoadHost {
  /** Somebody else has the warehouse open. Called again while it stays so. */
  readonly onWaiting?: (holder: string, waitedMs: number) => void;
  readonly onTable?: (table: string, rows: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Replaces secrets in a text. Absent: no value of a record is quoted in an error. */
  readonly mask?: ((text: string) => string) | undefined;
  /** Who else loads into the dataset. Absent: nobody. */
  readonly neighbours?: Neighbours | undefined;
  /** How many bytes of rows of before are kept in the package, so that the load can be undone. Default: 0. */
  readonly undoBytes?: number | undefined;
  /** A person decided that a held package loads: then rows that came later must not be there either. Default false. */
  readonly isAccepted?: boolean;
  /**
   * The warehouse goes away with what is tried in it: no load is undone, and it keeps to the memory that it was opened
   * with. Default false.
   */
  readonly isScratch?: boolean;
}

/** What a load would do, down to the rows. */
export interface PlannedLoad {
  readonly plan: LoadPlan;
  /** Of each table that the load concerns. */
  readonly rows: ReadonlyMap<string, RowCounts>;
  readonly discarded: readonly DiscardedValues[];
  /** Replaced resources that would lose more rows than they may, and why; a load leaves them out. */
  readonly held: ReadonlyMap<string, DangoError>;
  /** Why it would not load at all; undefined where it would. */
  readonly outdated: OutdatedPackage | undefined;
}

/** The warehouse went on since the package was fetched; loading it would lose or double rows. */
export interface OutdatedPackage {
  readonly savedVersion: number;
  /** A table that has rows of a later load. Absent: it is the saved state that moved. */
  readonly newer?: { readonly table: string; readonly loadId: string } | undefined;
}

/** Why rows were kept out of a table. A row may have several reasons. */
export interface DiscardReason {
  readonly entity: DiscardedValues['entity'];
  /** Absent: the table as a whole is not let in. */
  readonly column?: string;
  /** Rows that have it. */
  readonly count: number;
}

/** What a contract kept out of a table. */
export interface DiscardedValues {
  readonly resource: string;
  readonly table: string;
  /** Absent: whole rows. */
  readonly column?: string;
  /** Of rows: that of the first reason. */
  readonly entity: 'tables' | 'columns' | 'data_type';
  /** Each row and each value once. */
  readonly count: number;
  /** Of whole rows, in the order of their columns. */
  readonly reasons?: readonly DiscardReason[];
  /** True for rows that were put aside in `_dango_quarantine`. */
  readonly isQuarantined?: true;
}

export type LoadOutcome =
  | {
      readonly outcome: 'loaded' | 'already loaded';
      /** Rows by table, root and child tables, of this package. */
      readonly tables: ReadonlyMap<string, number>;
      readonly plan: LoadPlan | undefined;
      /** Absent: nothing was kept out. */
      readonly discarded?: readonly DiscardedValues[];
      /** What happened to the rows of each table that the load concerned. */
      readonly rows: ReadonlyMap<string, RowCounts>;
      /** Replaced resources that would have lost more rows than they may; among the refused ones of the plan. */
      readonly held: ReadonlyMap<string, DangoError>;
      /** Version of the saved state after it. */
      readonly stateVersion: number;
    }
  | ({ readonly outcome: 'outdated' } & OutdatedPackage);

export interface DatasetOverview {
  readonly state: PipelineState;
  readonly loads: readonly { readonly load_id: string; readonly inserted_at: string; readonly status: number }[];
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }[];
}
