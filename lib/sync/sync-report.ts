import type { HeldKind } from '../loads/package-folder.ts';
import type { ErrorRecord } from '../errors/dango-error.ts';

/** `partial`: something loaded and something failed. `held`: everything was fetched, but the load waits for a person. */
export type SyncStatus = 'succeeded' | 'partial' | 'failed' | 'held' | 'planned';

/** What one sync of one source did. Keys are snake_case because `--json` prints it as it is. */
export interface SyncReport {
  readonly source: string;
  readonly status: SyncStatus;
  /** The load's id; absent where nothing was loaded. */
  readonly load_id?: string;
  /** Of all loads, oldest first; absent where there was one at most. `load_id` is the last. */
  readonly load_ids?: readonly string[];
  /** `raw_shop`, or `raw_shop_sample` under a row limit. */
  readonly dataset?: string;
  readonly error?: ErrorRecord;
  readonly resources: readonly ResourceReport[];
  /** Of a dry run: what a load would do. */
  readonly plan?: readonly PlannedChange[];
  /** What was fetched and waits for a person. Absent: nothing. */
  readonly held?: readonly HeldPackage[];
  /** What was taken back; absent unless the run undid another one. */
  readonly undone?: UndoneLoads;
}

/** The loads of a run that are taken back, and what that does. */
export interface UndoneLoads {
  readonly run_id: string;
  /** Newest first. */
  readonly load_ids: readonly string[];
  readonly tables: readonly {
    readonly dataset: string;
    readonly table: string;
    readonly rows: number;
    readonly rows_after: number;
    /** Rows that go because the loads brought them. */
    readonly rows_removed: number;
    /** Rows that come back because the loads took them away. */
    readonly rows_restored: number;
    /** Rows that stay and get back what one of their columns held: versions that the loads ended. */
    readonly rows_reverted: number;
  }[];
  /** Cursors, and other state of resources, that go back; both values in their saved form, undefined for none. */
  readonly cursors: readonly {
    readonly resource: string;
    /** Absent: what the resource keeps beside its cursors. */
    readonly cursor_path?: string;
    readonly value: unknown;
    readonly value_after: unknown;
  }[];
}

/** A load package that waits for a person: `dango loads accept` loads it, `dango loads discard` forgets it. */
export interface HeldPackage {
  readonly load_id: string;
  readonly kind: HeldKind;
  readonly reason: string;
}

export interface ResourceReport {
  readonly name: string;
  readonly status: 'succeeded' | 'failed' | 'skipped';
  readonly error?: ErrorRecord;
  readonly requests: number;
  readonly pages: number;
  readonly bytes: number;
  /** Records taken out of responses, after the incremental filter. */
  readonly rows_extracted: number;
  /** Rows written to the root table. */
  readonly rows_loaded: number;
  /** Root table first, then its child tables. */
  readonly tables: readonly string[];
  /** Rows, those of child tables too, and values that the contract of the resource kept out. Absent: none. */
  readonly rows_discarded?: number;
  readonly values_discarded?: number;
  /** Rows that the contract put aside in `_dango_quarantine`. Absent: none. */
  readonly rows_quarantined?: number;
  readonly duration_ms: number;
  /**
   * The limit that ended it before the API did, or `recording` where that has no further page; absent when it was read to
   * its end. There may be more; nobody asked.
   */
  readonly stopped_by?: 'records' | 'pages' | 'parents' | 'recording';
  /** Windows of its cursor that this sync had, and those that are loaded; absent without windows. */
  readonly windows?: { readonly total: number; readonly loaded: number };
}

/** One line of a plan, in the words of the warehouse. */
export interface PlannedChange {
  readonly table: string;
  readonly change:
    | 'create table'
    | 'add column'
    | 'widen column'
    | 'drop table'
    | 'append rows'
    | 'replace rows'
    | 'merge rows'
    /** A contract keeps rows or values out. */
    | 'leave out'
    /** More rows would be lost than may; a sync leaves them as they are and asks. */
    | 'ask first';
  /** `updated_at timestamp`, `bigint to double`, `120 rows in the place of 118`. */
  readonly detail: string;
  /** What happens to the rows of the table. Absent where the line is about something else. */
  readonly rows?: PlannedRows;
}

export interface PlannedRows {
  /** What is there now. */
  readonly before: number;
  readonly insert: number;
  /** Rows that are there and come anew. */
  readonly update: number;
  readonly delete: number;
}
