import { expect, test } from 'vitest';
import { createDataProject } from '../../../test/support/data-project.ts';
import { answerSql } from './answer-sql.ts';
import { withLockedReader } from './gate.ts';

const project = createDataProject(['CREATE SCHEMA d', 'CREATE TABLE d.t AS SELECT range AS id FROM range(3)']);

/** What the process of a typed query does. */
async function run(sql: string) {
  const file = (await project).path('data/warehouse.duckdb');
  const answer = await withLockedReader({ file, waitMs: 1000 }, (session) => answerSql(session, sql, 100));
  if (answer === undefined) throw new Error('There is no warehouse.');
  return answer;
}

test.each([
  'DESCRIBE d.t',
  'SHOW ALL TABLES',
  'SUMMARIZE d.t',
  'EXPLAIN FROM d.t',
  'PRAGMA database_size',
  'PRAGMA show_tables',
  'VALUES (1)',
  'WITH a AS (SELECT 1) FROM a',
])('%s is answered', async (sql) => {
  const { columns, rows } = await run(sql);
  expect(columns.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toHaveLength(columns.length);
});

test.each([
  ["COPY d.t TO '/tmp/dango-refused.csv'", /COPY is not run here/],
  ["ATTACH '/tmp/dango-refused.duckdb' AS other", /ATTACH is not run here/],
  ['SET threads = 1', /SET is not run here/],
  ['PRAGMA threads = 1', /PRAGMA is not run here/],
  ['/* quiet */ LOAD json', /LOAD is not run here/],
  ['CALL pragma_version()', /CALL is not run here/],
  ['SELECT 1; SELECT 2', /These are 2 statements/],
  [' -- nothing', /There is no SQL/],
])('%s is refused in words', async (sql, message) => {
  await expect(run(sql)).rejects.toMatchObject({ code: 'usage-invalid', message: expect.stringMatching(message) });
});

test.each([
  "SELECT * FROM read_csv('/etc/passwd')",
  "FROM '/etc/passwd'",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM 'https://127.0.0.1:9/x.csv'",
  'DELETE FROM d.t',
  'CREATE TABLE d.mine AS SELECT 1',
  'DROP SCHEMA d CASCADE',
])('%s reaches nothing but the tables', async (sql) => {
  await expect(run(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(query-failed|usage-invalid)$/) });
});
