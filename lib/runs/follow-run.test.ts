import { appendFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openEventLog } from './event-log.ts';
import { followRun, type FollowOptions } from './follow-run.ts';
import { runDatabaseFile, runFiles } from './run-files.ts';
import { leaseMs, type RunStore } from './run-store.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

const request = { kind: 'sync', source: 'shop' } as const;

async function createTestRun() {
  const projectRoot = mkdtempSync(join(tmpdir(), 'dango-follow-'));
  const clock = { ms: Date.now() };
  const store = openSqliteRunStore(runDatabaseFile(projectRoot), { now: () => clock.ms });
  const run = await store.create(request);
  const files = runFiles(projectRoot, run.id);
  mkdirSync(files.folder, { recursive: true });
  const follow = (options?: FollowOptions) => followRun(projectRoot, run.id, store, options);
  return { store, run, files, clock, follow, log: openEventLog(files.events) };
}

async function succeed(store: RunStore, runId: string): Promise<void> {
  const claim = await store.claim(runId, { host: 'here', pid: 1 });
  if (claim.outcome === 'claimed') await store.finish(claim.lease, { status: 'succeeded', reports: [] });
}

test('tells what happened before and what happens while it looks, and ends with the run', async () => {
  const { log, follow } = await createTestRun();
  log.append({ type: 'run-started' });
  const seen: string[] = [];
  for await (const { event } of follow()) {
    seen.push(`${event.seq} ${event.type}`);
    if (event.type === 'run-started') log.append({ type: 'log', stream: 'stdout', text: 'größer\n' });
    if (event.type === 'log') log.append({ type: 'run-finished', status: 'succeeded', reports: [] });
  }
  expect(seen).toEqual(['1 run-started', '2 log', '3 run-finished']);
});

test('goes on from the offset of the last event that was seen', async () => {
  const { log, follow } = await createTestRun();
  log.append({ type: 'log', stream: 'stdout', text: 'größer' });
  log.append({ type: 'log', stream: 'stdout', text: 'second' });
  log.append({ type: 'run-finished', status: 'succeeded', reports: [] });
  const all = await Array.fromAsync(follow());
  const rest = await Array.fromAsync(follow({ offset: all[0]?.offset ?? -1 }));
  expect(rest).toEqual(all.slice(1));
});

test('waits for the end of a line that is only half written', async () => {
  const { log, files, follow } = await createTestRun();
  log.append({ type: 'run-started' });
  appendFileSync(files.events, '{"seq":2,"at":"2026-11-22T20:15:30Z","type":"run-fini');
  const seen: string[] = [];
  for await (const { event } of follow()) {
    seen.push(event.type);
    if (event.type === 'run-started') appendFileSync(files.events, 'shed","status":"succeeded","reports":[]}\n');
  }
  expect(seen).toEqual(['run-started', 'run-finished']);
});

test('says interrupted at once when the process that was started has ended without a last event', async () => {
  const { store, run, follow } = await createTestRun();
  const [last] = await Array.fromAsync(follow({ exited: Promise.resolve() }));
  expect(last?.event).toMatchObject({ type: 'run-finished', status: 'interrupted', error: { code: 'run-failed' } });
  expect((await store.find(run.id))?.status).toBe('interrupted');
});

test('says interrupted when a process that somebody else started stopped its heartbeat', async () => {
  const { store, run, clock, follow } = await createTestRun();
  await store.claim(run.id, { host: 'here', pid: 1 });
  clock.ms += leaseMs + 1;
  const [last] = await Array.fromAsync(follow());
  expect(last?.event).toMatchObject({ type: 'run-finished', status: 'interrupted' });
});

test('takes the end from the history when the process died between the row and the event', async () => {
  const { store, run, follow } = await createTestRun();
  await succeed(store, run.id);
  const [last] = await Array.fromAsync(follow());
  expect(last?.event).toMatchObject({ type: 'run-finished', status: 'succeeded', seq: 1 });
});

test('stops looking when its signal is aborted', async () => {
  const { log, follow } = await createTestRun();
  log.append({ type: 'run-started' });
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const { event } of follow({ signal: stop.signal })) {
    seen.push(event.type);
    stop.abort();
  }
  expect(seen).toEqual(['run-started']);
});

test('an unknown run is named', async () => {
  const { store } = await createTestRun();
  await expect(Array.fromAsync(followRun(tmpdir(), 'nope', store))).rejects.toThrow('There is no run "nope"');
});
