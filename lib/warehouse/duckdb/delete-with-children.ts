import type { ResourceLoad } from '../plan/load-plan.ts';
import { childTables } from '../plan/table-tree.ts';
import { qualify } from './sql-text.ts';
import type { ResourceWriter } from './resource-writer.ts';

export interface GoneRows {
  /** What follows the name of the root table in a query that finds them. */
  readonly select: string;
  /** The same as a condition over the root table `t`. */
  readonly which: string;
}

/** Deletes rows and everything below them: from the top down found, from the bottom up deleted. */
export async function deleteWithChildren(
  load: ResourceLoad,
  writer: ResourceWriter,
  rootRows: GoneRows,
): Promise<void> {
  const { session, number, dataset, catalog, knowledge } = writer;
  const root = load.resource.table;
  const gone = new Map<string, string>();
  const note = async (table: string, select: string): Promise<void> => {
    const name = `_dango_gone_${number}_${gone.size}`;
    await session.run(`CREATE TEMP TABLE ${name} AS ${select}`);
    gone.set(table, name);
  };
  await note(root, `SELECT t._dlt_id FROM ${qualify(session.catalog, dataset, root)} ${rootRows.select}`);
  for (const { name, parent } of childTables(catalog, knowledge, root)) {
    const rows = qualify(session.catalog, dataset, name);
    await note(name, `SELECT _dlt_id FROM ${rows} WHERE _dlt_parent_id IN (SELECT _dlt_id FROM ${gone.get(parent)})`);
  }
  for (const [table, ids] of [...gone].toReversed()) {
    await writer.rows.remove(table, table === root ? rootRows.which : `_dlt_id IN (SELECT _dlt_id FROM ${ids})`);
  }
}
