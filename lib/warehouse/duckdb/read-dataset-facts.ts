import type { PipelineState } from '../pipeline-state.ts';
import type { DatasetFacts } from '../plan/tables-of-source.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Names of the tables of every dataset, by its name in lower case; no views. */
export async function readTableNames(session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await session.rows(
    'SELECT lower(schema_name) AS dataset, list(table_name ORDER BY table_name) AS tables FROM duckdb_tables() WHERE database_name = $1 GROUP BY ALL',
    [session.catalog],
  );
  return new Map(rows.map(({ dataset, tables }) => [String(dataset), Array.isArray(tables) ? tables.map(String) : []]));
}

/** What the loads wrote down about a dataset with these tables. */
export async function readDatasetFacts(
  session: Session,
  dataset: string,
  tables: readonly string[],
): Promise<DatasetFacts> {
  const catalog = new Map(tables.map((name) => [name, new Map<string, string>()]));
  const states = new Map<string, PipelineState>();
  if (catalog.has('_dlt_pipeline_state')) {
    const names = await session.rows(
      `SELECT DISTINCT pipeline_name FROM ${qualify(session.catalog, dataset, '_dlt_pipeline_state')}`,
    );
    for (const { pipeline_name: name } of names) {
      states.set(String(name), await readState(session, catalog, dataset, String(name)));
    }
  }
  return { tables, schemas: await readSchemas(session, catalog, dataset), states };
}

/** Rows of tables, by their names. */
export async function countTableRows(
  session: Session,
  dataset: string,
  tables: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (tables.length === 0) return new Map();
  const counts = tables.map(
    (table, number) => `(SELECT count(*) FROM ${qualify(session.catalog, dataset, table)}) AS t${number}`,
  );
  const [row = {}] = await session.rows(`SELECT ${counts.join(', ')}`);
  return new Map(tables.map((table, number) => [table, Number(row[`t${number}`] ?? 0)]));
}
