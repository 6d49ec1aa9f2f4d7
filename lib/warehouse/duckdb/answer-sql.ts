import { DangoError } from '../../errors/dango-error.ts';
import type { Cell } from '../cell.ts';
import type { SqlAnswer } from '../sql-answer.ts';
import { cellsSql, toCells } from './cell-sql.ts';
import { quoteName } from './sql-text.ts';
import type { Session } from './session.ts';
import { sqlError } from './sql-error.ts';

/** Characters of a text that an answer shows. */
const shownCharacters = 300;

/**
 * Answers one statement that only reads. The session is a locked one.
 * @throws DangoError `usage-invalid` for a statement of another kind, or several; `query-failed`.
 */
export async function answerSql(session: Session, sql: string, maxRows: number): Promise<SqlAnswer> {
  const startedAt = performance.now();
  try {
    checkFirstWord(sql);
    const statement = await session.inspect(sql);
    checkStatement(sql, statement);
    const { columns, rows } = await fetchRows(session, sql, statement, maxRows + 1);
    return {
      columns,
      rows: rows.slice(0, maxRows),
      isCut: rows.length > maxRows,
      durationMs: Math.round(performance.now() - startedAt),
    };
  } catch (error) {
    throw DangoError.is(error) ? error : sqlError(sql, error);
  }
}

type Statement = Awaited<ReturnType<Session['inspect']>>;

const changingWords = new Set(
  `ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT COMMENT COMMIT COPY CREATE DEALLOCATE DELETE DETACH DROP EXECUTE EXPORT
   FORCE IMPORT INSERT INSTALL LOAD MERGE PREPARE RESET ROLLBACK SET TRUNCATE UPDATE USE VACUUM`.split(/\s+/),
);

/** Before DuckDB is asked: it complains of tables, files and settings first. */
function checkFirstWord(sql: string): void {
  const word = firstWord(sql);
  if (word === '') throw new DangoError('There is no SQL to run.', { code: 'usage-invalid', hint: 'Write a SELECT.' });
  if (changingWords.has(word)) throw refusal(word);
}

function checkStatement(sql: string, { count, kind }: Statement): void {
  if (count !== 1) {
    throw new DangoError(`These are ${count} statements.`, {
      code: 'usage-invalid',
      hint: 'Run one statement at a time. PIVOT needs its values written out: PIVOT … ON column IN (…).',
    });
  }
  if (kind === 'other') throw refusal(firstWord(sql));
}

function refusal(word: string): DangoError {
  return new DangoError(`${word} is not run here: only statements that read are.`, {
    code: 'usage-invalid',
    hint: 'Use SELECT, FROM, WITH, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.',
  });
}

/** The first word, or sign, behind blanks and comments; empty where there is nothing. */
function firstWord(sql: string): string {
  const text = sql.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ');
  return /[a-z]+|[^\s;]/i.exec(text)?.[0].toUpperCase() ?? '';
}

async function fetchRows(
  session: Session,
  sql: string,
  { kind, columns }: Statement,
  maxRows: number,
): Promise<Pick<SqlAnswer, 'columns' | 'rows'>> {
  const wrapped = wrap(sql, columns, maxRows);
  // EXPLAIN and PRAGMA cannot stand where a table stands; what they answer is short and plain.
  if (kind === 'explain' || !(await canPrepare(session, wrapped))) {
    const { rows } = await session.rowsUntil(sql, maxRows);
    return { columns, rows: rows.slice(0, maxRows).map((row) => row.map(plainCell)) };
  }
  const rows = await session.rowArrays(wrapped);
  return { columns, rows: rows.map((row) => toCells(columns, row)) };
}

/** The statement as a table whose columns have numbers for names, because several may have the same one. */
function wrap(sql: string, columns: Statement['columns'], maxRows: number): string {
  const names = columns.map((_, position) => quoteName(String(position)));
  const cells = cellsSql(columns, shownCharacters, (_, position) => quoteName(String(position)));
  return `SELECT ${cells} FROM (${sql.replace(/[\s;]+$/, '')}\n) AS answer(${names.join(', ')}) LIMIT ${maxRows}`;
}

async function canPrepare(session: Session, sql: string): Promise<boolean> {
  try {
    await session.describe(sql);
    return true;
  } catch {
    return false;
  }
}

function plainCell(value: unknown): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
