// What the doors (cli, app) may use of the engine, and nothing else. Types stand apart from values. What is heavy to
// load (DuckDB, undici, zod, yaml, SQLite) is loaded when it is first called, so that `dango --help` stays quick.

export type { DangoErrorOptions, ErrorContext, ErrorRecord } from './errors/dango-error.ts';
export type { ErrorCode } from './errors/error-codes.ts';
export type { SourceLocation } from './errors/source-location.ts';
export type { SecretListing } from './project/list-secrets.ts';
export type { Project } from './project/load-project.ts';
export type { PreviewEvent, PreviewExchange, PreviewFinishedEvent, PreviewTable } from './preview/preview-event.ts';
export type { PreviewLimits } from './preview/preview-limits.ts';
export type { PreviewRequest } from './preview/preview-request.ts';
export type { PreviewOptions } from './preview/preview-source.ts';
export type { FollowOptions } from './runs/follow-run.ts';
export type { Runs } from './runs/open-runs.ts';
export type { ReadEvent } from './runs/read-events.ts';
export type { RunEvent, RunFinishedEvent, StoredRunEvent } from './runs/run-event.ts';
export type { FinalRunStatus, RunRecord, RunRequest, RunStatus } from './runs/run-record.ts';
export type { RunFilter } from './runs/run-store.ts';
export type { RunToEndOptions } from './runs/run-to-end.ts';
export type { OverallStatus, RunDocument, RunsDocument } from './runs/runs-document.ts';
export type { StartedRun } from './runs/start-run.ts';
export type { SourceEntry } from './spec/source-entry.ts';
export type { SourceOverview } from './sync/source-overview.ts';
export type { SyncEvent } from './sync/sync-event.ts';
export type { PlannedChange, ResourceReport, SyncReport, SyncStatus } from './sync/sync-report.ts';
export type { QueryResult } from './warehouse/query-result.ts';

import type { PreviewEvent } from './preview/preview-event.ts';
import type { PreviewRequest } from './preview/preview-request.ts';
import type { PreviewOptions } from './preview/preview-source.ts';

export { DangoError } from './errors/dango-error.ts';
export { errorCodes } from './errors/error-codes.ts';
export { toErrorRecord } from './errors/error-record.ts';
export { formatLocation } from './errors/source-location.ts';
export { ConfigError } from './project/config-error.ts';
export { findProjectRoot } from './project/find-project-root.ts';
export { isFinished } from './runs/run-record.ts';
export { toRunsDocument } from './runs/runs-document.ts';
export { closestWord } from './util/closest-word.ts';
export { rawJson } from './util/raw-json.ts';

/** The runs of a project: start, watch, cancel, look back. See `Runs`. */
export const openRuns = lazy(async () => (await import('./runs/open-runs.ts')).openRuns);

/** Makes a folder a project. */
export const initProject = lazy(async () => (await import('./project/init-project.ts')).initProject);
/** Reads the files of a project; their faults are part of the answer. */
export const loadProject = lazy(async () => (await import('./project/load-project.ts')).loadProject);
/** Everything that can be found wrong with a project without asking an API. */
export const validateProject = lazy(async () => (await import('./sync/validate-project.ts')).validateProject);

/** Switches a source on or off in sources.yml. */
export const saveSourceEnabled = lazy(async () => (await import('./project/save-sources.ts')).saveSourceEnabled);
/** Takes a source out of sources.yml. */
export const deleteSource = lazy(async () => (await import('./project/save-sources.ts')).deleteSource);
/** Gives a source another name in sources.yml. */
export const saveSourceName = lazy(async () => (await import('./project/save-sources.ts')).saveSourceName);

/** Reads every place that secrets can come from. */
export const loadSecretStore = lazy(async () => (await import('./project/secret-store.ts')).loadSecretStore);
/** Names of secrets and where their values are, never the values. */
export const listSecrets = lazy(async () => (await import('./project/list-secrets.ts')).listSecrets);
/** Stores a secret in `.dlt/secrets.toml`. */
export const saveSecret = lazy(async () => (await import('./project/save-secret.ts')).saveSecret);
/** Removes a secret from `.dlt/secrets.toml`. */
export const deleteSecret = lazy(async () => (await import('./project/save-secret.ts')).deleteSecret);

/**
 * Tries a source, saved or not, without writing anything: its first requests and responses, and the tables that the
 * records become. Always ends with `preview-finished`; throws nothing.
 */
export async function* previewSource(request: PreviewRequest, options: PreviewOptions): AsyncGenerator<PreviewEvent> {
  yield* (await import('./preview/preview-source.ts')).previewSource(request, options);
}

/** Cursors, loads and tables of a source. */
export const showSource = lazy(async () => (await import('./sync/show-source.ts')).showSource);
/** Answers one SQL statement that only reads. */
export const queryWarehouse = lazy(async () => (await import('./warehouse/duckdb/query-warehouse.ts')).queryWarehouse);

/** A function that is loaded, with all that it needs, when it is first called. */
function lazy<Values extends readonly unknown[], Result>(
  load: () => Promise<(...values: Values) => Result | Promise<Result>>,
): (...values: Values) => Promise<Result> {
  return async (...values) => {
    const loaded = await load();
    return await loaded(...values);
  };
}
