import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { DangoError } from '../errors/dango-error.ts';
import { openEventLog } from './event-log.ts';
import { performRun, type PerformRunOptions, type RunWork } from './perform-run.ts';
import { readEvents } from './read-events.ts';
import type { RunEvent } from './run-event.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

const owner = { host: 'here', pid: 1 };
const never = new Promise<never>(() => {});
const report = { source: 'shop', status: 'succeeded', resources: [] } as const;

/** A queued run of "shop" behind queued runs of the sources `ahead`. */
async function prepare(ahead: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'dango-perform-'));
  const store = openSqliteRunStore(join(folder, 'dango.db'));
  for (const source of ahead) await store.create({ kind: 'sync', source });
  const run = await store.create({ kind: 'sync', source: 'shop' });
  const file = join(folder, 'events.ndjson');
  const events = openEventLog(file);
  const logged: string[] = [];
  const cancel = new AbortController();
  const writeLog = (text: string): void => void logged.push(text);
  const perform = (work: RunWork, options: Partial<PerformRunOptions> = {}) =>
    performRun({ run, store, events, owner, work, fault: never, signal: cancel.signal, writeLog, ...options });
  return { store, run, events, file, cancel, perform, logged };
}

async function told(file: string): Promise<readonly string[]> {
  return (await Array.fromAsync(readEvents(file))).map(({ event }) => event.type);
}

test('records what the work returned and tells it as the last event', async () => {
  const { store, run, file, perform } = await prepare();
  await perform(async (_request, host) => {
    host.onEvent({ type: 'resource-started', resource: 'users' });
    return [report];
  });
  expect(await store.find(run.id)).toMatchObject({ status: 'succeeded', reports: [report] });
  expect(await told(file)).toEqual(['run-started', 'resource-started', 'run-finished']);
});

test('an expected error is told as it is', async () => {
  const { store, run, perform, logged } = await prepare();
  const error = new DangoError('Source "shop" has no resources.', { code: 'config-invalid', hint: 'Add one.' });
  await perform(() => Promise.reject(error));
  expect(await store.find(run.id)).toMatchObject({
    status: 'failed',
    error: { code: 'config-invalid', message: 'Source "shop" has no resources.', hint: 'Add one.' },
  });
  expect(logged).toEqual([]);
});

test('an unexpected error keeps its stack in the log and gives a neutral text with an id', async () => {
  const { run, perform, logged } = await prepare();
  const outcome = await perform(() => Promise.reject(new TypeError('x is not a function')));
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'internal' } });
  expect(outcome.error?.message).toBe(`Something went wrong inside Dango (id ${run.id}).`);
  expect(logged.join('')).toContain('TypeError: x is not a function\n    at ');
});

test('a fault outside of the work ends a run that would never settle', async () => {
  const { perform } = await prepare();
  const outcome = await perform(() => never, { fault: Promise.reject(new Error('thrown in a timer')) });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'internal' } });
});

test('a run that is cancelled while it works ends as cancelled', async () => {
  const { store, run, cancel, perform } = await prepare();
  await perform(async (_request, { signal }) => {
    cancel.abort();
    signal.throwIfAborted();
    return [];
  });
  expect(await store.find(run.id)).toMatchObject({ status: 'cancelled', error: { code: 'run-cancelled' } });
});

test('a run waits behind another one of its source, says so once, and can be cancelled there', async () => {
  const { store, run, events, file, perform, cancel } = await prepare(['shop']);
  const tellAndCancel = (event: RunEvent): void => {
    events.append(event);
    if (event.type === 'run-queued') cancel.abort();
  };
  const work: RunWork = () => Promise.reject(new Error('must not start'));
  const outcome = await perform(work, { events: { ...events, append: tellAndCancel } });
  expect(outcome).toMatchObject({ status: 'cancelled', error: { code: 'run-cancelled' } });
  expect((await store.find(run.id))?.status).toBe('cancelled');
  expect(await told(file)).toEqual(['run-queued', 'run-finished']);
});
