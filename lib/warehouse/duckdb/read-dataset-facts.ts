import { decodeState, emptyState, type PipelineState } from '../pipeline-state.ts';
import type { DatasetFacts } from '../plan/tables-of-source.ts';
import { readSchemas } from './read-schemas.ts';
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
  const hasStates = catalog.has('_dlt_pipeline_state') && catalog.has('_dlt_loads');
  return {
    tables,
    schemas: await readSchemas(session, catalog, dataset),
    states: hasStates ? await readStates(session, dataset) : new Map(),
  };
}

/** The state of every pipeline, as `readState` reads that of one; empty for one whose loads never completed. */
async function readStates(session: Session, dataset: string): Promise<ReadonlyMap<string, PipelineState>> {
  const rows = await session.rows(
    `SELECT s.pipeline_name AS name, CASE WHEN l.load_id IS NULL THEN NULL ELSE s.state END AS state
     FROM ${qualify(session.catalog, dataset, '_dlt_pipeline_state')} s
     LEFT JOIN ${qualify(session.catalog, dataset, '_dlt_loads')} l ON l.load_id = s._dlt_load_id AND l.status = 0
     QUALIFY row_number() OVER (
       PARTITION BY s.pipeline_name ORDER BY l.load_id IS NULL, s.version DESC, l.load_id DESC
     ) = 1`,
  );
  return new Map(
    rows.map(({ name, state }) => [String(name), state === null ? emptyState : decodeState(String(state))]),
  );
}

/** A table with the dataset that it is in. */
export interface TablePlace {
  readonly dataset: string;
  readonly table: string;
}

/** Rows of tables, in their order. */
export async function countTableRows(session: Session, tables: readonly TablePlace[]): Promise<readonly number[]> {
  if (tables.length === 0) return [];
  const counts = tables.map(({ dataset, table }, number) => {
    return `SELECT ${number} AS number, count(*)::BIGINT AS rows FROM ${qualify(session.catalog, dataset, table)}`;
  });
  const rows = await session.rows(`${counts.join(' UNION ALL ')} ORDER BY number`);
  return rows.map((row) => Number(row['rows']));
}
