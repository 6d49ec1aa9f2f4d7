import type { SyncEvent } from './sync-event.ts';
import type { SyncReport } from './sync-report.ts';

export interface SyncRequest {
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  /** Name in sources.yml. */
  readonly source: string;
  /** Only these resources and, unloaded, the parents they need; all when absent. */
  readonly resources?: readonly string[];
  /** Forget cursors and replace the tables. Default false. */
  readonly fullRefresh?: boolean;
  /** At most this many records per resource, into `<dataset>_sample`, saving no state. */
  readonly limit?: number;
  /** Fetch and plan, write nothing. Default false. */
  readonly dryRun?: boolean;
}

export interface SyncHost {
  readonly runId: string;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches one source and loads it. Expected failures come back in the report; a configuration fault, a missing secret
 * and a cancelled run are thrown.
 */
export declare function syncSource(request: SyncRequest, host: SyncHost): Promise<SyncReport>;
