import type { PlannedLoad } from '../warehouse/destination.ts';
import type { ResourceLoad, TableChange } from '../warehouse/plan/load-plan.ts';
import type { ReplacedRows } from '../warehouse/plan/replaced-rows.ts';
import { noRows, type RowCounts } from '../warehouse/row-counts.ts';
import { describeDiscarded } from './describe-discarded.ts';
import type { PlannedChange, PlannedRows } from './sync-report.ts';

/** What a load would do, a line for each thing: the shape first, then the rows, then what a person should look at. */
export function plannedChanges({ plan, rows, discarded, held }: PlannedLoad): readonly PlannedChange[] {
  const made = new Set(plan.changes.flatMap(({ change, table }) => (change === 'create table' ? [table] : [])));
  const owners = new Map(plan.resources.flatMap((load) => load.plan.tables.map(({ name }) => [name, load] as const)));
  const roots = plan.resources.filter(({ disposition }) => disposition !== 'discard');
  const own = roots.flatMap((load) => [load.resource.table, ...load.plan.tables.map(({ name }) => name)]);
  const tables = new Set([...own, ...rows.keys()]);
  return [
    ...plan.changes.flatMap((change) => shapeLine(change, made)),
    ...[...tables].flatMap((table) => rowLine(table, rows.get(table) ?? noRows, owners.get(table))),
    ...discarded.map((one): PlannedChange => ({
      table: one.table,
      change: 'leave out',
      detail: describeDiscarded(one).message,
    })),
    ...[...held].map(([name, error]): PlannedChange => ({
      table: roots.find(({ resource }) => resource.name === name)?.resource.table ?? name,
      change: 'ask first',
      detail: error.message,
    })),
  ];
}

/** That a full refresh drops a table which it makes again is part of replacing its rows. */
function shapeLine(change: TableChange, made: ReadonlySet<string>): readonly PlannedChange[] {
  const { table } = change;
  switch (change.change) {
    case 'drop table':
      return made.has(table) ? [] : [{ table, change: 'drop table', detail: '' }];
    case 'create table': {
      const detail = change.columns.map(({ name, type }) => `${name} ${type}`).join(', ');
      return [{ table, change: 'create table', detail }];
    }
    case 'add column':
      return [{ table, change: 'add column', detail: `${change.column.name} ${change.column.type}` }];
    case 'widen column':
      return [{ table, change: 'widen column', detail: `${change.column} ${change.from} to ${change.to}` }];
  }
}

/** Nothing where a child table has no rows and gets none. */
function rowLine(table: string, counts: RowCounts, load: ResourceLoad | undefined): readonly PlannedChange[] {
  const isRoot = load?.resource.table === table;
  const { inserted, deleted, updated } = counts;
  if (!isRoot && inserted + deleted + updated === 0) return [];
  const change = changeOf(load);
  const rows = plannedRows(counts, change);
  const range = isRoot && load?.replacedRows !== undefined ? rangeOf(load.replacedRows) : '';
  return [{ table, change, detail: describeRows(rows, change) + range, rows }];
}

function changeOf(load: ResourceLoad | undefined): 'append rows' | 'merge rows' | 'replace rows' {
  if (load?.disposition === 'merge') return 'merge rows';
  return load?.disposition === 'append' ? 'append rows' : 'replace rows';
}

/** Of a merge, rows that go and come again are updates. */
function plannedRows({ before, inserted, deleted, updated }: RowCounts, change: PlannedChange['change']): PlannedRows {
  const again = change === 'merge rows' ? Math.min(inserted, deleted) : 0;
  return { before, insert: inserted - again, update: updated + again, delete: deleted - again };
}

function describeRows({ before, insert, update, delete: gone }: PlannedRows, change: PlannedChange['change']): string {
  const came = countOf(insert);
  if (before === 0) return came;
  if (change !== 'merge rows') return gone === 0 ? came : `${came} in the place of ${gone}`;
  const parts = [`${insert} new`, `${update} changed`, ...(gone === 0 ? [] : [`${gone} go away`])];
  return parts.join(', ');
}

function countOf(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

/** ` from 2024-01-01 up to 2024-02-01`. */
function rangeOf({ start, end }: ReplacedRows): string {
  const from = start === undefined ? '' : ` from ${start.value}`;
  return `${from}${end === undefined ? '' : ` up to ${end.value}`}`;
}
