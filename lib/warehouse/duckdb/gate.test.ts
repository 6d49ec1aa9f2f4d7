import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startLoads } from '../../../test/support/start-loads.ts';
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

test('readers of one process work at the same time, and a load of the same process goes alone', async () => {
  const gate = await createGate();
  await withWriter(gate, makeTable);
  const steps: string[] = [];
  const [first, second] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const one = withReader(gate, async (session) => {
    first.resolve(undefined);
    await second.promise;
    await countTables(session);
    steps.push('one read');
  });
  const other = withReader(gate, async (session) => {
    second.resolve(undefined);
    await first.promise;
    await countTables(session);
    steps.push('other read');
  });
  await Promise.all([first.promise, second.promise]);
  const load = withWriter(gate, async (session) => {
    await session.run('CREATE TABLE more AS SELECT 1 AS id');
    steps.push('load');
  });
  const late = withReader({ ...gate, waitMs: 20_000 }, countTables);
  await Promise.all([one, other, load]);
  expect(steps.at(-1)).toBe('load');
  expect(await late).toEqual([{ tables: 2 }]);
});

test('a reader that waits for a load of its own process gives up in time, and says whom it waited for', async () => {
  const gate = await createGate();
  const isRead = Promise.withResolvers<undefined>();
  const load = withWriter(gate, () => isRead.promise);
  await expect(withReader(gate, countTables)).rejects.toMatchObject({
    code: 'warehouse-locked',
    message: expect.stringMatching(/by a load of this process .+; waited 0\.2 s/),
  });
  const cancelled = new AbortController();
  const reading = withReader({ ...gate, waitMs: 20_000, signal: cancelled.signal }, countTables);
  cancelled.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  isRead.resolve(undefined);
  await load;
});

test('the file stays open for the next reader, and is let go after a while', async () => {
  const [kept, brief] = [
    { ...(await createGate()), lingerMs: 3_600_000 },
    { ...(await createGate()), lingerMs: 100 },
  ];
  for (const gate of [kept, brief]) {
    await withWriter(gate, makeTable);
    await withReader(gate, countTables);
  }
  await expect(lockWarehouse(kept.file)).rejects.toThrow('Could not lock');
  await expect.poll(() => canLock(brief.file), { timeout: 10_000 }).toBe(true);
});

async function canLock(file: string): Promise<boolean> {
  try {
    await (await lockWarehouse(file)).release();
    return true;
  } catch {
    return false;
  }
}

test('a load of another process need not wait until a file that is only kept open is let go', async () => {
  const gate = { ...(await createGate()), lingerMs: 3_600_000 };
  await withWriter(gate, makeTable);
  await withReader(gate, countTables);
  expect(await startLoads(gate.file, 1).finished).toBe(1);
  expect(await withReader({ ...gate, waitMs: 20_000 }, countTables)).toEqual([{ tables: 1 }]);
  await withWriter(gate, makeNothing);
});

const makeNothing = (session: Session) => session.run('SELECT 1');

test('a reader that keeps a load waiting for long is interrupted, and begins anew behind it', async () => {
  const gate = { ...(await createGate()), waitMs: 3000 };
  await withWriter(gate, makeTable);
  const began = Promise.withResolvers<undefined>();
  let rounds = 0;
  const reading = withReader({ ...gate, waitMs: 900 }, async (session) => {
    rounds += 1;
    began.resolve(undefined);
    if (rounds > 1) return await session.rows('SELECT count(*)::INTEGER AS rows FROM items');
    return await session.rows(
      'SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.range % 7 = b.range % 5',
    );
  });
  await began.promise;
  expect(await startLoads(gate.file, 1).finished).toBe(1);
  expect(await reading).toEqual([{ rows: 2 }]);
  expect(rounds).toBe(2);
});

test('no load fails and no read fails while another process loads again and again', async () => {
  const gate = { ...(await createGate()), waitMs: 30_000, lingerMs: 300 };
  await withWriter(gate, makeTable);
  const loads = startLoads(gate.file, 15);
  const over = new AbortController();
  const seen: number[] = [];
  const readers = Array.from({ length: 4 }, async () => {
    let before = 0;
    while (!over.signal.aborted) {
      const answer = await withReader(gate, (session) => session.rows('SELECT count(*)::INTEGER AS rows FROM items'));
      const rows = Number(answer?.[0]?.['rows']);
      expect(rows).toBeGreaterThanOrEqual(before);
      before = rows;
      seen.push(rows);
    }
  });
  expect(await loads.finished).toBe(15);
  over.abort();
  await Promise.all(readers);
  // They read between the loads too, not only behind them.
  expect(new Set(seen).size).toBeGreaterThan(2);
  expect(await withReader(gate, (session) => session.rows('SELECT count(*)::INTEGER AS rows FROM items'))).toEqual([
    { rows: 16 },
  ]);
});

/** Locks of this process on a file, as Linux knows them. */
function countLocks(file: string): number {
  const end = `:${statSync(file).ino}`;
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.includes(String(process.pid)) && words.some((word) => word.endsWith(end))).length;
}

const onLinux = test.runIf(existsSync('/proc/locks'));

onLinux('the file is locked whenever somebody reads, whoever comes and goes', async () => {
  const gate = { ...(await createGate()), waitMs: 20_000 };
  await withWriter(gate, makeTable);
  const reads = process.env['DANGO_TEST_LONG'] === '1' ? 400 : 60;
  const counts: number[] = [];
  const readers = [0, 0, 0, 0].map(async (lingerMs, reader) => {
    for (let read = 0; read < reads; read += 1) {
      await withReader({ ...gate, lingerMs }, async (session) => {
        await countTables(session);
        await sleep((read * 5 + reader) % 4);
        counts.push(countLocks(gate.file));
      });
      // Long enough for the last one to leave just when the next one comes.
      await sleep((read * 7 + reader * 3) % 9);
    }
  });
  await Promise.all(readers);
  expect(counts.filter((count) => count === 0)).toEqual([]);
});
