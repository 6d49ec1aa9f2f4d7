import type { LoadPlan } from '../plan/load-plan.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { qualify, quoteName } from './sql-text.ts';
import type { Session } from './session.ts';

const systemColumns = new Set(['_dlt_id', '_dlt_load_id', '_dlt_root_id', '_dlt_parent_id', '_dlt_list_idx']);

/**
 * Lets columns be empty that another tool has made NOT NULL, such as a key of before, where nothing asks for it any more.
 * Among the changes of the shape, before any row is touched.
 * @param before what was there before the load.
 */
export async function releaseColumns(
  session: Session,
  dataset: string,
  { resources }: LoadPlan,
  before: Catalog,
): Promise<void> {
  // Those that a load makes are as it wants them.
  if (!resources.some(({ plan }) => plan.tables.some(({ name }) => before.has(name)))) return;
  const rows = await session.rows(
    `SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = $1 AND schema_name = $2 AND NOT is_nullable`,
    [session.catalog, dataset],
  );
  const strict = rows.map((row) => [String(row['table_name']), String(row['column_name'])] as const);
  for (const { plan, requiredColumns } of resources) {
    for (const { name, parent } of plan.tables) {
      const required = parent === undefined ? requiredColumns.map(({ column }) => column) : [];
      for (const [table, column] of strict) {
        if (table !== name || systemColumns.has(column) || required.includes(column)) continue;
        await session.run(
          `ALTER TABLE ${qualify(session.catalog, dataset, table)} ALTER ${quoteName(column)} DROP NOT NULL`,
        );
      }
    }
  }
}
