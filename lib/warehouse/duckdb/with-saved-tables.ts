import { withPlanner, type GateOptions } from './gate.ts';
import { Session } from './session.ts';
import { quoteName, quoteText } from './sql-text.ts';

/** The database of the tables, as SQL may name it. */
const tablesCatalog = 'test';

/**
 * Opens a file of `saveTables` for SQL that a person typed: its tables go by their own names, those of the warehouse by
 * `dataset.table`. Nothing can be written, and nothing else of the machine is seen.
 * @param warehouse undefined: it is not opened. Gives way to loads as `withReader` does.
 * @throws DangoError `warehouse-locked`.
 */
export async function withSavedTables<Result>(
  file: string,
  warehouse: GateOptions | undefined,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const open = async (session: Session, hasWarehouse: boolean): Promise<Result> => {
    await session.run(`ATTACH ${quoteText(file)} AS ${tablesCatalog} (READ_ONLY)`);
    const datasets = hasWarehouse ? await listDatasets(session) : [];
    const places = [`${tablesCatalog}.main`, ...datasets.map((name) => `warehouse.${quoteName(name)}`)];
    await session.run(`SET search_path = ${quoteText(places.join(','))}`);
    for (const setting of locks) await session.run(`SET ${setting}`);
    return await work(session);
  };
  if (warehouse !== undefined) {
    return await withPlanner(warehouse, (stored, session) => open(session, stored !== session));
  }
  const { DuckDBInstance } = await import(/* turbopackIgnore: true */ '@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', temp_directory: `${file}.tmp` });
  try {
    const session = await Session.open(instance);
    try {
      return await open(session, false);
    } finally {
      session.close();
    }
  } finally {
    instance.closeSync();
  }
}

const locks = [
  'enable_external_access = false',
  'autoinstall_known_extensions = false',
  'autoload_known_extensions = false',
  'lock_configuration = true',
];

async function listDatasets(session: Session): Promise<readonly string[]> {
  const rows = await session.rows(
    "SELECT schema_name FROM duckdb_schemas() WHERE database_name = 'warehouse' AND NOT internal ORDER BY 1",
  );
  return rows.map((row) => String(row['schema_name']));
}
