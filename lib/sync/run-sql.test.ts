import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createDataProject } from '../../test/support/data-project.ts';
import { runSql } from './run-sql.ts';

const project = createDataProject([
  'CREATE SCHEMA d',
  "CREATE TABLE d.t AS SELECT range AS id, repeat('x', 400) AS word FROM range(3)",
  'CREATE TABLE d.many AS SELECT range AS id, hash(range) AS key FROM range(300000)',
]);

async function run(sql: string, more: { maxRows?: number; timeoutMs?: number } = {}, signal?: AbortSignal) {
  return await runSql((await project).root, { sql, ...more }, { signal });
}

test('rows come as cells, of columns that may share a name, with a trailing semicolon and a comment', async () => {
  const answer = await run(
    "SELECT id, 0.1::FLOAT AS id, {'n': 1::HUGEINT} AS s, word, NULL, '' FROM d.t ORDER BY 1; -- all\n",
  );
  expect(answer.columns.map(({ name }) => name).slice(0, 3)).toEqual(['id', 'id', 's']);
  expect(answer.isCut).toBe(false);
  const plain = await run(
    "SELECT id, 0.1::FLOAT AS id, {'n': 1::HUGEINT} AS s, word, NULL, '' FROM d.t ORDER BY 1 -- all",
  );
  expect(plain.rows[2]).toEqual(['2', 0.1, '{"n":1}', { cut: 'x'.repeat(300), length: 400 }, null, '']);
  expect(plain.columns[2]?.type).toMatch(/^STRUCT/);
});

test('the order of the query stays, and the limit says that it cut', async () => {
  const { rows, isCut } = await run('SELECT key, id FROM d.many ORDER BY key DESC', { maxRows: 100 });
  const keys = rows.map(([key]) => BigInt(typeof key === 'string' ? key : 0));
  expect(keys).toHaveLength(100);
  expect(keys).toEqual(keys.toSorted((one, other) => (one < other ? 1 : -1)));
  expect(isCut).toBe(true);
  expect(await run('FROM d.t', { maxRows: 3 })).toMatchObject({ isCut: false });
  await expect(run('FROM d.t', { maxRows: 10_001 })).rejects.toMatchObject({ code: 'usage-invalid' });
});

test('what may not run is refused in words, and what reaches beyond the tables by DuckDB', async () => {
  await expect(run('SET threads = 1')).rejects.toMatchObject({
    code: 'usage-invalid',
    message: expect.stringMatching('SET is not run here') as string,
  });
  await expect(run("FROM '/etc/passwd'")).rejects.toMatchObject({ code: 'query-failed' });
});

test('the place of a mistake is told', async () => {
  await expect(run('SELCT 1')).rejects.toMatchObject({
    at: { line: 1, column: 1 },
    message: 'The query failed: Parser Error: syntax error at or near "SELCT"',
  });
  await expect(run('SELECT id,\n  wrod FROM d.t')).rejects.toMatchObject({
    code: 'query-failed',
    at: { line: 2, column: 3 },
    message: expect.stringMatching(/"wrod" not found[^]*word/),
  });
  const columns = Array.from({ length: 60 }, (_, number) => `${number} AS column_${number}`).join(', ');
  const sql = `SELECT ${columns}, wrod, ${columns} FROM d.t`;
  await expect(run(sql)).rejects.toMatchObject({ at: { line: 1, column: sql.indexOf('wrod') + 1 } });
});

test('what DuckDB prints does not get into the answer', async () => {
  const answer = await run("SELECT * FROM enable_logging(storage = 'stdout')");
  expect(answer.rows.length).toBeLessThan(2);
});

const endless = 'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5';

test('a query that takes too long is stopped', async () => {
  await expect(run(endless, { timeoutMs: 300 })).rejects.toMatchObject({
    code: 'query-failed',
    message: 'The query ran longer than 0.3 s and was stopped.',
  });
});

test('a query that nobody waits for any more leaves no process', async () => {
  const before = sqlProcesses();
  const cancelled = new AbortController();
  const running = run(endless, {}, cancelled.signal);
  running.catch(() => {});
  await expect.poll(() => sqlProcesses().length).toBeGreaterThan(before.length);
  cancelled.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  await expect.poll(() => sqlProcesses().length).toBe(before.length);
});

test('a query whose process dies is an error that says so', async () => {
  const before = sqlProcesses();
  const running = run(endless);
  running.catch(() => {});
  await expect.poll(() => sqlProcesses().length).toBeGreaterThan(before.length);
  for (const id of sqlProcesses()) if (!before.includes(id)) process.kill(id, 'SIGABRT');
  await expect(running).rejects.toMatchObject({
    code: 'query-failed',
    message: expect.stringMatching(/^The query ended the process that ran it, by SIGABRT\./),
  });
});

test('without a warehouse it says what to do', async () => {
  const empty = await createDataProject();
  await expect(runSql(empty.root, { sql: 'SELECT 1' })).rejects.toMatchObject({ code: 'name-unknown' });
});

/** Ids of the processes that this one started for queries. */
function sqlProcesses(): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, id, parent, state, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isOne = Number(parent) === process.pid && command.includes('sql-process') && state?.startsWith('Z') === false;
    return isOne ? [Number(id)] : [];
  });
}
