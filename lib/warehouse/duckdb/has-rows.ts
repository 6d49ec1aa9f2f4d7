import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Whether anything is in a table that is there. */
export async function hasRows(session: Session, dataset: string, table: string): Promise<boolean> {
  const [row] = await session.rows(`SELECT 1 FROM ${qualify(session.catalog, dataset, table)} LIMIT 1`);
  return row !== undefined;
}
