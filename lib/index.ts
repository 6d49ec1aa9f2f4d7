// What the doors (cli, app) may use of the engine, and nothing else. Types stand apart from values. What is heavy to
// load (DuckDB, undici, zod, yaml, SQLite) is loaded when it is first called, so that `dango --help` stays quick.

export type { DangoErrorOptions, ErrorContext, ErrorRecord } from './errors/dango-error.ts';
export type { ErrorCode } from './errors/error-codes.ts';
export type { SourceLocation } from './errors/source-location.ts';
export type { FollowOptions } from './runs/follow-run.ts';
export type { Runs } from './runs/open-runs.ts';
export type { ReadEvent } from './runs/read-events.ts';
export type { RunEvent, RunFinishedEvent, StoredRunEvent } from './runs/run-event.ts';
export type { FinalRunStatus, RunRecord, RunRequest, RunStatus } from './runs/run-record.ts';
export type { RunFilter } from './runs/run-store.ts';
export type { RunToEndOptions } from './runs/run-to-end.ts';
export type { OverallStatus, RunDocument, RunsDocument } from './runs/runs-document.ts';
export type { StartedRun } from './runs/start-run.ts';
export type { SourceOverview } from './sync/source-overview.ts';
export type { SyncEvent } from './sync/sync-event.ts';
export type { PlannedChange, ResourceReport, SyncReport, SyncStatus } from './sync/sync-report.ts';
export type { QueryResult } from './warehouse/query-result.ts';

export { DangoError } from './errors/dango-error.ts';
export { errorCodes } from './errors/error-codes.ts';
export { toErrorRecord } from './errors/error-record.ts';
export { formatLocation } from './errors/source-location.ts';
export { isFinished } from './runs/run-record.ts';
export { toRunsDocument } from './runs/runs-document.ts';
export { closestWord } from './util/closest-word.ts';
export { rawJson } from './util/raw-json.ts';

/** The runs of a project: start, watch, cancel, look back. See `Runs`. */
export async function openRuns(projectRoot: string): Promise<import('./runs/open-runs.ts').Runs> {
  return (await import('./runs/open-runs.ts')).openRuns(projectRoot);
}
