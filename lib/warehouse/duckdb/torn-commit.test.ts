import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { createTempFolder } from '../../../test/support/temp-project.ts';

const program = fileURLToPath(new URL('../../../test/support/torn-commit.ts', import.meta.url));

async function ask(file: string, sql: string): Promise<readonly unknown[]> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson()[0] ?? [];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows of the two tables that one transaction fills, after its COMMIT was cut off at several places. */
async function tear(settings: 'usual' | 'ours', delayMs: number): Promise<ReadonlySet<string>> {
  const folder = await createTempFolder();
  const file = join(folder, 'warehouse.duckdb');
  await ask(file, 'CREATE TABLE a (i BIGINT, s VARCHAR); CREATE TABLE b (i BIGINT, s VARCHAR); CHECKPOINT');
  const child = spawn(process.execPath, [program, settings, file, String(delayMs)], { stdio: 'inherit' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  const log = existsSync(`${file}.wal`) ? readFileSync(`${file}.wal`) : Buffer.alloc(0);
  const found = new Set<string>();
  const cuts = log.length === 0 ? 1 : 12;
  for (let cut = 1; cut <= cuts; cut += 1) {
    const copy = join(folder, `copy-${cut}.duckdb`);
    copyFileSync(file, copy);
    if (log.length > 0) writeFileSync(`${copy}.wal`, log.subarray(0, Math.floor((log.length * cut) / cuts)));
    found.add((await ask(copy, 'SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)')).join(' and '));
  }
  return found;
}

test('a COMMIT that is cut off is torn with DuckDB’s usual settings, and whole or absent with those of a load', async () => {
  // Without this, what follows would prove nothing.
  expect([...(await tear('usual', 0))]).toContain('0 and 250000');
  for (const delayMs of [5, 30]) {
    for (const rows of await tear('ours', delayMs)) expect(['0 and 0', '250000 and 250000']).toContain(rows);
  }
});
