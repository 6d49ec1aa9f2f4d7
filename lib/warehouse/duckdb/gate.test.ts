import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockWarehouse } from '../../../test/support/lock-warehouse.ts';
import { createTempFolder } from '../../../test/support/temp-project.ts';
import { withReader, withWriter, type GateOptions } from './gate.ts';
import type { Session } from './session.ts';

async function createGate(): Promise<GateOptions> {
  return { file: join(await createTempFolder(), 'warehouse.duckdb'), waitMs: 200 };
}

const makeTable = (session: Session) => session.run('CREATE TABLE items AS SELECT 1 AS id');
const countTables = (session: Session) => session.rows('SELECT count(*)::INTEGER AS tables FROM duckdb_tables()');

test('what is written can be read, and nobody keeps the file open', async () => {
  const gate = await createGate();
  await withWriter(gate, makeTable);
  expect(await withReader(gate, countTables)).toEqual([{ tables: 1 }]);
  const lock = await lockWarehouse(gate.file);
  await lock.release();
});

test('there is nothing to read where no file is, and reading makes none', async () => {
  const gate = await createGate();
  expect(await withReader(gate, countTables)).toBeUndefined();
  expect(existsSync(gate.file)).toBe(false);
});

test('a first load that fails leaves no file', async () => {
  const gate = await createGate();
  const failing = withWriter(gate, async (session) => {
    await makeTable(session);
    throw new RangeError('refused');
  });
  await expect(failing).rejects.toThrow('refused');
  expect(existsSync(gate.file)).toBe(false);
});

test('a first load that another process was faster than is repeated in the file of the other', async () => {
  const [gate, other] = [await createGate(), await createGate()];
  await withWriter(other, (session) => session.run('CREATE TABLE theirs AS SELECT 1 AS id'));
  await withWriter(gate, async (session) => {
    await makeTable(session);
    if (!existsSync(gate.file)) copyFileSync(other.file, gate.file);
  });
  expect(await withReader(gate, countTables)).toEqual([{ tables: 2 }]);
});

test('whoever holds the file is named, to a load and to a reader, each with its own next step', async () => {
  const gate = await createGate();
  await withWriter(gate, makeTable);
  await using lock = await lockWarehouse(gate.file);
  const holders: string[] = [];
  const waiting = { ...gate, onWaiting: (holder: string) => holders.push(holder) };
  const message = expect.stringMatching(new RegExp(`is held open by .+ \\(process ${lock.pid}\\); waited 0\\.2 s`));
  await expect(withWriter(waiting, makeTable)).rejects.toMatchObject({
    code: 'warehouse-locked',
    message,
    hint: expect.stringContaining('what was fetched is kept'),
  });
  expect(holders[0]).toContain(`(process ${lock.pid})`);
  await expect(withReader(gate, countTables)).rejects.toMatchObject({
    message,
    hint: expect.stringMatching(/then try again\.$/),
  });
  expect(existsSync(`${gate.file}.load-waiting`)).toBe(false);
});

test('a load goes on as soon as the file is free', async () => {
  const gate = await createGate();
  await withWriter(gate, makeTable);
  const lock = await lockWarehouse(gate.file);
  const onWaiting = (): void => void lock.release();
  expect(await withWriter({ ...gate, waitMs: 20_000, onWaiting }, countTables)).toEqual([{ tables: 1 }]);
});

test('a load that waits can be stopped', async () => {
  const gate = await createGate();
  await withWriter(gate, makeTable);
  await using lock = await lockWarehouse(gate.file);
  const cancelled = new AbortController();
  const onWaiting = (holder: string): void => {
    if (holder.includes(String(lock.pid))) cancelled.abort();
  };
  const options = { ...gate, waitMs: 20_000, onWaiting, signal: cancelled.signal };
  await expect(withWriter(options, makeTable)).rejects.toMatchObject({ name: 'AbortError' });
});
