import type { ResourceLoad } from '../plan/load-plan.ts';
import { childTables } from '../plan/table-tree.ts';
import { deleteWithChildren } from './delete-with-children.ts';
import { prepareMerge } from './merge-rows.ts';
import { recordSourceSql } from './record-source.ts';
import { replacedRowsSql } from './replaced-rows.ts';
import type { ResourceWriter } from './resource-writer.ts';
import { rootIdsIn, tableSelects } from './select-sql.ts';
import { writeVersions } from './write-versions.ts';

/** From this many tables on, reading the text once into a temporary table beats reading it once per table. */
const stageFromTables = 6;

/** Puts the rows of one resource in, by its disposition. Returns the rows by table. */
export async function writeResource(load: ResourceLoad, writer: ResourceWriter): Promise<ReadonlyMap<string, number>> {
  if (load.disposition === 'discard') return new Map();
  for (const table of load.orphans) await writer.rows.remove(table);
  if (load.disposition === 'replace') await deleteAll(load, writer);
  if (load.replacedRows !== undefined) {
    const which = replacedRowsSql(load.replacedRows);
    await deleteWithChildren(load, writer, { select: `t WHERE ${which}`, which });
  }
  if (load.resource.rows === 0) return new Map();
  const source = await recordSource(load, writer);
  if (load.merge?.versions !== undefined) return await writeVersions(load, load.merge, writer, source);
  const merged =
    load.merge === undefined ? { source, where: '' } : await prepareMerge(load, load.merge, writer, source);
  return await insertRows(load, writer, merged.source, merged.where);
}

async function insertRows(
  { plan }: ResourceLoad,
  { rows, loadId, catalog }: ResourceWriter,
  source: string,
  where: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { table, sql } of tableSelects(plan, { loadId, source, where, hasRootIds: rootIdsIn(catalog) })) {
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

async function deleteAll(
  { resource, orphans }: ResourceLoad,
  { rows, catalog, knowledge }: ResourceWriter,
): Promise<void> {
  const children = childTables(catalog, knowledge, resource.table).map(({ name }) => name);
  for (const table of [...children.toReversed(), resource.table]) {
    if (catalog.has(table) && !orphans.includes(table)) await rows.remove(table);
  }
}
