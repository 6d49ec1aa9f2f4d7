import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { sealPackage } from '../loads/end-package.ts';
import { createLoadId } from '../loads/load-id.ts';
import { packageFormat, type PackageManifest } from '../loads/manifest.ts';
import { findPackage } from '../loads/package-folder.ts';
import { openPackageFolder } from '../loads/package-writer.ts';
import { prunePackages } from '../loads/prune-packages.ts';
import type { Project } from '../project/load-project.ts';
import type { JsonObject } from '../spec/json-value.ts';
import type { FetchTarget } from '../warehouse/destination.ts';
import { continuedSchema } from '../warehouse/continued-schema.ts';
import { emptyState, type PipelineState } from '../warehouse/pipeline-state.ts';
import type { Neighbours } from '../warehouse/plan/shared-table.ts';
import { buildReport } from './build-report.ts';
import { combineReports } from './combine-reports.ts';
import type { CursorWindow } from './extract/cursor-tracker.ts';
import {
  allContents,
  type ExtractedResource,
  type ExtractOptions,
  type SavedCursors,
  type WindowTurn,
} from './extract/extracted-resource.ts';
import { heldPackage } from './held-package.ts';
import { loadLeftovers, tellLeftovers } from './load-leftovers.ts';
import { loadSealedPackage } from './load-sealed-package.ts';
import { markContinued } from './mark-continued.ts';
import { planDryRun } from './plan-dry-run.ts';
import { refreshLosses } from './refresh-losses.ts';
import type { SyncEvent } from './sync-event.ts';
import type { SyncReport } from './sync-report.ts';
import { tellOnce } from './tell-once.ts';
import { warnAboutLoad } from './warn-about-load.ts';
import { failedPackage, refuseMoved, WindowTurns, type PackageResult } from './window-turns.ts';

/** One thing to fetch and load: a source of sources.yml, or what a script gave to a pipeline. */
export interface FetchJob {
  /** Name of the source or pipeline; names the saved state too. */
  readonly name: string;
  /** Whose package it is, so that leftovers are told apart: the source's name, or `script <pipeline>`. */
  readonly owner: string;
  readonly schemaName: string;
  /** Whether the schema that is there goes on, whatever it is called: no other source loads by this name. Default false. */
  readonly continuesSchema?: boolean | undefined;
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
  /** See `ExtractOptions`. */
  readonly endsWithRecording?: boolean | undefined;
  /**
   * The state that a sample starts from, as a sync does from what is saved; its tables are made anew all the same. Default: from the
   * beginning.
   */
  readonly startsFrom?: PipelineState | undefined;
  readonly isDryRun: boolean;
  /** Whether the package need not outlive a crash, because it is thrown away anyway. Default false. */
  readonly isScratch?: boolean | undefined;
  /** Whether replaced tables may lose any rows. Default false: only the share that is configured. */
  readonly allowsLoss?: boolean | undefined;
  /** What other sources load into the dataset. Absent: nothing. */
  readonly neighbours?: Neighbours | undefined;
  /** Replaces secrets in what an error quotes of records. Absent: nothing is quoted. */
  readonly mask?: ((text: string) => string) | undefined;
  readonly extract: (packageFolder: string, options: ExtractOptions) => Promise<readonly ExtractedResource[]>;
}

export interface FetchHost {
  readonly runId: string;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
  /** The instant up to which windows go, in milliseconds since 1970. Default: now. */
  readonly nowMs?: number | undefined;
}

export interface FetchResult {
  readonly report: SyncReport;
  /** Rows by table that were loaded. */
  readonly tables: ReadonlyMap<string, number>;
}

/**
 * The one way of data: state → package → seal → one transaction. What an earlier run left behind loads first. Where
 * cursors have windows this happens once for each: what is loaded stays, whatever happens to the windows behind.
 * @throws DangoError where nothing was fetched (a locked warehouse, an unknown resource, a dead module process); what
 *   fails later is in the report.
 */
export async function fetchAndLoad(
  project: Project,
  job: FetchJob,
  destination: FetchTarget,
  caller: FetchHost,
): Promise<FetchResult> {
  const host: FetchHost = { ...caller, onEvent: tellOnce(caller.onEvent) };
  if (job.isDryRun) tellLeftovers(project.paths, job.owner, host);
  else await loadLeftovers(project.paths, job.owner, destination, { ...host, neighbours: job.neighbours });
  // What is thrown away, or looked at only, comes as one package.
  const isLimited = [job.limit, job.pageLimit, job.parentLimit].some((limit) => limit !== undefined);
  const turns = job.isDryRun || isLimited ? undefined : new WindowTurns(host.nowMs ?? Date.now());
  const first = await fetchPackage(project, { ...job, turn: turns?.first() }, destination, host);
  const results: [PackageResult, ...PackageResult[]] = [first];
  for (let turn = turns?.following(first); turn !== undefined;) {
    host.signal.throwIfAborted();
    const rest = { ...job, isFullRefresh: false, turn };
    const result = await fetchPackage(project, rest, destination, host, turns?.expected).catch((error: unknown) => {
      if (host.signal.aborted || !DangoError.is(error)) throw error;
      return failedPackage(job, turn?.next ?? {}, toErrorRecord(error));
    });
    results.push(result);
    turn = turns?.following(result);
  }
  if (results.length > 1 && results.every(({ report }) => report.status === 'succeeded')) warnOfLosses(results, host);
  const [one, ...others] = results;
  return {
    report: combineReports([one.report, ...others.map(({ report }) => report)]),
    tables: addTables(results.map(({ tables }) => tables)),
  };
}

