import type { Catalog } from '../plan/table-tree.ts';
import type { KeptOut, MadeColumn, StoredSchemaChange } from '../schema-change.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** What changed the shape of a dataset by loads of some schemas, oldest first. */
export async function readSchemaChanges(
  session: Session,
  catalog: Catalog,
  dataset: string,
  schemaNames: readonly string[],
): Promise<readonly StoredSchemaChange[]> {
  if (!catalog.has('_dango_schema_changes')) return [];
  const rows = await session.rows(
    `SELECT * EXCLUDE (inserted_at), strftime(inserted_at, '%Y-%m-%dT%H:%M:%SZ') AS inserted_at, exchange::INTEGER AS exchange_number
     FROM ${qualify(session.catalog, dataset, '_dango_schema_changes')}
     WHERE list_contains($1::JSON::VARCHAR[], schema_name) ORDER BY _dlt_load_id, position`,
    [JSON.stringify(schemaNames)],
  );
  return rows.map((row): StoredSchemaChange => {
    const text = (name: string): string | undefined => {
      const value = row[name];
      return typeof value === 'string' ? value : undefined;
    };
    const exchange = row['exchange_number'];
    const detail = JSON.parse(text('detail') ?? '{}') as { columns?: readonly MadeColumn[]; contract?: KeptOut };
    return {
      loadId: text('_dlt_load_id') ?? '',
      insertedAt: text('inserted_at') ?? '',
      change: text('change') as StoredSchemaChange['change'],
      table: text('table_name') ?? '',
      column: text('column_name'),
      dataType: text('data_type'),
      previousType: text('previous_type'),
      resource: text('resource_name'),
      exchange: typeof exchange === 'number' ? exchange : undefined,
      ...detail,
    };
  });
}
