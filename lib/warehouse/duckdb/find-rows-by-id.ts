import type { Session } from './session.ts';
import { qualify, quoteText } from './sql-text.ts';

/** Rows of one table. Keys are snake_case because `--json` prints it as it is. */
export interface RowsOfTable {
  readonly dataset: string;
  readonly table: string;
  readonly rows: number;
  /** The first ones. */
  readonly row_ids: readonly string[];
}

/** The rows of one exchange. */
export interface SoughtRows {
  readonly loadId: string;
  /** Ids that are made of those of their records, as a range of texts. */
  readonly from: string;
  readonly below: string;
  /** Ids of rows that kept what they had, by root table. */
  readonly kept: ReadonlyMap<string, readonly string[]>;
}

const shownIds = 20;

/** The rows of all tables that came in one exchange, and are as it brought them. */
export async function findRowsById(session: Session, sought: SoughtRows): Promise<readonly RowsOfTable[]> {
  const tables = await session.rows(
    `SELECT c.schema_name, c.table_name, list(c.column_name) AS columns
     FROM duckdb_columns() c JOIN duckdb_tables() t USING (database_name, schema_name, table_name)
     WHERE c.database_name = $1 AND c.table_name <> '_dlt_pipeline_state' AND starts_with(c.column_name, '_dlt_')
     GROUP BY ALL HAVING list_contains(columns, '_dlt_id') ORDER BY 1, 2`,
    [session.catalog],
  );
  const places = tables.map(({ schema_name: dataset, table_name: table, columns }) => ({
    dataset: String(dataset),
    table: String(table),
    columns: Array.isArray(columns) ? columns.map(String) : [],
  }));
  const later: string[] = [];
  for (const { dataset, table, columns } of places) {
    if (!columns.includes('_dlt_load_id')) continue;
    const rows = await session.rowArrays(
      `SELECT _dlt_id FROM ${qualify(session.catalog, dataset, table)} WHERE _dlt_id >= $1 AND _dlt_id < $2 AND _dlt_load_id <> $3`,
      [sought.from, sought.below, sought.loadId],
    );
    later.push(...rows.map(([id]) => String(id)));
  }
  const found: RowsOfTable[] = [];
  for (const { dataset, table, columns } of places) {
    const [answer] = await session.rows(
      `SELECT count(*)::DOUBLE AS total, list(_dlt_id ORDER BY _dlt_id)[1:${shownIds}] AS ids
       FROM ${qualify(session.catalog, dataset, table)} WHERE ${conditionOf(table, columns, sought, later)}`,
      [sought.from, sought.below],
    );
    const ids = answer?.['ids'];
    if (Number(answer?.['total']) === 0 || !Array.isArray(ids)) continue;
    found.push({ dataset, table, rows: Number(answer?.['total']), row_ids: ids.map(String) });
  }
  return found;
}

/** @param later ids of root rows in the range that a later load has brought anew. */
function conditionOf(
  table: string,
  columns: readonly string[],
  { loadId, kept }: SoughtRows,
  later: readonly string[],
): string {
  const range = '_dlt_id >= $1 AND _dlt_id < $2';
  if (columns.includes('_dlt_load_id')) {
    const own = kept.get(table) ?? [];
    return `_dlt_load_id = ${quoteText(loadId)} AND ((${range}) OR ${isOneOf('_dlt_id', own)})`;
  }
  if (!columns.includes('_dlt_root_id')) return range;
  const above = [...kept].filter(([root]) => table.startsWith(`${root}__`)).flatMap(([, ids]) => ids);
  return `(${range} AND NOT ${isOneOf('_dlt_root_id', later)}) OR ${isOneOf('_dlt_root_id', above)}`;
}

function isOneOf(column: string, ids: readonly string[]): string {
  return ids.length === 0 ? 'false' : `coalesce(${column} IN (${ids.map(quoteText).join(', ')}), false)`;
}
