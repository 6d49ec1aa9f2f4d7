import type { TableName } from '../row-window.ts';
import { readTableNames } from './dataset-catalog.ts';
import { readSchemas } from './read-schemas.ts';
import type { Session } from './session.ts';

/** The column that a table's rows are known by; none where there is no primary key, or one of several columns. */
export async function readKeyColumns(session: Session, { dataset, table }: TableName): Promise<readonly string[]> {
  const schemas = await readSchemas(session, await readTableNames(session, dataset), dataset);
  for (const { tables } of schemas) {
    const keys = Object.values(tables[table]?.columns ?? {}).filter((column) => column.primary_key === true);
    if (keys.length === 1) return keys.map(({ name }) => name);
  }
  return [];
}
