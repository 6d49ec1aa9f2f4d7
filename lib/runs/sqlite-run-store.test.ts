import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';

import { expect, test } from 'vitest';

import { leaseMs, type RunLease, type RunStore } from './run-store.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

const owner = { host: 'here', pid: 4711 };

function openTestStore(): { store: RunStore; file: string; clock: { ms: number } } {
  const file = join(mkdtempSync(join(tmpdir(), 'dango-store-')), 'dango.db');
  const clock = { ms: Date.UTC(2026, 10, 22, 20, 15, 30) };
  return { store: openSqliteRunStore(file, { now: () => clock.ms }), file, clock };
}

async function claimed(store: RunStore, runId: string): Promise<RunLease> {
  const claim = await store.claim(runId, owner);
  if (claim.outcome !== 'claimed') throw new Error(`Run ${runId} was not claimed but ${claim.outcome}`);
  return claim.lease;
}

test('an id tells the time of the run and is short', async () => {
  const { store } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop', limit: 5 });
  expect(run.id).toMatch(/^20261122-201530-[0-9a-z]{4}$/);
  expect(await store.find(run.id)).toEqual(run);
  expect(run).toMatchObject({ source: 'shop', status: 'queued', request: { kind: 'sync', source: 'shop', limit: 5 } });
});

test('runs of one source take turns in the order of their creation, those of another source go at once', async () => {
  const { store } = openTestStore();
  const first = await store.create({ kind: 'sync', source: 'shop' });
  const second = await store.create({ kind: 'sync', source: 'shop' });
  const third = await store.create({ kind: 'sync', source: 'shop' });
  const other = await store.create({ kind: 'sync', source: 'news' });
  expect(await store.claim(second.id, owner)).toEqual({ outcome: 'waiting', behind: first.id });
  const lease = await claimed(store, first.id);
  await claimed(store, other.id);
  expect(await store.claim(second.id, owner)).toEqual({ outcome: 'waiting', behind: first.id });
  await store.finish(lease, { status: 'succeeded', reports: [] });
  expect(await store.claim(third.id, owner)).toEqual({ outcome: 'waiting', behind: second.id });
  await claimed(store, second.id);
});

test('a run without a heartbeat for the length of a lease is interrupted by the next claim', async () => {
  const { store, clock } = openTestStore();
  const dead = await store.create({ kind: 'sync', source: 'shop' });
  const lease = await claimed(store, dead.id);
  clock.ms += leaseMs;
  expect(await store.heartbeat(lease)).toBe(true);
  clock.ms += leaseMs;
  const next = await store.create({ kind: 'sync', source: 'shop' });
  expect(await store.claim(next.id, owner)).toEqual({ outcome: 'waiting', behind: dead.id });
  clock.ms += 1;
  const nextLease = await claimed(store, next.id);
  expect(nextLease.token).toBeGreaterThan(lease.token);
  expect(await store.find(dead.id)).toMatchObject({ status: 'interrupted', error: { code: 'run-failed' } });
});

test('a run that died before the clock was set back blocks its source no longer than a lease', async () => {
  const { store, clock } = openTestStore();
  const dead = await store.create({ kind: 'sync', source: 'shop' });
  await claimed(store, dead.id);
  clock.ms -= 3_600_000;
  const next = await store.create({ kind: 'sync', source: 'shop' });
  expect(await store.claim(next.id, owner)).toEqual({ outcome: 'waiting', behind: dead.id });
  clock.ms += leaseMs;
  expect(await store.claim(next.id, owner)).toEqual({ outcome: 'waiting', behind: dead.id });
  clock.ms += 1;
  await claimed(store, next.id);
  expect((await store.find(dead.id))?.status).toBe('interrupted');
});

test('a run that lives through the clock being set back keeps its lease', async () => {
  const { store, clock } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop' });
  const lease = await claimed(store, run.id);
  clock.ms -= 3_600_000;
  expect(await store.findOwner(run.id)).toEqual(owner);
  expect(await store.interruptExpired()).toEqual([]);
  clock.ms += leaseMs - 1;
  expect(await store.heartbeat(lease)).toBe(true);
  clock.ms += leaseMs;
  expect(await store.interruptExpired()).toEqual([]);
});

test('a holder that lost its lease can neither extend it nor record an outcome', async () => {
  const { store, clock } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop' });
  const lease = await claimed(store, run.id);
  clock.ms += leaseMs + 1;
  expect(await store.interruptExpired()).toEqual([run.id]);
  expect(await store.heartbeat(lease)).toBe(false);
  expect(await store.finish(lease, { status: 'succeeded', reports: [] })).toBe(false);
  expect((await store.find(run.id))?.status).toBe('interrupted');
});

test('a queued run whose process never came does not block those behind it', async () => {
  const { store, clock } = openTestStore();
  const dead = await store.create({ kind: 'sync', source: 'shop' });
  clock.ms += leaseMs - 1;
  const next = await store.create({ kind: 'sync', source: 'shop' });
  expect((await store.claim(next.id, owner)).outcome).toBe('waiting');
  clock.ms += 2;
  await claimed(store, next.id);
  expect((await store.find(dead.id))?.status).toBe('interrupted');
});

