import type { ErrorRecord } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import type { ExtractedResource } from './extract/extracted-resource.ts';
import type { LoadOutcome } from '../warehouse/destination.ts';
import type { LoadPlan } from '../warehouse/plan/load-plan.ts';
import type { ReplacedRows } from '../warehouse/plan/replaced-rows.ts';
import type { PlannedChange, ResourceReport, SyncReport, SyncStatus } from './sync-report.ts';

export interface ReportFacts {
  readonly source: string;
  readonly dataset: string;
  readonly loadId: string | undefined;
  readonly extracted: readonly ExtractedResource[];
  readonly outcome: LoadOutcome | undefined;
  readonly plan?: LoadPlan | undefined;
  /** Why the load as a whole failed. */
  readonly error?: ErrorRecord | undefined;
}

/** Puts together what a sync did, resource by resource. */
export function buildReport({ source, dataset, loadId, extracted, outcome, plan, error }: ReportFacts): SyncReport {
  const isLoaded = outcome?.outcome === 'loaded';
  const resources = extracted.map((resource) => resourceReport(resource, isLoaded ? outcome : undefined, error));
  return {
    source,
    status: statusOf(resources, plan !== undefined, error),
    dataset,
    ...(isLoaded && loadId !== undefined ? { load_id: loadId } : {}),
    ...(error === undefined ? firstError(resources) : { error }),
    resources,
    ...(plan === undefined ? {} : { plan: plannedChanges(plan) }),
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
  loadError: ErrorRecord | undefined,
): ResourceReport {
  const { name, status, error, requests, pages, bytes, rows, durationMs, stoppedBy, contents, window } = extracted;
  const load = outcome?.plan?.resources.find(({ resource }) => resource.name === name);
  const tables = load?.plan.tables.map((table) => table.name).filter((table) => outcome?.tables.has(table)) ?? [];
  const refusal = outcome?.plan?.refused.get(name);
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
    rows_loaded: contents === undefined ? 0 : (outcome?.tables.get(contents.table) ?? 0),
    tables,
    duration_ms: durationMs,
    ...(stoppedBy === undefined ? {} : { stopped_by: stoppedBy }),
    ...(window === undefined
      ? {}
      : { windows: { total: window.of, loaded: window.number - (isWindowLoaded ? 0 : 1) } }),
  };
}

function statusOf(resources: readonly ResourceReport[], isPlan: boolean, error: ErrorRecord | undefined): SyncStatus {
  if (error !== undefined) return error.code === 'package-held' ? 'held' : 'failed';
  const hasFailed = resources.some(({ status }) => status === 'failed');
  if (!hasFailed) return isPlan ? 'planned' : 'succeeded';
  return resources.some(({ status }) => status === 'succeeded') ? 'partial' : 'failed';
}

function plannedChanges({ changes, resources }: LoadPlan): readonly PlannedChange[] {
  // Names what is made; that a full refresh drops the table of before is part of replacing its rows.
  const shape = changes.flatMap((change): PlannedChange[] => {
    const { table } = change;
    switch (change.change) {
      case 'drop table':
        return [];
      case 'create table': {
        const detail = change.columns.map(({ name, type }) => `${name} ${type}`).join(', ');
        return [{ table, change: 'create table', detail }];
      }
      case 'add column':
        return [{ table, change: 'add column', detail: `${change.column.name} ${change.column.type}` }];
      case 'widen column':
        return [{ table, change: 'widen column', detail: `${change.column} ${change.from} to ${change.to}` }];
    }
  });
  const rows = resources.map(({ resource, disposition, replacedRows }): PlannedChange => {
    const change = (
      { append: 'append rows', replace: 'replace rows', merge: 'merge rows', keep: 'append rows' } as const
    )[disposition];
    const count = resource.rows === 1 ? '1 row' : `${resource.rows} rows`;
    return { table: resource.table, change, detail: count + placeOf(replacedRows) };
  });
  return [...shape, ...rows];
}

/** ` in the place of those from 2024-01-01 up to 2024-02-01`, or nothing. */
function placeOf(rows: ReplacedRows | undefined): string {
  if (rows === undefined) return '';
  const { start, end } = rows;
  const from = start === undefined ? '' : ` from ${start.value}`;
  return ` in the place of those${from}${end === undefined ? '' : ` up to ${end.value}`}`;
}
