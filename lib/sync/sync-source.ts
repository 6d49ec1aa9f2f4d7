import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { formatLocation } from '../errors/source-location.ts';
import { datasetName } from '../project/dataset-name.ts';
import { listPackages } from '../loads/package-folder.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { requireSource } from '../project/require-source.ts';
import { loadSecretStore, withUnsavedSecrets } from '../project/secret-store.ts';
import { crashPoint } from '../util/crash-point.ts';
import { buildReport } from './build-report.ts';
import type { CursorWindow } from './extract/cursor-tracker.ts';
import { fetchAndLoad, type FetchHost } from './fetch-and-load.ts';
import { neighboursOf, sharedTableWarnings } from './neighbours.ts';
import { heldPackage } from './held-package.ts';
import { prepareModuleSource } from './prepare-module-source.ts';
import { prepareRestSource } from './prepare-rest-source.ts';
import type { PreparedSource, PrepareHost } from './prepared-source.ts';
import { projectDestination } from './project-destination.ts';
import { sampleDataset } from './sample-dataset.ts';
import type { SyncEvent } from './sync-event.ts';
import type { SyncReport } from './sync-report.ts';

export interface SyncRequest {
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  /** Name in sources.yml. */
  readonly source: string;
  /** Only these resources and, unloaded, the parents they need, or the whole family where a cursor moves; all when absent. */
  readonly resources?: readonly string[];
  /** Forget cursors and replace the tables. Default false. */
  readonly fullRefresh?: boolean;
  /** A range of the cursors instead of what is new, saving no state. See `CursorWindow`. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** At most this many records per resource, into `<dataset>_sample`, saving no state. */
  readonly limit?: number;
  /** Whether replaced tables may lose any rows, all of them too. Default false. */
  readonly allowEmptyReplace?: boolean;
  /** Fetch, plan and hold what was fetched; load nothing. Default false. */
  readonly dryRun?: boolean;
}

/** What surrounds a run: its id, who listens, and when to stop. */
export type SyncHost = FetchHost;

/**
 * Fetches one source and loads it. What an API or the warehouse does wrong comes back in the report; a configuration
 * fault, a missing secret, an unknown name and a cancelled run are thrown.
 */
export async function syncSource(request: SyncRequest, host: SyncHost): Promise<SyncReport> {
  const project = loadProject(request.projectRoot);
  const entry = requireSource(project, request.source);
  // Told before a process starts or a request is sent.
  if (request.limit !== undefined) sampleDataset(project, entry.name, datasetName(entry, project.settings));
  try {
    await using source = await prepareSource(project, request.source, {
      ...host,
      onEvent: withCrashPoint(host.onEvent),
    });
    return await syncPrepared(project, request, source, host);
  } catch (error) {
    if (!host.signal.aborted) throw error;
    throw new DangoError('The run was cancelled.', { code: 'run-cancelled', cause: error });
  }
}

/** Makes a source of either type ready. @throws DangoError for whatever is wrong with its settings. */
export async function prepareSource(project: Project, name: string, host: PrepareHost): Promise<PreparedSource> {
  const entry = requireSource(project, name);
  const store = withUnsavedSecrets(loadSecretStore(project.root), name, host.secrets);
  if (entry.type === 'dlt_native') return await prepareModuleSource(project, entry, store, host);
  return prepareRestSource(project, entry, store, host);
}

async function syncPrepared(
  project: Project,
  request: SyncRequest,
  source: PreparedSource,
  host: SyncHost,
): Promise<SyncReport> {
  const { source: name, resources: selected, limit } = request;
  const dataset = limit === undefined ? source.dataset : sampleDataset(project, name, source.dataset);
  const destination = projectDestination(project, {
    signal: host.signal,
    onWaiting: (holder, waitedMs) => host.onEvent({ type: 'load-waiting', holder, waitedMs }),
  });
  for (const { message, hint = '', at } of sharedTableWarnings(project, name)) {
    host.onEvent({ type: 'warning', message: at === undefined ? message : `${formatLocation(at)}: ${message}`, hint });
  }
  const job = {
    name,
    owner: name,
    schemaName: source.schemaName,
    continuesSchema: source.continuesSchema,
    dataset,
    selected,
    limit,
    window: windowOf(request),
    isFullRefresh: request.fullRefresh === true,
    isDryRun: request.dryRun === true,
    allowsLoss: request.allowEmptyReplace === true,
    neighbours: limit === undefined ? neighboursOf(project, name) : undefined,
    mask: source.mask,
    extract: source.extract,
  };
  try {
    return (await fetchAndLoad(project, job, destination, host)).report;
  } catch (error) {
    const isFault = !DangoError.is(error) || thrownCodes.has(error.code);
    if (host.signal.aborted || isFault) throw error;
    // What an earlier run left behind, and could not be loaded now.
    const leftover = listPackages(project.paths.loads).find(({ loadId }) => loadId === error.context['load_id']);
    const held = leftover === undefined ? [] : heldPackage(leftover);
    const facts = { source: name, dataset, loadId: undefined, extracted: [], outcome: undefined, held };
    return buildReport({ ...facts, error: toErrorRecord(error) });
  }
}

function windowOf({ since, until }: SyncRequest): CursorWindow | undefined {
  return since === undefined && until === undefined ? undefined : { since, until };
}

/** Faults of the request or the project, not of the API or the warehouse. */
const thrownCodes: ReadonlySet<string> = new Set([
  'usage-invalid',
  'name-unknown',
  'config-invalid',
  'secret-missing',
  'module-invalid',
]);

function withCrashPoint(onEvent: (event: SyncEvent) => void): (event: SyncEvent) => void {
  return (event) => {
    onEvent(event);
    if (event.type === 'page-fetched') crashPoint('spooling');
  };
}
