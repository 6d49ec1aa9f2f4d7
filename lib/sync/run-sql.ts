import { existsSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import { runSqlProcess } from '../warehouse/duckdb/run-sql-process.ts';
import type { SqlJob } from '../warehouse/duckdb/sql-messages.ts';
import type { SqlAnswer } from '../warehouse/sql-answer.ts';
import { noWarehouseError, projectGate, type ReadHost } from './project-gate.ts';

export interface SqlRequest {
  readonly sql: string;
  /** Rows that are fetched at most, up to 10,000. Default: 1,000. */
  readonly maxRows?: number | undefined;
  /** How long the query may run, in milliseconds, up to 45,000: a load waits for longer. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

const maxRowLimit = 10_000;
const maxTimeoutMs = 45_000;

/**
 * Runs SQL that a person typed, in a process of its own that sees the tables and nothing else of the machine.
 * @throws DangoError `usage-invalid` for what does not only read, `query-failed` with DuckDB's words, the place in `at`;
 * `name-unknown` without a warehouse; `warehouse-locked`; the signal's reason.
 */
export async function runSql(projectRoot: string, request: SqlRequest, { signal }: ReadHost = {}): Promise<SqlAnswer> {
  const project = loadProject(projectRoot);
  if (!existsSync(project.paths.warehouse)) throw noWarehouseError(project);
  const { file, waitMs } = projectGate(project);
  const answer = await askSql({ file, waitMs }, request, signal);
  if (answer === undefined) throw noWarehouseError(project);
  return answer;
}

/**
 * Runs SQL that a person typed over what a job names. @throws as {@link runSql}.
 * @returns undefined where there is no warehouse yet.
 */
export async function askSql(
  seen: Pick<SqlJob, 'file' | 'tables' | 'waitMs'>,
  { sql, maxRows = 1000, timeoutMs = 30_000 }: SqlRequest,
  signal: AbortSignal | undefined,
): Promise<SqlAnswer | undefined> {
  checkLimit('maxRows', maxRows, maxRowLimit);
  checkLimit('timeoutMs', timeoutMs, maxTimeoutMs);
  return await runSqlProcess({ ...seen, sql, maxRows }, { timeoutMs, signal });
}

function checkLimit(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new DangoError(`${name} is ${value}.`, { code: 'usage-invalid', hint: `Give an integer from 1 to ${max}.` });
}
