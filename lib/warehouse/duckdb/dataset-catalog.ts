import type { Catalog } from '../plan/table-tree.ts';
import type { Session } from './session.ts';

/** Tables and columns of a dataset, without views; empty where it does not exist. */
export async function readCatalog(session: Session, dataset: string): Promise<Catalog> {
  const rows = await session.rows(
    // DuckDB's own functions, because information_schema takes twice as long over the same.
    `SELECT table_name, column_name, data_type
     FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
     WHERE database_name = $1 AND lower(schema_name) = lower($2)
     ORDER BY table_name, column_index`,
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

/** Whether a dataset has a table. */
export type HasTable = Pick<ReadonlySet<string>, 'has'>;

/** Names of the tables of a dataset, without views: a fifth of the time that their columns take. */
export async function readTableNames(session: Session, dataset: string): Promise<ReadonlySet<string>> {
  const rows = await session.rows(
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = $1 AND lower(schema_name) = lower($2) ORDER BY table_name`,
    [session.catalog, dataset],
  );
  return new Set(rows.map((row) => String(row['table_name'])));
}
