import type { DangoError, ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import { allContents, type ExtractedResource } from './extract/extracted-resource.ts';
import type { DiscardedValues, LoadOutcome, PlannedLoad } from '../warehouse/destination.ts';
import { plannedChanges } from './planned-changes.ts';
import type { HeldPackage, ResourceReport, SyncReport, SyncStatus } from './sync-report.ts';

export interface ReportFacts {
  readonly source: string;
  readonly dataset: string;
  readonly loadId: string | undefined;
  readonly extracted: readonly ExtractedResource[];
  readonly outcome: LoadOutcome | undefined;
  /** Of a dry run. */
  readonly planned?: PlannedLoad | undefined;
  /** What waits for a person. Default: nothing. */
  readonly held?: readonly HeldPackage[] | undefined;
  /** Why the load as a whole failed. */
  readonly error?: ErrorRecord | undefined;
}

/** Puts together what a sync did, resource by resource. */
export function buildReport({
  source,
  dataset,
  loadId,
  extracted,
  outcome,
  planned,
  held = [],
  error,
}: ReportFacts): SyncReport {
  const isLoaded = outcome?.outcome === 'loaded';
  const refused = planned?.plan.refused ?? (isLoaded ? outcome.plan?.refused : undefined);
  const resources = extracted.map((resource) =>
    resourceReport(resource, isLoaded ? outcome : undefined, refused?.get(resource.name), error),
  );
  return {
    source,
    status: statusOf(resources, planned !== undefined, error),
    dataset,
    ...(isLoaded && loadId !== undefined ? { load_id: loadId } : {}),
    ...(error === undefined ? firstError(resources) : { error }),
    resources,
    ...(planned === undefined ? {} : { plan: plannedChanges(planned) }),
    ...(held.length === 0 ? {} : { held }),
  };
}

/** With nothing loaded, the run failed for the reason of its first failed resource. */
function firstError(resources: readonly ResourceReport[]): { error?: ErrorRecord } {
  if (resources.some(({ status }) => status === 'succeeded')) return {};
  const error = resources.find(({ error }) => error !== undefined)?.error;
  return error === undefined ? {} : { error };
}

function resourceReport(
  extracted: ExtractedResource,
  outcome: Extract<LoadOutcome, { outcome: 'loaded' | 'already loaded' }> | undefined,
  refusal: DangoError | undefined,
  loadError: ErrorRecord | undefined,
): ResourceReport {
  const { name, status, error, requests, pages, bytes, rows, durationMs, stoppedBy, window } = extracted;
  const loads = outcome?.plan?.resources.filter(({ resource }) => resource.name === name) ?? [];
  const planned = loads.flatMap(({ plan }) => plan.tables.map((table) => table.name));
  const tables = planned.filter((table) => outcome?.tables.has(table));
  const failure =
    error ??
    (refusal === undefined ? undefined : toErrorRecord(refusal)) ??
    (status === 'succeeded' ? loadError : undefined);
  const isWindowLoaded = failure === undefined && outcome !== undefined;
  return {
    name,
    status: failure === undefined ? status : 'failed',
    ...(failure === undefined ? {} : { error: failure }),
    requests,
    pages,
    bytes,
    rows_extracted: rows,
    rows_loaded: allContents(extracted).reduce(
      // As those of child tables, rows of a list are no records of the resource.
      (sum, { table, is_list: isList }) => sum + (isList === true ? 0 : (outcome?.tables.get(table) ?? 0)),
      0,
    ),
    tables,
    ...discardedOf(name, outcome),
    duration_ms: durationMs,
    ...(stoppedBy === undefined ? {} : { stopped_by: stoppedBy }),
    ...(window === undefined
      ? {}
      : { windows: { total: window.of, loaded: window.number - (isWindowLoaded ? 0 : 1) } }),
  };
}

function discardedOf(
  name: string,
  outcome: Extract<LoadOutcome, { outcome: 'loaded' | 'already loaded' }> | undefined,
): Pick<ResourceReport, 'rows_discarded' | 'values_discarded' | 'rows_quarantined'> {
  const mine = outcome?.discarded?.filter(({ resource }) => resource === name) ?? [];
  const sum = (belongs: (one: DiscardedValues) => boolean): number =>
    mine.filter(belongs).reduce((total, { count }) => total + count, 0);
  const rows = sum(({ column, isQuarantined }) => column === undefined && isQuarantined !== true);
  const values = sum(({ column }) => column !== undefined);
  const aside = sum(({ isQuarantined }) => isQuarantined === true);
  return {
    ...(rows === 0 ? {} : { rows_discarded: rows }),
    ...(values === 0 ? {} : { values_discarded: values }),
    ...(aside === 0 ? {} : { rows_quarantined: aside }),
  };
}

function statusOf(resources: readonly ResourceReport[], isPlan: boolean, error: ErrorRecord | undefined): SyncStatus {
  if (error !== undefined) return error.code === 'package-held' ? 'held' : 'failed';
  const hasFailed = resources.some(({ status }) => status === 'failed');
  if (!hasFailed) return isPlan ? 'planned' : 'succeeded';
  return resources.some(({ status }) => status === 'succeeded') ? 'partial' : 'failed';
}
