import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { cancelRun } from './cancel-run.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

async function runOwnedBy(pid: number, host = hostname()) {
  const store = openSqliteRunStore(join(mkdtempSync(join(tmpdir(), 'dango-cancel-')), 'dango.db'));
  const run = await store.create({ kind: 'sync', source: 'shop' });
  await store.claim(run.id, { host, pid });
  return { store, run };
}

async function startDeafProcess(): Promise<ChildProcess & { readonly pid: number }> {
  const script = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')`;
  const child = spawn(process.execPath, ['-e', script], { detached: true });
  await once(child.stdout, 'data');
  const { pid } = child;
  if (pid === undefined) throw new Error('The process did not start');
  return Object.assign(child, { pid });
}

test('a run that does not stop by itself is killed and recorded as cancelled', async () => {
  const deaf = await startDeafProcess();
  const ended = once(deaf, 'exit');
  const { store, run } = await runOwnedBy(deaf.pid);
  expect(await cancelRun(run.id, store, { graceMs: 100 })).toBe(true);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(await store.find(run.id)).toMatchObject({ status: 'cancelled', error: { code: 'run-cancelled' } });
});

test('a run of another machine is left alone and its machine is named', async () => {
  const { store, run } = await runOwnedBy(process.pid, 'elsewhere');
  await expect(cancelRun(run.id, store)).rejects.toThrow('worked on by another machine ("elsewhere")');
});

test('a run that has ended is not cancelled', async () => {
  const { store, run } = await runOwnedBy(process.pid);
  await store.end(run.id, 'interrupted', { code: 'run-failed', message: 'gone' });
  expect(await cancelRun(run.id, store)).toBe(false);
});
