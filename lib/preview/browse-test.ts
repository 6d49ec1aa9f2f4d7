import { findProjectRoot } from '../project/find-project-root.ts';
import { loadProject } from '../project/load-project.ts';
import { projectGate, type ReadHost } from '../sync/project-gate.ts';
import { askSql, type SqlRequest } from '../sync/run-sql.ts';
import { countRows } from '../warehouse/duckdb/count-rows.ts';
import { withReader } from '../warehouse/duckdb/gate.ts';
import { readRow } from '../warehouse/duckdb/read-row.ts';
import { readWindow } from '../warehouse/duckdb/read-window.ts';
import type { Session } from '../warehouse/duckdb/session.ts';
import type { RowAddress, RowDetail } from '../warehouse/row-detail.ts';
import type { RowsAnswer, RowSelection, RowWindow } from '../warehouse/row-window.ts';
import type { SqlAnswer } from '../warehouse/sql-answer.ts';
import { openKeptTables, tablesGone } from './kept-tables.ts';

/** The tables of a test lie in one dataset of this name. */
const dataset = 'main';
/** Nobody holds the file of a test for long. */
const waitMs = 5_000;
const lingerMs = 300;

export interface TestSqlRequest extends SqlRequest {
  /** Whether the tables of the warehouse are there too, as `dataset.table`. Default false: it is not opened. */
  readonly withWarehouse?: boolean | undefined;
}

/**
 * Some rows of a table that a test has made, sorted and filtered by DuckDB.
 * @param test what `preview-finished` told.
 * @throws DangoError `name-unknown` also for a test that is not kept any more, `usage-invalid`; the signal's reason.
 */
export async function readTestRows(
  projectRoot: string,
  test: string,
  window: RowWindow,
  host: ReadHost = {},
): Promise<RowsAnswer> {
  return await readTest(projectRoot, test, host, (session, file) => readWindow(session, file, { ...window, dataset }));
}

/** How many rows such a table has, or how many of them its filters let through. @throws as {@link readTestRows}. */
export async function countTestRows(
  projectRoot: string,
  test: string,
  selection: RowSelection,
  host: ReadHost = {},
): Promise<number> {
  return await readTest(projectRoot, test, host, (session) => countRows(session, { ...selection, dataset }));
}

/** A row of a test as a whole, with the rows below it. @throws as {@link readTestRows}. */
export async function readTestRow(
  projectRoot: string,
  test: string,
  address: RowAddress,
  host: ReadHost = {},
): Promise<RowDetail> {
  return await readTest(projectRoot, test, host, async (session) => {
    // The load of a test is gone with it.
    const { load: _load, ...row } = await readRow(session, { ...address, dataset }, () => undefined);
    return row;
  });
}

/**
 * Runs SQL that a person typed over the tables of a test, in a process of its own that sees these tables and, if wanted,
 * those of the warehouse.
 * @throws as `runSql`; `name-unknown` for a test that is not kept any more.
 */
export async function runTestSql(
  projectRoot: string,
  test: string,
  { withWarehouse = false, ...request }: TestSqlRequest,
  { signal, waitMs: patienceMs }: ReadHost = {},
): Promise<SqlAnswer> {
  const root = findProjectRoot(projectRoot);
  const tables = await openKeptTables(root, test);
  const file = withWarehouse ? projectGate(loadProject(root)).file : undefined;
  const answer = await askSql({ tables, file, waitMs: patienceMs ?? waitMs }, request, signal);
  if (answer === undefined) throw tablesGone();
  return answer;
}

async function readTest<Result>(
  projectRoot: string,
  test: string,
  { signal }: ReadHost,
  work: (session: Session, file: string) => Promise<Result>,
): Promise<Result> {
  const file = await openKeptTables(findProjectRoot(projectRoot), test);
  const answer = await withReader(
    { file, waitMs, lingerMs, signal },
    async (session) => [await work(session, file)] as const,
  );
  if (answer === undefined) throw tablesGone();
  return answer[0];
}