test('a process that slept past its lease in the queue still gets its turn if nobody took it for dead', async () => {
  const { store, clock } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop' });
  clock.ms += 10 * leaseMs;
  await claimed(store, run.id);
});

test('a cancelled run leaves the queue and cannot be claimed', async () => {
  const { store } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop' });
  expect(await store.cancelQueued(run.id)).toBe(true);
  expect(await store.claim(run.id, owner)).toEqual({ outcome: 'gone', status: 'cancelled' });
  expect(await store.cancelQueued(run.id)).toBe(false);
});

test('the owner is told only while the lease is fresh', async () => {
  const { store, clock } = openTestStore();
  const run = await store.create({ kind: 'sync', source: 'shop' });
  expect(await store.findOwner(run.id)).toBeUndefined();
  await claimed(store, run.id);
  expect(await store.findOwner(run.id)).toEqual(owner);
  clock.ms += leaseMs + 1;
  expect(await store.findOwner(run.id)).toBeUndefined();
});

test('pruning keeps the newest runs and every run that is not finished', async () => {
  const { store } = openTestStore();
  const oldest = await store.create({ kind: 'sync', source: 'open' });
  const ended = await store.create({ kind: 'sync', source: 'shop' });
  await store.finish(await claimed(store, ended.id), { status: 'succeeded', reports: [] });
  const kept = await store.create({ kind: 'script', file: 'test_source.ts' });
  await store.finish(await claimed(store, kept.id), { status: 'failed', reports: [] });
  expect(await store.prune(1)).toEqual([ended.id]);
  expect((await store.list()).map((run) => run.id)).toEqual([kept.id, oldest.id]);
  expect((await store.list({ source: 'open' })).map((run) => run.id)).toEqual([oldest.id]);
});

test('a history that the first version of Dango wrote is read as it is', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dango-runs-')), 'dango.db');
  const database = new DatabaseSync(file);
  database.exec(`create table runs (
      seq integer primary key autoincrement, id text not null unique, kind text not null, source text not null,
      request text not null, status text not null, created_at text not null, started_at text, finished_at text,
      reports text not null default '[]', error text, token integer not null default 0, lease_until integer not null,
      host text, pid integer) strict;
    create index runs_by_status on runs (status, source, seq);
    insert into runs (id, kind, source, request, status, created_at, lease_until, reports) values ('20261122-201530-ab12',
      'sync', 'shop', '{"kind":"sync","source":"shop"}', 'partial', '2026-11-22T20:15:30.000Z', 0,
      '[{"source":"shop","status":"partial","resources":[]}]');
    pragma user_version = 1`);
  database.close();
  const store = openSqliteRunStore(file);
  expect(await store.list()).toMatchObject([{ id: '20261122-201530-ab12', status: 'partial', reports: [{}] }]);
  await store.create({ kind: 'accept', source: 'shop', load: '1.1' });
  expect(await store.list()).toMatchObject([{ request: { kind: 'accept' }, source: 'shop' }, { status: 'partial' }]);
  store.close();
});

test('a history of a newer Dango is refused in words', () => {
  const { store, file } = openTestStore();
  store.close();
  const database = new DatabaseSync(file);
  database.exec('pragma user_version = 99');
  database.close();
  expect(() => openSqliteRunStore(file)).toThrow('written by a newer Dango (format 99; this one knows 1)');
});

test('a file that is no database is named with what to do', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dango-store-')), 'dango.db');
  writeFileSync(file, 'no database at all, but long enough to be read as one'.repeat(100));
  expect(() => openSqliteRunStore(file)).toThrow('.dango/dango.db cannot be opened');
});

test('no run is claimed twice when processes race for it, from an empty folder on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dango-store-'));
  const file = join(folder, 'dango.db');
  const script = join(folder, 'claim.ts');
  writeFileSync(
    script,
    `import { openSqliteRunStore } from ${JSON.stringify(join(import.meta.dirname, 'sqlite-run-store.ts'))};
     const store = openSqliteRunStore(${JSON.stringify(file)});
     for (let index = 0; index < 100; index += 1) await store.create({ kind: 'sync', source: 'source_' + index });
     for (const run of await store.list({ limit: 1000 })) {
       const claim = await store.claim(run.id, { host: 'here', pid: process.pid });
       if (claim.outcome !== 'claimed') continue;
       console.log(run.id);
       await store.finish(claim.lease, { status: 'succeeded', reports: [] });
     }`,
  );
  const outputs = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script]);
      const [printed, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
      expect(problems).toBe('');
      return printed.trim().split('\n').filter(Boolean);
    }),
  );
  const claims = outputs.flat();
  expect(claims.length).toBeGreaterThan(100);
  expect(new Set(claims).size).toBe(claims.length);
});
