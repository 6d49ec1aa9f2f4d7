import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createRateLimiter } from '../http/rate-limit.ts';
import { createTempFolder } from '../../test/support/temp-project.ts';
import { openSharedBudgets } from './shared-budgets.ts';

const rate = { requests: 3, per: 'minute' } as const;
const start = Date.parse('2024-01-01T00:00:00Z');

/** Two stores on one file are what two processes have. */
async function openTwice() {
  const folder = join(await createTempFolder(), 'cache');
  return [openSharedBudgets(folder), openSharedBudgets(folder)] as const;
}

test('two clients take out of one budget; another key has its own', async () => {
  const [one, other] = await openTwice();
  const [first, second] = [one('api', rate), other('api', rate)];
  expect([first.take(start), second.take(start + 10_000), first.take(start + 20_000)]).toEqual([0, 0, 0]);
  expect(second.take(start + 30_000)).toBe(30_000);
  expect(other('else', rate).take(start + 30_000)).toBe(0);
  expect(second.take(start + 60_000)).toBe(0);
  expect(first.take(start + 60_001)).toBe(9_999);
  // Each counts by its own limit what all have sent.
  expect(one('api', { requests: 1, per: 'second' }).take(start + 61_000)).toBe(0);
});

test('a pause that one was told is one for all; the longer counts', async () => {
  const [one, other] = await openTwice();
  one('api', rate).pauseUntil(start + 9000);
  one('api', rate).pauseUntil(start + 5000);
  expect(other('api', rate).take(start)).toBe(9000);
  expect(other('api', rate).take(start + 9000)).toBe(0);
});

test('a clock that was set back does not block for ever', async () => {
  const [one, other] = await openTwice();
  for (let count = 0; count < 3; count++) one('api', rate).take(start + 86_400_000);
  expect(other('api', rate).take(start)).toBe(0);
});

test('clients wait for the budget, tell it, and never send more within any period', async () => {
  const [one, other] = await openTwice();
  let now = start;
  const clock = {
    now: () => now,
    wait: (ms: number) => {
      now += ms;
      return Promise.resolve();
    },
  };
  const { signal } = new AbortController();
  const clients = [one, other].map((budgetOf) =>
    createRateLimiter({ rate: { ...rate, budget: budgetOf('api', rate) } as typeof rate, clock }),
  );
  const delays: number[] = [];
  const sentAt: number[] = [];
  for (let count = 0; count < 8; count++) {
    await clients[count % 2]?.acquire(signal, (waitMs) => delays.push(waitMs));
    sentAt.push(now - start);
    now += 1000;
  }
  expect(sentAt).toEqual([0, 1000, 2000, 60_000, 61_000, 62_000, 120_000, 121_000]);
  expect(delays).toEqual([57_000, 57_000]);
  clients[0]?.pauseUntil(start + 300_000);
  await clients[1]?.acquire(signal, () => undefined);
  expect(now).toBe(start + 300_000);
});

test('a damaged file is told with the way out', async () => {
  const folder = await createTempFolder();
  writeFileSync(join(folder, 'rate-limits.db'), 'no database at all');
  expect(() => openSharedBudgets(folder)('api', rate).take(start)).toThrow(
    expect.objectContaining({ code: 'config-invalid', hint: expect.stringContaining('rate-limits.db') }),
  );
});

test('processes that take at the same time, one of which is killed, are given no more than there is', async () => {
  const folder = await createTempFolder();
  const module = JSON.stringify(join(import.meta.dirname, 'shared-budgets.ts'));
  const script = (ends: string): string => `import { writeSync } from 'node:fs';
const { openSharedBudgets } = await import(${module});
const budget = openSharedBudgets(${JSON.stringify(folder)})('api', { requests: 300, per: 'hour' });
let taken = 0;
for (let count = 0; count < 200; count++) if (budget.take(${start}) === 0) taken += 1;
writeSync(1, String(taken));
${ends}`;
  const run = async (ends: string): Promise<number> => {
    const child = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script(ends)]);
    const { stdout } = await child.catch((error: unknown) => error as { readonly stdout: string });
    return Number(stdout);
  };
  const taken = await Promise.all(['', '', "process.kill(process.pid, 'SIGKILL')"].map(run));
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(300);
  expect(openSharedBudgets(folder)('api', { requests: 301, per: 'hour' }).take(start)).toBe(0);
});
