import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { listPackages } from '../loads/package-folder.ts';
import { listSecrets } from '../project/list-secrets.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { issueToRecord } from '../spec/source-issue.ts';
import { pendingPackages } from '../sync/pending-packages.ts';
import { projectDestination } from '../sync/project-destination.ts';
import { sourcePlace, type SourcePlace } from '../sync/source-place.ts';
import type { StoredSize } from '../warehouse/stored-source.ts';
import { runDatabaseFile } from './run-files.ts';
import { isFinished, type RunRecord } from './run-record.ts';
import type { LastRun, SourceCard, SourcesOverview } from './source-card.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

/** A page of sources does not wait for a load: it says so instead. */
const warehouseWaitMs = 100;
/** More than a project keeps as a rule; see `retention.runs`. */
const newestRuns = 1000;

/** All sources with their faults, runs and sizes, in one look at each file. Never throws for what is wrong with one. */
export async function overviewSources(root: string): Promise<SourcesOverview> {
  const project = loadProject(root);
  const packages = listPackages(project.paths.loads);
  const places = new Map(
    project.sources.map(({ name }) => [name, attempt(() => sourcePlace(project, name, packages)).value] as const),
  );
  const { sizes, error: warehouseError } = await readSizes(project, places);
  const missing = attempt(() => missingSecrets(project));
  const runs = await listRuns(root);
  const sources = project.sources.map((entry): SourceCard => {
    const { name, type, enabled, description, tags, spec, issues, at } = entry;
    const own = runs.filter((run) => run.source === name && run.request.kind !== 'script');
    const active = own.filter((run) => !isFinished(run)).toReversed();
    const activeRun = active.find(({ status }) => status === 'running') ?? active[0];
    const size = sizes?.get(name);
    return {
      name,
      type,
      enabled,
      description,
      tags,
      dataset: places.get(name)?.dataset,
      resources: spec?.type === 'rest_api' ? spec.rest_api.resources.map((resource) => resource.name) : undefined,
      issues: issues.map((issue) => ({
        message: issueToRecord(issue).message,
        hint: issue.hint,
        line: issue.at.line,
        column: issue.at.column,
      })),
      missingSecrets: missing.value?.get(name) ?? [],
      lastRun: lastRun(own),
      activeRun: activeRun && { id: activeRun.id, status: activeRun.status },
      rowsInWarehouse: size?.rows,
      tables: size?.tables,
      pending: attempt(() => pendingPackages(packages, name)).value ?? [],
      location: at,
    };
  });
  const wholeIssues = project.issues.filter(({ source }) => source === undefined).map(issueToRecord);
  return { sources, issues: [...wholeIssues, ...(missing.error === undefined ? [] : [missing.error])], warehouseError };
}

/** Sizes by source; undefined where the warehouse could not be read. Without a warehouse every size is 0. */
async function readSizes(
  project: Project,
  places: ReadonlyMap<string, SourcePlace | undefined>,
): Promise<{ sizes: ReadonlyMap<string, StoredSize> | undefined; error: ErrorRecord | undefined }> {
  const known = [...places].flatMap(([name, place]) => (place === undefined ? [] : [{ name, ...place }]));
  try {
    const found = await projectDestination(project, { waitMs: warehouseWaitMs }).readSizes(known);
    const sizes = known.map(({ name }, position) => [name, found?.[position] ?? { tables: 0, rows: 0 }] as const);
    return { sizes: new Map(sizes), error: undefined };
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return { sizes: undefined, error: toErrorRecord(error) };
  }
}

function missingSecrets(project: Project): ReadonlyMap<string, readonly string[]> {
  const listings = listSecrets(project, loadSecretStore(project.root)).filter(({ status }) => status === 'missing');
  return new Map(
    project.sources.map(({ name }) => [
      name,
      listings.filter(({ source }) => source === name).map((listing) => listing.name),
    ]),
  );
}

async function listRuns(root: string): Promise<readonly RunRecord[]> {
  const store = openSqliteRunStore(runDatabaseFile(root));
  try {
    await store.interruptExpired();
    return await store.list({ limit: newestRuns });
  } finally {
    store.close();
  }
}

function lastRun(runs: readonly RunRecord[]): LastRun | undefined {
  const run = runs.find((candidate) => isFinished(candidate) && isWholeSync(candidate));
  if (run === undefined) return undefined;
  const error = run.error ?? firstError(run);
  return {
    id: run.id,
    status: run.status,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    rows: run.reports.flatMap(({ resources }) => resources).reduce((sum, resource) => sum + resource.rows_loaded, 0),
    ...(error === undefined ? {} : { error }),
  };
}

function isWholeSync({ request }: RunRecord): boolean {
  // What was fetched and waited is loaded by it.
  if (request.kind === 'accept') return true;
  if (request.kind !== 'sync' || request.limit !== undefined || request.dryRun === true) return false;
  return request.since === undefined && request.until === undefined;
}

function firstError({ reports }: RunRecord): ErrorRecord | undefined {
  for (const { error, resources } of reports) {
    const found = error ?? resources.find((resource) => resource.error !== undefined)?.error;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A fault of one file, such as a damaged package, must not hide all sources. */
function attempt<Value>(read: () => Value): { readonly value?: Value; readonly error?: ErrorRecord } {
  try {
    return { value: read() };
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return { error: toErrorRecord(error) };
  }
}
