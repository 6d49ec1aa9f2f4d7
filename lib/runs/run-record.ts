import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SyncReport, SyncStatus } from '../sync/sync-report.ts';

/** What a run is asked to do. Stored as JSON, so it holds no absolute path. */
export type RunRequest =
  | {
      readonly kind: 'sync';
      /** Name in sources.yml. */
      readonly source: string;
      /** Only these resources; all when absent. */
      readonly resources?: readonly string[];
      /** Forget cursors and replace the tables. Default false. */
      readonly fullRefresh?: boolean;
      /** A range of the cursors instead of what is new: from here on, an ISO date or instant, or a number. */
      readonly since?: string | undefined;
      /** Up to here, without it. */
      readonly until?: string | undefined;
      /** At most this many records per resource. */
      readonly limit?: number;
      /** Whether replaced tables may lose any rows. Default false. */
      readonly allowEmptyReplace?: boolean;
      /** Fetch, plan and hold what was fetched; load nothing. Default false. */
      readonly dryRun?: boolean;
    }
  | {
      readonly kind: 'script';
      /** TypeScript file, relative to the project root. */
      readonly file: string;
    }
  | {
      readonly kind: 'undo';
      /** What the run that is undone waited for others by: its source's name, or its script's file. */
      readonly source: string;
      /** Id of the run whose loads are taken back. */
      readonly run: string;
    }
  | {
      readonly kind: 'accept';
      /** Whose package it is, so that it takes its turn. */
      readonly source: string;
      /** Id of the package that is loaded. */
      readonly load: string;
    };

/** How a run ended. `cancelled`: a person stopped it. `interrupted`: its process died. */
export type FinalRunStatus = SyncStatus | 'cancelled' | 'interrupted';

export type RunStatus = 'queued' | 'running' | FinalRunStatus;

/** One attempt to sync a source or to run a script. */
export interface RunRecord {
  /** Short and sortable by time: `20261122-201530-ab12`. */
  readonly id: string;
  /** The source's name, or the script's file. Runs of the same source take turns. */
  readonly source: string;
  readonly request: RunRequest;
  readonly status: RunStatus;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** One report for a sync, one per pipeline for a script; empty until the run finished. */
  readonly reports: readonly SyncReport[];
  /** Why the run as a whole ended without a report. */
  readonly error: ErrorRecord | undefined;
}

/** True once nothing more will happen to the run. */
export function isFinished<Run extends { readonly status: RunStatus }>(
  run: Run,
): run is Run & { readonly status: FinalRunStatus } {
  return run.status !== 'queued' && run.status !== 'running';
}

/** What runs of a request wait for each other by: the source's name, or the script's file. */
export function sourceOfRequest(request: RunRequest): string {
  return request.kind === 'script' ? request.file : request.source;
}
