import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { sealPackage } from '../loads/end-package.ts';
import { createLoadId } from '../loads/load-id.ts';
import { packageFormat, type PackageManifest } from '../loads/manifest.ts';
import { openPackageFolder } from '../loads/package-writer.ts';
import { prunePackages } from '../loads/prune-packages.ts';
import type { Project } from '../project/load-project.ts';
import type { JsonObject } from '../spec/json-value.ts';
import type { Destination, LoadOutcome } from '../warehouse/destination.ts';
import { emptyState, type PipelineState } from '../warehouse/pipeline-state.ts';
import { buildReport } from './build-report.ts';
import type { CursorWindow } from './extract/cursor-tracker.ts';
import { allContents, type ExtractedResource, type ExtractOptions } from './extract/extracted-resource.ts';
import { describeDiscarded } from './describe-discarded.ts';
import { loadLeftovers } from './load-leftovers.ts';
import { loadSealedPackage } from './load-sealed-package.ts';
import type { SyncEvent } from './sync-event.ts';
import type { SyncReport } from './sync-report.ts';

/** One thing to fetch and load: a source of sources.yml, or what a script gave to a pipeline. */
export interface FetchJob {
  /** Name of the source or pipeline; names the saved state too. */
  readonly name: string;
  /** Whose package it is, so that leftovers are told apart: the source's name, or `script <pipeline>`. */
  readonly owner: string;
  readonly schemaName: string;
  readonly dataset: string;
  readonly selected?: readonly string[] | undefined;
  readonly isFullRefresh: boolean;
  /** A range of the cursors instead of what is new; saves no state. */
  readonly window?: CursorWindow | undefined;
  /** Most records per resource; makes it a sample, which saves no state. */
  readonly limit?: number | undefined;
  /** Most pages per resource and record of its parent. */
  readonly pageLimit?: number | undefined;
  /** Most records of one resource whose children are read. */
  readonly parentLimit?: number | undefined;
  /** Only the first resource that needs no other. Default false. */
  readonly isProbe?: boolean | undefined;
  readonly isDryRun: boolean;
  /** Replaces secrets in what an error quotes of records. Absent: nothing is quoted. */
  readonly mask?: ((text: string) => string) | undefined;
  readonly extract: (packageFolder: string, options: ExtractOptions) => Promise<readonly ExtractedResource[]>;
}

export interface FetchHost {
  readonly runId: string;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
}

export interface FetchResult {
  readonly report: SyncReport;
  /** Rows by table that were loaded. */
  readonly tables: ReadonlyMap<string, number>;
}

/**
 * The one way of data: state → package → seal → one transaction. What an earlier run left behind loads first.
 * @throws DangoError where nothing was fetched (a locked warehouse, an unknown resource, a dead module process); what
 *   fails later is in the report.
 */
export async function fetchAndLoad(
  project: Project,
  job: FetchJob,
  destination: Destination,
  host: FetchHost,
): Promise<FetchResult> {
  if (!job.isDryRun) await loadLeftovers(project.paths, job.owner, destination, host);
  const isSample = job.limit !== undefined;
  const state = isSample ? emptyState : await destination.readState(job.dataset, job.name);
  const loadId = createLoadId();
  const folder = join(project.paths.loads, loadId);
  openPackageFolder(folder, { run_id: host.runId, source: job.owner });
  const extracted = await extractInto(folder, job, savedOf(state, job.schemaName));
  const manifest = manifestOf(job, loadId, state, extracted, host);
  const facts = { source: job.name, dataset: job.dataset, loadId, extracted };
  if (manifest.resources.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    return { report: buildReport({ ...facts, outcome: undefined }), tables: new Map() };
  }
  if (job.isDryRun) {
    try {
      const plan = await destination.planLoad(manifest);
      return { report: buildReport({ ...facts, outcome: undefined, plan }), tables: new Map() };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  sealPackage(folder, manifest);
  const rows = manifest.resources.reduce((sum, resource) => sum + resource.rows, 0);
  host.onEvent({ type: 'package-sealed', loadId, rows });
  try {
    const outcome = await loadSealedPackage(destination, folder, { ...host, mask: job.mask });
    warnAbout(outcome, host);
    prunePackages(project.paths.loads, job.owner, project.settings.retention);
    return { report: buildReport({ ...facts, outcome }), tables: outcome.tables };
  } catch (error) {
    if (host.signal.aborted || !DangoError.is(error)) throw error;
    return { report: buildReport({ ...facts, outcome: undefined, error: toErrorRecord(error) }), tables: new Map() };
  }
}

async function extractInto(
  folder: string,
  job: FetchJob,
  saved: Pick<ExtractOptions, 'cursors' | 'states'>,
): Promise<readonly ExtractedResource[]> {
  const { selected, window, limit, pageLimit, parentLimit, isProbe } = job;
  try {
    return await job.extract(folder, {
      selected,
      ...saved,
      window,
      limit,
      pageLimit,
      parentLimit,
      isProbe,
      isFullRefresh: job.isFullRefresh || limit !== undefined,
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function manifestOf(
  job: FetchJob,
  loadId: string,
  state: PipelineState,
  extracted: readonly ExtractedResource[],
  { runId }: FetchHost,
): PackageManifest {
  return {
    format: packageFormat,
    load_id: loadId,
    run_id: runId,
    source: job.name,
    pipeline_name: job.name,
    schema_name: job.schemaName,
    dataset: job.dataset,
    created_at: new Date().toISOString(),
    based_on: state.version,
    saves_state: job.limit === undefined && job.window === undefined,
    resources: extracted.flatMap(allContents),
  };
}

function savedOf({ content }: PipelineState, schemaName: string): Pick<ExtractOptions, 'cursors' | 'states'> {
  const resources = Object.entries(content.sources?.[schemaName]?.resources ?? {});
  return {
    cursors: Object.fromEntries(resources.map(([name, { incremental = {} }]) => [name, incremental])),
    states: Object.fromEntries(
      resources.map(([name, { incremental: _cursors, ...state }]) => [name, state as JsonObject]),
    ),
  };
}

function warnAbout(outcome: LoadOutcome, { onEvent }: FetchHost): void {
  if (outcome.outcome !== 'loaded') return;
  for (const name of outcome.plan?.keepsCursor ?? []) {
    onEvent({
      type: 'warning',
      resource: name,
      message: `The cursor of ${name} stays where it was, because rows of a child were refused.`,
      hint: 'Mend the child and sync again: the records since then are read once more.',
    });
  }
  for (const discarded of outcome.discarded ?? []) onEvent({ type: 'warning', ...describeDiscarded(discarded) });
  const kept = new Set<string>();
  for (const { plan, disposition, resource } of outcome.plan?.resources ?? []) {
    for (const message of plan.warnings) onEvent({ type: 'warning', resource: resource.name, message });
    if (disposition !== 'keep' || kept.has(resource.name)) continue;
    kept.add(resource.name);
    onEvent({
      type: 'warning',
      resource: resource.name,
      message: `Resource ${resource.name} replaces its table, but the API returned no record; the rows of before were kept.`,
      hint: 'Run with --full-refresh to empty the table.',
    });
  }
}
