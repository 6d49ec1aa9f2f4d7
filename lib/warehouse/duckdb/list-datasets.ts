import { schemaKnowledge } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { isSystemTable } from '../../spec/system-table.ts';
import type { DataColumn } from '../cell.ts';
import type { DatasetListing, TableListing } from '../dataset-listing.ts';
import { readSchemas } from './read-schemas.ts';
import type { Session } from './session.ts';

/** Every dataset with its tables, from the catalog alone: no row is counted. */
export async function listDatasets(session: Session): Promise<readonly DatasetListing[]> {
  const rows = await session.rows(
    `SELECT schema_name, table_name, 'table' AS kind, CAST(estimated_size AS DOUBLE) AS rows
     FROM duckdb_tables() WHERE database_name = $1 AND NOT internal
     UNION ALL
     SELECT schema_name, view_name, 'view', 0 FROM duckdb_views() WHERE database_name = $1 AND NOT internal
     ORDER BY schema_name, table_name`,
    [session.catalog],
  );
  const columns = await readColumns(session);
  const datasets = new Map<string, TableListing[]>();
  for (const row of rows) {
    const [dataset, name] = [String(row['schema_name']), String(row['table_name'])];
    const tables = datasets.get(dataset) ?? [];
    datasets.set(dataset, tables);
    tables.push({
      name,
      kind: row['kind'] === 'view' ? 'view' : 'table',
      isSystem: isSystemTable(name),
      columns: columns.get(keyOf(dataset, name)) ?? [],
      estimatedRows: Number(row['rows']),
    });
  }
  const listings: DatasetListing[] = [];
  for (const [name, tables] of datasets) listings.push(await withParents(session, name, tables));
  return listings;
}

async function withParents(session: Session, name: string, tables: readonly TableListing[]): Promise<DatasetListing> {
  const catalog: Catalog = new Map(tables.map((table) => [table.name, new Map()]));
  const knowledge = schemaKnowledge(await readSchemas(session, catalog, name));
  return {
    name,
    tables: tables.map((table) => {
      const parent = knowledge.parentOf(table.name);
      return parent === undefined || !catalog.has(parent) ? table : { ...table, parent };
    }),
  };
}

async function readColumns(session: Session): Promise<ReadonlyMap<string, readonly DataColumn[]>> {
  const rows = await session.rows(
    `SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = $1 AND NOT internal ORDER BY schema_name, table_name, column_index`,
    [session.catalog],
  );
  const columns = new Map<string, DataColumn[]>();
  for (const row of rows) {
    const key = keyOf(String(row['schema_name']), String(row['table_name']));
    const known = columns.get(key) ?? [];
    columns.set(key, known);
    known.push({ name: String(row['column_name']), type: String(row['data_type']) });
  }
  return columns;
}

function keyOf(dataset: string, table: string): string {
  return JSON.stringify([dataset, table]);
}
