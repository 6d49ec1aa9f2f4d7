import { existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { cancelRun } from './cancel-run.ts';
import { followRun } from './follow-run.ts';
import { pruneRuns } from './prune-runs.ts';
import { runDatabaseFile, runFiles } from './run-files.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';
import { startRun } from './start-run.ts';

function openTestProject() {
  const projectRoot = realpathSync(mkdtempSync(join(tmpdir(), 'dango-start-')));
  return { projectRoot, store: openSqliteRunStore(runDatabaseFile(projectRoot)) };
}

test('a run of an unknown source ends with an error in its own process, its row and its events', async () => {
  const { projectRoot, store } = openTestProject();
  const { run, exited } = await startRun(projectRoot, { kind: 'sync', source: 'nope' }, store);
  const events = (await Array.fromAsync(followRun(projectRoot, run.id, store, { exited }))).map(({ event }) => event);
  await exited;
  expect(events.map(({ type }) => type)).toEqual(['run-started', 'run-finished']);
  expect(events.at(-1)).toMatchObject({ status: 'failed' });
  expect((await store.find(run.id))?.status).toBe('failed');
});

test('a run that waits for its turn in its own process is cancelled at once and leaves the process', async () => {
  const { projectRoot, store } = openTestProject();
  const first = await store.create({ kind: 'sync', source: 'shop' });
  const { run, exited } = await startRun(projectRoot, { kind: 'sync', source: 'shop' }, store);
  const seen: string[] = [];
  for await (const { event } of followRun(projectRoot, run.id, store, { exited })) {
    seen.push(event.type === 'run-finished' ? event.status : event.type);
    if (event.type === 'run-queued') expect(await cancelRun(run.id, store)).toBe(true);
  }
  await exited;
  expect(seen).toEqual(['run-queued', 'cancelled']);
  expect((await store.find(first.id))?.status).toBe('queued');
  expect(readFileSync(runFiles(projectRoot, run.id).log, 'utf8')).toBe('');
});

test('pruning removes the folders of the runs that it forgets', async () => {
  const { projectRoot, store } = openTestProject();
  const { run, exited } = await startRun(projectRoot, { kind: 'sync', source: 'nope' }, store);
  await exited;
  expect(existsSync(runFiles(projectRoot, run.id).events)).toBe(true);
  expect(await pruneRuns(projectRoot, store, 0)).toEqual([run.id]);
  expect(existsSync(runFiles(projectRoot, run.id).folder)).toBe(false);
});
