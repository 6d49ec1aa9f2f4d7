import type { ResourceLoad } from '../plan/load-plan.ts';
import { childTables } from '../plan/table-tree.ts';
import { deleteWithChildren } from './delete-with-children.ts';
import { keyExpressions } from './merge-keys.ts';
import { recordSourceSql } from './record-source.ts';
import { replacedRowsSql } from './replaced-rows.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { tableSelects } from './select-sql.ts';
import { quoteName } from './sql-text.ts';

/** From this many tables on, reading the text once into a temporary table beats reading it once per table. */
const stageFromTables = 6;

/** Puts the rows of one resource in, by its disposition. Returns the rows by table. */
export async function writeResource(load: ResourceLoad, writer: ResourceWriter): Promise<ReadonlyMap<string, number>> {
  if (load.disposition === 'discard') return new Map();
  if (load.disposition === 'replace') await deleteAll(load, writer);
  if (load.replacedRows !== undefined) {
    const which = replacedRowsSql(load.replacedRows);
    await deleteWithChildren(load, writer, { select: `t WHERE ${which}`, which });
  }
  if (load.resource.rows === 0) return new Map();
  const source = await recordSource(load, writer);
  const where = load.resource.write_disposition === 'merge' ? await prepareMerge(load, writer, source) : '';
  return await insertRows(load, writer, source, where);
}

async function insertRows(
  { plan, resource }: ResourceLoad,
  { rows, loadId }: ResourceWriter,
  source: string,
  where: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const hasRootIds = resource.write_disposition === 'merge';
  for (const { table, sql } of tableSelects(plan, { loadId, source, where, hasRootIds })) {
    counts.set(table, await rows.insert(table, sql));
  }
  return counts;
}

async function recordSource(
  { plan, resource }: ResourceLoad,
  { session, folder, number }: ResourceWriter,
): Promise<string> {
  const source = recordSourceSql(plan, resource, folder);
  if (plan.tables.length < stageFromTables) return source;
  const stage = `temp.main._dango_stage_${number}`;
  await session.run(`CREATE TEMP TABLE _dango_stage_${number} AS SELECT * FROM ${source}`);
  return stage;
}

async function deleteAll({ resource }: ResourceLoad, { rows, catalog, knowledge }: ResourceWriter): Promise<void> {
  const children = childTables(catalog, knowledge, resource.table).map(({ name }) => name);
  for (const table of [...children.toReversed(), resource.table]) {
    if (catalog.has(table)) await rows.remove(table);
  }
}

/**
 * Deletes the rows that the new ones take the place of, with all their child rows, and keeps of several new rows with
 * one key the last. Returns the restriction to the rows that are kept.
 */
async function prepareMerge(load: ResourceLoad, writer: ResourceWriter, source: string): Promise<string> {
  const { session, number } = writer;
  const keys = keyExpressions(load);
  const names = keys.map(({ name }) => name);
  const batch = `_dango_batch_${number}`;
  await session.run(
    `CREATE TEMP TABLE ${batch} AS SELECT _dlt_id, ${keys.map(({ sql, name }) => `${sql} AS ${name}`).join(', ')} FROM ${source}`,
  );
  await session.run(
    `DELETE FROM ${batch} WHERE _dlt_id NOT IN (SELECT max(_dlt_id) FROM ${batch} GROUP BY ${names.join(', ')})`,
  );
  if (load.disposition === 'merge') await deleteReplaced(load, writer, batch);
  return `WHERE _dlt_id IN (SELECT _dlt_id FROM ${batch})`;
}

/** Deletes the rows whose keys come anew. They go by their key: another tool may have written them without an id. */
async function deleteReplaced(load: ResourceLoad, writer: ResourceWriter, batch: string): Promise<void> {
  const condition = load.keyColumns
    .map((column, position) => `b._key_${position} = t.${quoteName(column)}`)
    .join(' AND ');
  await deleteWithChildren(load, writer, {
    select: `t SEMI JOIN ${batch} b ON ${condition}`,
    which: `EXISTS (SELECT 1 FROM ${batch} b WHERE ${condition})`,
  });
}
