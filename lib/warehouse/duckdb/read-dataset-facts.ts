import type { StoredSchema } from '../../schema/stored-schema.ts';
import { decodeState, emptyState, type PipelineState } from '../pipeline-state.ts';
import type { DatasetFacts } from '../plan/tables-of-source.ts';
import { parseSchema } from './read-schemas.ts';
import type { Session } from './session.ts';
import { qualify, quoteText } from './sql-text.ts';

/** Names of the tables of every dataset, by its name in lower case; no views. */
async function readTableNames(session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await session.rows(
    'SELECT lower(schema_name) AS dataset, list(table_name ORDER BY table_name) AS tables FROM duckdb_tables() WHERE database_name = $1 GROUP BY ALL',
    [session.catalog],
  );
  return new Map(rows.map(({ dataset, tables }) => [String(dataset), Array.isArray(tables) ? tables.map(String) : []]));
}

/** What the loads wrote down about datasets, by their names; three questions, however many there are. */
export async function readDatasetFacts(
  session: Session,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, DatasetFacts>> {
  const names = await readTableNames(session);
  const tablesOf = (dataset: string): readonly string[] => names.get(dataset.toLowerCase()) ?? [];
  const having = (...tables: string[]): string[] => {
    return [...new Set(datasets)].filter((dataset) => tables.every((table) => tablesOf(dataset).includes(table)));
  };
  const schemas = await readAllSchemas(session, having('_dlt_version'));
  const states = await readAllStates(session, having('_dlt_pipeline_state', '_dlt_loads'));
  return new Map(
    datasets.map((dataset) => [
      dataset,
      {
        tables: tablesOf(dataset),
        schemas: schemas.get(dataset) ?? [],
        states: new Map(states.get(dataset)),
      },
    ]),
  );
}

/** The newest version of every schema. */
async function readAllSchemas(
  session: Session,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredSchema[]>> {
  const parts = datasets.map((dataset) => {
    return `SELECT ${quoteText(dataset)} AS dataset, schema_name, version, inserted_at, schema FROM ${qualify(session.catalog, dataset, '_dlt_version')}`;
  });
  const rows = await rowsOfAll(
    session,
    parts,
    (all) => `SELECT dataset, schema FROM ${all}
     QUALIFY row_number() OVER (PARTITION BY dataset, schema_name ORDER BY version DESC, inserted_at DESC) = 1`,
  );
  return groupByDataset(rows, (row) => parseSchema(String(row['schema'])));
}

/** The state of every pipeline, as `readState` reads that of one; empty for one whose loads never completed. */
async function readAllStates(
  session: Session,
  datasets: readonly string[],
): Promise<ReadonlyMap<string, readonly (readonly [string, PipelineState])[]>> {
  const parts = datasets.map((dataset) => {
    return `SELECT ${quoteText(dataset)} AS dataset, s.pipeline_name AS name, s.version, s.state, l.load_id
      FROM ${qualify(session.catalog, dataset, '_dlt_pipeline_state')} s
      LEFT JOIN ${qualify(session.catalog, dataset, '_dlt_loads')} l ON l.load_id = s._dlt_load_id AND l.status = 0`;
  });
  const rows = await rowsOfAll(
    session,
    parts,
    (all) => `SELECT dataset, name, CASE WHEN load_id IS NULL THEN NULL ELSE state END AS state FROM ${all}
     QUALIFY row_number() OVER (PARTITION BY dataset, name ORDER BY load_id IS NULL, version DESC, load_id DESC) = 1`,
  );
  return groupByDataset(rows, ({ name, state }) => {
    return [String(name), typeof state === 'string' ? decodeState(state) : emptyState] as const;
  });
}

async function rowsOfAll(
  session: Session,
  parts: readonly string[],
  select: (all: string) => string,
): Promise<readonly Record<string, unknown>[]> {
  return parts.length === 0 ? [] : await session.rows(select(`(${parts.join(' UNION ALL ')})`));
}

function groupByDataset<Item>(
  rows: readonly Record<string, unknown>[],
  read: (row: Record<string, unknown>) => Item,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const row of rows) {
    const dataset = String(row['dataset']);
    groups.set(dataset, [...(groups.get(dataset) ?? []), read(row)]);
  }
  return groups;
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