function warnOfLosses(results: readonly PackageResult[], { onEvent }: FetchHost): void {
  for (const { table, before, after } of refreshLosses(results.map(({ outcome }) => outcome))) {
    onEvent({
      type: 'warning',
      message: `The full refresh left ${after} of ${before} rows in table ${table}: its windows brought no more.`,
      hint: 'Look at what the API answered; --allow-empty-replace says that it may be so.',
    });
  }
}

function addTables(all: readonly FetchResult['tables'][]): FetchResult['tables'] {
  const sums = new Map<string, number>();
  for (const tables of all) for (const [table, rows] of tables) sums.set(table, (sums.get(table) ?? 0) + rows);
  return sums;
}

/** @param expected the cursors that the package before has left, which nobody else may have moved. */
async function fetchPackage(
  project: Project,
  asked: FetchJob & { readonly turn: WindowTurn | undefined },
  destination: FetchTarget,
  host: FetchHost,
  expected: SavedCursors = {},
): Promise<PackageResult> {
  const isSample = asked.limit !== undefined;
  const state = isSample ? (asked.startsFrom ?? emptyState) : await destination.readState(asked.dataset, asked.name);
  const schemaName =
    asked.continuesSchema === true ? continuedSchema(state.content, asked.schemaName) : asked.schemaName;
  const job = { ...asked, schemaName };
  const saved = savedOf(state, job.schemaName);
  refuseMoved(expected, saved.cursors);
  const loadId = createLoadId();
  const folder = join(project.paths.loads, loadId);
  openPackageFolder(folder, { run_id: host.runId, source: job.owner });
  const extracted = await extractInto(folder, job, saved);
  const manifest = manifestOf(project, job, loadId, state, extracted, host);
  const facts = { source: job.name, dataset: job.dataset, loadId, extracted };
  const ended = { tables: new Map<string, number>(), extracted, outcome: undefined, savesState: manifest.saves_state };
  if (manifest.resources.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    return { ...ended, report: buildReport({ ...facts, outcome: undefined }) };
  }
  if (job.isDryRun) {
    const { planned, held } = await planDryRun(destination, manifest, folder, job);
    return { ...ended, report: buildReport({ ...facts, outcome: undefined, planned, held }) };
  }
  sealPackage(folder, manifest, job);
  const rows = manifest.resources.reduce((sum, resource) => sum + resource.rows, 0);
  host.onEvent({ type: 'package-sealed', loadId, rows });
  try {
    const outcome = await loadSealedPackage(destination, folder, {
      ...host,
      mask: job.mask,
      neighbours: job.neighbours,
      isScratch: job.isScratch,
    });
    warnAboutLoad(outcome, host.onEvent);
    prunePackages(project.paths.loads, job.owner, project.settings.retention);
    return {
      ...ended,
      report: buildReport({ ...facts, outcome, held: outcome.waiting }),
      tables: outcome.tables,
      outcome,
    };
  } catch (error) {
    if (host.signal.aborted || !DangoError.is(error)) throw error;
    const held = heldPackage(findPackage(project.paths.loads, loadId));
    return { ...ended, report: buildReport({ ...facts, outcome: undefined, held, error: toErrorRecord(error) }) };
  }
}

async function extractInto(
  folder: string,
  job: FetchJob & { readonly turn: WindowTurn | undefined },
  saved: Pick<ExtractOptions, 'cursors' | 'states' | 'sourceState'>,
): Promise<readonly ExtractedResource[]> {
  const { selected, window, limit, pageLimit, parentLimit, isProbe, turn, endsWithRecording, startsFrom } = job;
  try {
    return await job.extract(folder, {
      selected,
      ...saved,
      window,
      limit,
      pageLimit,
      parentLimit,
      isProbe,
      endsWithRecording,
      turn,
      isFullRefresh: startsFrom === undefined && (job.isFullRefresh || limit !== undefined),
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function manifestOf(
  { settings }: Project,
  job: FetchJob,
  loadId: string,
  state: PipelineState,
  extracted: readonly ExtractedResource[],
  { runId }: FetchHost,
): PackageManifest {
  const resources = job.isFullRefresh ? markContinued(extracted) : extracted.flatMap(allContents);
  // A sample takes the place of the one before, whatever its size.
  const isFree = job.allowsLoss === true || job.limit !== undefined;
  const { maxReplaceLoss } = settings;
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
    ...(job.window === undefined ? {} : { range: { since: job.window.since, until: job.window.until } }),
    resources: resources.map((resource) => ({
      ...resource,
      ...(job.startsFrom === undefined ? {} : { is_full_refresh: true }),
      max_loss: isFree ? 1 : (resource.max_loss ?? maxReplaceLoss),
    })),
  };
}

function savedOf(
  { content }: PipelineState,
  schemaName: string,
): Pick<ExtractOptions, 'cursors' | 'states' | 'sourceState'> {
  const { resources: saved = {}, ...sourceState } = content.sources?.[schemaName] ?? {};
  const resources = Object.entries(saved);
  return {
    sourceState: sourceState as JsonObject,
    cursors: Object.fromEntries(resources.map(([name, { incremental = {} }]) => [name, incremental])),
    states: Object.fromEntries(
      resources.map(([name, { incremental: _cursors, ...state }]) => [name, state as JsonObject]),
    ),
  };
}
