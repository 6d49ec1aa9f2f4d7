import type { TableIndex } from '../plan/index-clash.ts';
import { hasRows } from './has-rows.ts';
import type { Session } from './session.ts';
import { quoteName } from './sql-text.ts';

/** The indexes of a dataset's tables that have rows; there are none that Dango made. */
export async function readIndexes(session: Session, dataset: string): Promise<readonly TableIndex[]> {
  const rows = await session.rows(
    `SELECT index_name, table_name, is_unique, expressions FROM duckdb_indexes()
     WHERE database_name = $1 AND lower(schema_name) = lower($2) ORDER BY table_name, index_name`,
    [session.catalog, dataset],
  );
  const indexes: TableIndex[] = [];
  for (const row of rows) {
    const [name, table] = [String(row['index_name']), String(row['table_name'])];
    if (!(await hasRows(session, dataset, table))) continue;
    indexes.push({
      name,
      table,
      isUnique: row['is_unique'] === true,
      expressions: String(row['expressions']),
      sqlName: `${quoteName(dataset)}.${quoteName(name)}`,
    });
  }
  return indexes;
}
