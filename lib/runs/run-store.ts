import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { FinalRunStatus, RunRecord, RunRequest } from './run-record.ts';

/** How long a claim lasts without a heartbeat. A run that is silent for longer counts as dead. */
export const leaseMs = 15_000;

/** How often a working run says that it lives. */
export const heartbeatMs = 2_000;

/** The right to work on a run. Its token grows with every claim, so a holder that slept too long is refused. */
export interface RunLease {
  readonly runId: string;
  readonly token: number;
}

export type ClaimResult =
  | { readonly outcome: 'claimed'; readonly lease: RunLease }
  /** Another run of the same source comes first. */
  | { readonly outcome: 'waiting'; readonly behind: string }
  /** The run is no longer queued: it was cancelled, or taken for dead. */
  | { readonly outcome: 'gone'; readonly status: RunRecord['status'] | undefined };

/** The process that works on a run, as far as it can be reached from here. */
export interface RunOwner {
  readonly host: string;
  readonly pid: number;
}

export interface RunOutcome {
  readonly status: FinalRunStatus;
  readonly reports: readonly SyncReport[];
  readonly error?: ErrorRecord | undefined;
}

/**
 * The queue and the history of runs, shared by every process of a project. Runs of one source take turns in the order
 * of their creation. Every method may be called by many processes at once.
 */
export interface RunStore {
  /** Adds a queued run. It counts as dead unless its process tries to claim it within {@link leaseMs}. */
  create(request: RunRequest): Promise<RunRecord>;
  /** Takes the run if it is its turn; otherwise keeps its place in the queue for another {@link leaseMs}. */
  claim(runId: string, owner: RunOwner): Promise<ClaimResult>;
  /** Extends the lease. False: the run was taken for dead or cancelled meanwhile, and its work must stop. */
  heartbeat(lease: RunLease): Promise<boolean>;
  /** Records how the run ended. False: the lease was lost and nothing was recorded. */
  finish(lease: RunLease, outcome: RunOutcome): Promise<boolean>;
  /** Ends a run from outside. False: it had ended already. */
  end(runId: string, status: 'cancelled' | 'interrupted', error: ErrorRecord): Promise<boolean>;
  /** Takes a queued run out of the queue. False: it is not queued (any more). */
  cancelQueued(runId: string): Promise<boolean>;
  /** Marks runs whose lease expired as interrupted and returns their ids. */
  interruptExpired(): Promise<readonly string[]>;
  find(runId: string): Promise<RunRecord | undefined>;
  /** The process of a running run whose lease is fresh; undefined otherwise, so that no stale process id is used. */
  findOwner(runId: string): Promise<RunOwner | undefined>;
  /** Newest first. */
  list(filter?: RunFilter): Promise<readonly RunRecord[]>;
  /** Deletes finished runs beyond the newest `keep` and returns their ids. */
  prune(keep: number): Promise<readonly string[]>;
  close(): void;
}

export interface RunFilter {
  readonly source?: string | undefined;
  /** Default 20. */
  readonly limit?: number | undefined;
}
