import type { ErrorRecord } from '../errors/dango-error.ts';
import type { HeldPackage, PlannedChange, ResourceReport, SyncReport } from '../sync/sync-report.ts';
import { isFinished, type RunRecord, type RunStatus } from './run-record.ts';

/** What `--json` prints about runs. */
export interface RunsDocument {
  readonly status: OverallStatus;
  readonly runs: readonly RunDocument[];
}

/** `partial`: something loaded and something failed. */
export type OverallStatus = 'succeeded' | 'partial' | 'failed' | 'cancelled';

export interface RunDocument {
  readonly run_id: string;
  readonly source: string;
  readonly status: RunStatus;
  readonly error?: ErrorRecord;
  readonly resources: readonly ResourceReport[];
  /** Of a dry run: what a load would do. */
  readonly plan?: readonly PlannedChange[];
  /** What was fetched and waits for a person. */
  readonly held?: readonly HeldPackage[];
}

/** Sums up runs: one entry for a sync, one per pipeline for a script. */
export function toRunsDocument(runs: readonly RunRecord[]): RunsDocument {
  const documents = runs.flatMap(toRunDocuments);
  return { status: overallStatus(documents.map(({ status }) => status)), runs: documents };
}

function toRunDocuments(run: RunRecord): readonly RunDocument[] {
  const own: RunDocument = {
    run_id: run.id,
    source: run.source,
    status: run.status,
    ...(run.error === undefined ? {} : { error: run.error }),
    resources: [],
  };
  const reported = run.reports.map((report) => toRunDocument(run.id, report));
  const isTold = reported.length > 0 && run.error === undefined && isFinished(run);
  return isTold ? reported : [...reported, own];
}

function toRunDocument(runId: string, { source, status, error, resources, plan, held }: SyncReport): RunDocument {
  return {
    run_id: runId,
    source,
    status,
    ...(error === undefined ? {} : { error }),
    resources,
    ...(plan === undefined ? {} : { plan }),
    ...(held === undefined ? {} : { held }),
  };
}

/** A run that stopped before its end makes the whole a failure; one that a person stopped, cancelled. */
export function overallStatus(statuses: readonly RunStatus[]): OverallStatus {
  const isGood = (status: RunStatus): boolean => status === 'succeeded' || status === 'planned';
  if (statuses.includes('cancelled')) return 'cancelled';
  if (statuses.every(isGood)) return 'succeeded';
  return statuses.some((status) => isGood(status) || status === 'partial') ? 'partial' : 'failed';
}
