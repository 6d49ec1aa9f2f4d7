import { isSystemTable } from '../../spec/system-table.ts';
import type { TableContent } from '../destination.ts';
import { schemaKnowledge } from '../plan/schema-knowledge.ts';
import { readTableNames } from './dataset-catalog.ts';
import { readSchemas } from './read-schemas.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** The first rows of every table of a dataset, those of dlt itself left out. */
export async function readTables(session: Session, dataset: string, maxRows: number): Promise<readonly TableContent[]> {
  const names = await readTableNames(session, dataset);
  const knowledge = schemaKnowledge(await readSchemas(session, names, dataset));
  const tables: TableContent[] = [];
  for (const name of names) {
    if (isSystemTable(name)) continue;
    const table = qualify(session.catalog, dataset, name);
    const [count] = await session.rows(`SELECT count(*)::DOUBLE AS rows FROM ${table}`);
    const { columns, rows } = await session.rowsUntil(`SELECT * FROM ${table} LIMIT ${maxRows}`, maxRows);
    tables.push({ name, parent: knowledge.parentOf(name), columns, rowCount: Number(count?.['rows'] ?? 0), rows });
  }
  return tables;
}
