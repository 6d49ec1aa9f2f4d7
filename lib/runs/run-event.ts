import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SyncEvent } from '../sync/sync-event.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { FinalRunStatus } from './run-record.ts';

/** What a run tells, from its first sign of life to its end. */
export type RunEvent =
  /** Another run of the same source comes first. */
  | { readonly type: 'run-queued'; readonly behind: string }
  | { readonly type: 'run-started' }
  | SyncEvent
  | RunFinishedEvent;

/** Always the last event. */
export interface RunFinishedEvent {
  readonly type: 'run-finished';
  readonly status: FinalRunStatus;
  readonly reports: readonly SyncReport[];
  readonly error?: ErrorRecord;
}

/** An event as it lies in events.ndjson. */
export type StoredRunEvent = RunEvent & {
  /** Counts from 1 without gaps. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
};
