import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Rows of one table. Keys are snake_case because `--json` prints it as it is. */
export interface RowsOfTable {
  readonly dataset: string;
  readonly table: string;
  readonly rows: number;
  /** The first ones. */
  readonly row_ids: readonly string[];
}

const shownIds = 20;

/** The rows of all tables whose `_dlt_id` lies in a range of texts. */
export async function findRowsById(
  session: Session,
  { from, below }: { readonly from: string; readonly below: string },
): Promise<readonly RowsOfTable[]> {
  const tables = await session.rows(
    `SELECT c.schema_name, c.table_name FROM duckdb_columns() c JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
     WHERE c.database_name = $1 AND c.column_name = '_dlt_id' AND c.table_name <> '_dlt_pipeline_state' ORDER BY 1, 2`,
    [session.catalog],
  );
  const found: RowsOfTable[] = [];
  for (const row of tables) {
    const [dataset, table] = [String(row['schema_name']), String(row['table_name'])];
    const [answer] = await session.rows(
      `SELECT count(*)::DOUBLE AS total, list(_dlt_id ORDER BY _dlt_id)[1:${shownIds}] AS ids
       FROM ${qualify(session.catalog, dataset, table)} WHERE _dlt_id >= $1 AND _dlt_id < $2`,
      [from, below],
    );
    const ids = answer?.['ids'];
    if (Number(answer?.['total']) === 0 || !Array.isArray(ids)) continue;
    found.push({ dataset, table, rows: Number(answer?.['total']), row_ids: ids.map(String) });
  }
  return found;
}
