import type { MergePlan } from '../plan/merge-plan.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { recordValueSql } from './merge-keys.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { quoteName } from './sql-text.ts';

/** What of the records decides about a merge, in a temporary table. */
export interface MergeBatch {
  /** Name of the table: `_dlt_id` of each record, its keys, and `_gone` where it says that its row is gone. */
  readonly name: string;
  /** Whether a row `t` of the root table has the primary key (the merge key) of a record `b`; undefined without one. */
  readonly samePrimaryKey: string | undefined;
  readonly sameMergeKey: string | undefined;
}

/** Reads keys, order and tombstones out of the records. @param label tells the batches of one resource apart. */
export async function createMergeBatch(
  load: ResourceLoad,
  merge: MergePlan,
  { session, number }: ResourceWriter,
  source: string,
  label = 'batch',
): Promise<MergeBatch> {
  const name = `_dango_${label}_${number}`;
  const keys = load.keyColumns.map((column, position) => ({ column, as: `_key_${position}` }));
  const mergeKeys = merge.mergeKeyColumns.map((column, position) => ({ column, as: `_merge_key_${position}` }));
  const columns = [
    '_dlt_id',
    ...[...keys, ...mergeKeys].map(({ column, as }) => `${recordValueSql(load, column)} AS ${as}`),
    ...(merge.sort === undefined ? [] : [`${recordValueSql(load, merge.sort.column)} AS _sort`]),
    ...(merge.tombstone === undefined ? [] : [`${goneSql(load, merge.tombstone)} AS _gone`]),
  ];
  await session.run(`CREATE TEMP TABLE ${name} AS SELECT ${columns.join(', ')} FROM ${source}`);
  const same = (pairs: readonly { readonly column: string; readonly as: string }[]): string | undefined =>
    pairs.length === 0 ? undefined : pairs.map(({ column, as }) => `b.${as} = t.${quoteName(column)}`).join(' AND ');
  return { name, samePrimaryKey: same(keys), sameMergeKey: same(mergeKeys) };
}

function goneSql(load: ResourceLoad, { column, isFlag }: NonNullable<MergePlan['tombstone']>): string {
  const value = recordValueSql(load, column);
  return isFlag ? `coalesce(${value}, false)` : `${value} IS NOT NULL`;
}

/**
 * The query for the ids of those records that count: of several with one primary key one, and none that says that its row
 * is gone. Where rows that are there always win, the first record wins too, so that it does not matter how records are
 * split over loads; else the last one.
 */
export function countedRecordsSql({ keyColumns }: ResourceLoad, merge: MergePlan, batch: MergeBatch): string {
  const isLiving = merge.tombstone === undefined ? 'true' : 'NOT _gone';
  if (keyColumns.length === 0 || merge.isDeduplicated) return `SELECT _dlt_id FROM ${batch.name} WHERE ${isLiving}`;
  const keys = keyColumns.map((_, position) => `_key_${position}`).join(', ');
  const firstWins = merge.strategy === 'insert-only';
  // A record that says that its row is gone inserts nothing, so it must not stand in the way of one that does.
  const [before, after] = firstWins ? [isLiving, 'true'] : ['true', isLiving];
  if (merge.sort === undefined && (firstWins || merge.tombstone === undefined)) {
    const chosen = firstWins ? 'min' : 'max';
    return `SELECT ${chosen}(_dlt_id) AS _dlt_id FROM ${batch.name} WHERE ${before} GROUP BY ${keys}`;
  }
  const sorted = merge.sort === undefined ? '' : `_sort ${merge.sort.order} NULLS LAST, `;
  const order = `${sorted}_dlt_id ${firstWins ? 'ASC' : 'DESC'}`;
  const ranked = `SELECT *, row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) AS _rank FROM ${batch.name} WHERE ${before}`;
  return `SELECT _dlt_id FROM (${ranked}) WHERE _rank = 1 AND ${after}`;
}
