import type { DuckDBInstance } from '@duckdb/node-api';
import type { FetchTarget } from '../destination.ts';
import { readTableNames } from './dataset-catalog.ts';
import { loadPackage } from './load-package.ts';
import { planPackage } from './plan-package.ts';
import { readState } from './read-state.ts';
import { readTables } from './read-tables.ts';
import { saveTables } from './save-tables.ts';
import { Session } from './session.ts';
import { quoteName, quoteText } from './sql-text.ts';

/** A warehouse that is gone when it is disposed of. */
export interface MemoryDestination extends FetchTarget, AsyncDisposable {
  /** Copies the tables of a dataset into a new file. */
  saveTables(dataset: string, file: string): Promise<void>;
}

/**
 * A warehouse in memory: what is loaded there is as in a file, in a tenth of the time, because nothing has to reach the
 * disk.
 * @param spillFolder where DuckDB may put what does not fit into memory; need not exist.
 */
export async function openMemoryDestination(spillFolder: string): Promise<MemoryDestination> {
  const instance = (await takeIdle(spillFolder)) ?? (await createInstance(spillFolder));
  const session = await Session.open(instance);
  // To look for better plans takes a fifth of the time, and there are few rows to save it on.
  await session.run('PRAGMA disable_optimizer');
  return {
    location: 'memory',
    readState: async (dataset, pipelineName) =>
      await readState(session, await readTableNames(session, dataset), dataset, pipelineName),
    planLoad: (manifest, folder, host = {}) => planPackage(session, session, manifest, folder, host),
    load: (manifest, folder, host) => loadPackage(session, manifest, folder, { ...host, isScratch: true }),
    readTables: (dataset, { maxRows }) => readTables(session, dataset, maxRows),
    saveTables: (dataset, file) => saveTables(session, dataset, file),
    [Symbol.asyncDispose]: async () => {
      const isEmpty = await empty(session);
      session.close();
      if (isEmpty && idle === undefined) idle = instance;
      else instance.closeSync();
    },
  };
}

/** An empty one that waits: to make it, and to read its catalog for the first time, takes as long as a small load. */
let idle: DuckDBInstance | undefined;

async function createInstance(spillFolder: string): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
  // What is tried is small: to share it among threads took longer than the work, the more so beside other programs.
  const config = { memory_limit: '1GB', temp_directory: spillFolder, threads: '1' };
  return await DuckDBInstance.create(':memory:', config);
}

/** The one that waits. One that has spilled keeps to its folder, which is gone: it is closed. */
async function takeIdle(spillFolder: string): Promise<DuckDBInstance | undefined> {
  const instance = idle;
  idle = undefined;
  if (instance === undefined) return undefined;
  try {
    const connection = await instance.connect();
    try {
      await connection.run(`SET temp_directory = ${quoteText(spillFolder)}`);
    } finally {
      connection.closeSync();
    }
    return instance;
  } catch {
    instance.closeSync();
    return undefined;
  }
}

/** Takes everything out for the next; false where that could not be done. */
async function empty(session: Session): Promise<boolean> {
  try {
    const schemas = await session.rows(
      "SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database() AND schema_name <> 'main' AND NOT internal",
    );
    for (const { schema_name: name } of schemas) await session.run(`DROP SCHEMA ${quoteName(String(name))} CASCADE`);
    const [left] = await session.rows(
      'SELECT count(*)::INTEGER AS tables FROM duckdb_tables() WHERE database_name = current_database()',
    );
    return left?.['tables'] === 0;
  } catch {
    // A fault of the instance was told by whoever met it first; this one is only not used again.
    return false;
  }
}
