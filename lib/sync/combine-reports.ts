import type { ResourceReport, SyncReport } from './sync-report.ts';

/**
 * One report of the packages of one sync, in their order: counts are sums, and a resource that failed in one of them
 * has failed. What was loaded before stays, so that the whole is `partial` then.
 */
export function combineReports(reports: readonly [SyncReport, ...SyncReport[]]): SyncReport {
  const [first] = reports;
  // Others follow only behind one that was loaded.
  if (reports.length === 1) return first;
  const resources = new Map<string, ResourceReport>();
  for (const report of reports) {
    for (const resource of report.resources) {
      const before = resources.get(resource.name);
      resources.set(resource.name, before === undefined ? resource : addReports(before, resource));
    }
  }
  const all = [...resources.values()];
  const loadIds = reports.flatMap(({ load_id: id }) => (id === undefined ? [] : [id]));
  const last = loadIds.at(-1);
  const held = reports.flatMap((report) => report.held ?? []);
  return {
    ...first,
    status: all.some(({ status }) => status === 'failed') ? 'partial' : 'succeeded',
    ...(last === undefined ? {} : { load_id: last }),
    ...(loadIds.length > 1 ? { load_ids: loadIds } : {}),
    resources: all,
    ...(held.length === 0 ? {} : { held }),
  };
}

function addReports(one: ResourceReport, other: ResourceReport): ResourceReport {
  const error = one.error ?? other.error;
  const windows = other.windows ?? one.windows;
  return {
    ...one,
    status: error === undefined ? other.status : 'failed',
    ...(error === undefined ? {} : { error }),
    requests: one.requests + other.requests,
    pages: one.pages + other.pages,
    bytes: one.bytes + other.bytes,
    rows_extracted: one.rows_extracted + other.rows_extracted,
    rows_loaded: one.rows_loaded + other.rows_loaded,
    tables: [...new Set([...one.tables, ...other.tables])],
    ...sumOf('rows_discarded', one, other),
    ...sumOf('values_discarded', one, other),
    ...sumOf('rows_quarantined', one, other),
    duration_ms: one.duration_ms + other.duration_ms,
    ...(windows === undefined ? {} : { windows }),
  };
}

/** Absent where it was nothing. */
function sumOf(
  key: 'rows_discarded' | 'values_discarded' | 'rows_quarantined',
  one: ResourceReport,
  other: ResourceReport,
): Partial<ResourceReport> {
  const sum = (one[key] ?? 0) + (other[key] ?? 0);
  return sum === 0 ? {} : { [key]: sum };
}
