import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';

/** Tables and columns of a dataset, without views; empty where it does not exist. */
export async function readCatalog(session: Session, dataset: string): Promise<Catalog> {
  const rows = await session.rows(
    `SELECT table_name, column_name, data_type
     FROM information_schema.columns JOIN information_schema.tables USING (table_catalog, table_schema, table_name)
     WHERE table_type = 'BASE TABLE' AND table_catalog = $1 AND lower(table_schema) = lower($2)
     ORDER BY table_name, ordinal_position`,
    [session.catalog, dataset],
  );
  const catalog = new Map<string, Map<string, string>>();
  for (const { table_name: table, column_name: column, data_type: type } of rows) {
    const columns = catalog.get(String(table)) ?? new Map<string, string>();
    columns.set(String(column), String(type));
    catalog.set(String(table), columns);
  }
  return catalog;
}
