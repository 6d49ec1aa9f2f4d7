import { readTableNames } from './dataset-catalog.ts';
import type { Session } from './session.ts';
import { qualify, quoteText } from './sql-text.ts';

const catalog = 'saved';

/**
 * Copies every table of a dataset into a database file of its own, under their names alone: in the schema `main`.
 * @param file must not exist.
 */
export async function saveTables(session: Session, dataset: string, file: string): Promise<void> {
  const tables = await readTableNames(session, dataset);
  await session.run(`ATTACH ${quoteText(file)} AS ${catalog}`);
  try {
    await session.run('BEGIN');
    for (const table of tables) {
      const from = qualify(session.catalog, dataset, table);
      await session.run(`CREATE TABLE ${qualify(catalog, 'main', table)} AS FROM ${from}`);
    }
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK');
    throw error;
  } finally {
    await session.run(`DETACH ${catalog}`);
  }
}
