import { expect, test } from 'vitest';
import { findOrigin } from '../lib/loads/find-origin.ts';
import { findPackage, listPackages } from '../lib/loads/package-folder.ts';
import { loadProject } from '../lib/project/load-project.ts';
import { resource } from '../lib/sdk/define-resource.ts';
import { incremental } from '../lib/sdk/incremental.ts';
import { transformer } from '../lib/sdk/transformer.ts';
import { acceptPackage } from '../lib/sync/accept-package.ts';
import { openInProcess } from './support/load-in-process.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';

const replacing = { writeDisposition: 'replace' } as const;
const users = (count: number, hints: { maxReplaceLoss?: `${number}%` } = {}, tags: readonly string[] = ['x']) =>
  resource('users', { ...replacing, ...hints }, () => Array.from({ length: count }, (_, id) => ({ id, tags })));
const orders = (id: number) => resource('orders', { writeDisposition: 'append' }, () => [{ id }]);
const host = { runId: 'test', onEvent: () => {}, signal: new AbortController().signal };

test('what would be wiped waits in a package of its own, and the others load', async () => {
  const { root, load } = await openInProcess();
  const accept = (loadId: string) => acceptPackage({ projectRoot: root, loadId }, host);
  await load([users(3), orders(1)]);
  const { report } = await load([users(0), orders(2)]);
  expect(report).toMatchObject({
    status: 'partial',
    held: [{ kind: 'rows-lost' }],
    resources: [
      {
        name: 'users',
        status: 'failed',
        rows_loaded: 0,
        error: {
          code: 'package-held',
          message: 'users was not replaced: 3 of 3 rows of table users would go (100 %).',
          hint: expect.stringMatching(/dango loads accept [\d.]+ \(or .*--allow-empty-replace\)/),
        },
      },
      { name: 'orders', status: 'succeeded', rows_loaded: 1 },
    ],
  });
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 2, users: 3, users__tags: 3 });
  // The next sync asks again, in the place of the first one.
  const again = await load([users(0), orders(3)]);
  const loads = loadProject(root).paths.loads;
  expect(listPackages(loads).map(({ state }) => state)).toEqual(['loaded', 'loaded', 'loaded', 'held']);
  const loadId = again.report.held?.[0]?.load_id ?? '';
  expect(await accept(loadId)).toMatchObject({ status: 'succeeded', resources: [{ name: 'users', rows_loaded: 0 }] });
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 3, users: 0, users__tags: 0 });
});

test('a package that has nothing else is held as a whole; a sync that brings rows again discards it', async () => {
  const { root, load } = await openInProcess();
  await load([users(3)]);
  const { report } = await load([users(0)]);
  expect(report).toMatchObject({ status: 'held', error: { code: 'package-held' }, held: [{ kind: 'rows-lost' }] });
  const { folder, state, reason } = findPackage(loadProject(root).paths.loads, report.held?.[0]?.load_id ?? '');
  expect({ state, reason }).toEqual({ state: 'held', reason: expect.stringMatching(/^users was not replaced/) });
  const next = await load([users(4)]);
  expect(next.warnings).toEqual([expect.stringMatching(/ is held: users was not replaced/)]);
  expect(next.report).toMatchObject({ status: 'succeeded' });
  expect(listPackages(loadProject(root).paths.loads).map((one) => one.state)).toEqual([
    'loaded',
    'discarded',
    'loaded',
  ]);
  expect(folder).toBeDefined();
  expect((await load([users(0)], { allowsLoss: true })).report.status).toBe('succeeded');
  expect(await countRows(root, 'raw_shop')).toEqual({ users: 0, users__tags: 0 });
});

test.each<[number, number, `${number}%` | undefined, 'succeeded' | 'held']>([
  [200, 100, undefined, 'succeeded'],
  [200, 99, undefined, 'held'],
  [200, 170, '10%', 'held'],
  [200, 180, '10%', 'succeeded'],
  [200, 0, '100%', 'succeeded'],
  // A few rows come and go; only none at all is strange.
  [99, 1, undefined, 'succeeded'],
  [99, 0, undefined, 'held'],
])('%s rows become %s where %s may go: %s', async (before, after, maxReplaceLoss, status) => {
  const { root, load } = await openInProcess();
  const hints = maxReplaceLoss === undefined ? {} : { maxReplaceLoss };
  await load([users(before, hints)]);
  expect((await load([users(after, hints)])).report.status).toBe(status);
  const left = status === 'held' ? before : after;
  expect(await countRows(root, 'raw_shop')).toEqual({ users: left, users__tags: left });
});

test('each table counts: a child table that would be emptied is kept, with its parent', async () => {
  const { root, load } = await openInProcess();
  await load([users(12)]);
  const { report } = await load([users(14, {}, [])]);
  expect(report.error?.message).toBe('users was not replaced: 12 of 12 rows of table users__tags would go (100 %).');
  expect(await countRows(root, 'raw_shop')).toEqual({ users: 12, users__tags: 12 });
});

test('a child table of a few rows may become empty', async () => {
  const { root, load } = await openInProcess();
  await load([users(9)]);
  expect((await load([users(9, {}, [])])).report.status).toBe('succeeded');
  expect(await countRows(root, 'raw_shop')).toEqual({ users: 9, users__tags: 0 });
});

test('a full refresh that brings nothing, or fails, keeps the rows and the cursor', async () => {
  const { root, load, savedState } = await openInProcess();
  const events = (rows: () => readonly object[]) =>
    resource('events', { writeDisposition: 'append', incremental: incremental('at') }, rows);
  await load([events(() => [{ at: 1 }, { at: 2 }])]);
  const saved = await savedState('events');
  const empty = await load([events(() => [])], { isFullRefresh: true });
  expect(empty.report).toMatchObject({ status: 'held', error: { code: 'package-held' } });
  const broken = await load(
    [
      events(() => {
        throw new Error('the API is down');
      }),
      orders(1),
    ],
    { isFullRefresh: true },
  );
  expect(broken.report).toMatchObject({ status: 'partial' });
  expect(await countRows(root, 'raw_shop')).toEqual({ events: 2, orders: 1 });
  expect(await savedState('events')).toEqual(saved);
});

test('a dry run tells what would be asked, and accept agrees to it', async () => {
  const { root, load } = await openInProcess();
  await load([users(3)]);
  const { report } = await load([users(0)], { isDryRun: true });
  expect(report.plan).toMatchObject([
    { table: 'users', change: 'replace rows', detail: '0 rows in the place of 3', rows: { before: 3, delete: 3 } },
    { table: 'users__tags', change: 'replace rows', detail: '0 rows in the place of 3' },
    { table: 'users', change: 'ask first', detail: expect.stringMatching(/^users would not be replaced/) },
  ]);
  const loadId = report.held?.[0]?.load_id ?? '';
  expect(await acceptPackage({ projectRoot: root, loadId }, host)).toMatchObject({ status: 'succeeded' });
  expect(await countRows(root, 'raw_shop')).toEqual({ users: 0, users__tags: 0 });
});

test('a family is made anew as a whole or not at all', async () => {
  const { root, load, savedState } = await openInProcess();
  const family = (lines: (order: { at: number }) => readonly object[]) => {
    const parent = resource('orders', { writeDisposition: 'append', incremental: incremental('at') }, () => [
      { at: 1 },
      { at: 2 },
    ]);
    return [parent, transformer('lines', { from: parent, writeDisposition: 'append' }, lines)];
  };
  await load(family(({ at }) => [{ at }, { at }]));
  const saved = await savedState('orders');
  const { report } = await load(
    family(() => []),
    { isFullRefresh: true },
  );
  expect(report).toMatchObject({
    status: 'held',
    held: [{ kind: 'rows-lost' }],
    resources: [{ status: 'failed' }, { status: 'failed' }],
  });
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 2, lines: 4 });
  expect(await savedState('orders')).toEqual(saved);
  const loadId = report.held?.[0]?.load_id ?? '';
  expect(await acceptPackage({ projectRoot: root, loadId }, host)).toMatchObject({ status: 'succeeded' });
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 2, lines: 0 });
});

test('rows that were put aside and accepted still lead to their exchange', async () => {
  const { root, load } = await openInProcess();
  await load([users(200), orders(1)]);
  const { report } = await load([users(50), orders(2)]);
  const loadId = report.held?.[0]?.load_id ?? '';
  expect(await acceptPackage({ projectRoot: root, loadId }, host)).toMatchObject({ status: 'succeeded' });
  const [row] = await readWarehouse(root, 'SELECT _dlt_id, _dlt_load_id FROM raw_shop.users WHERE id = 7');
  expect(row?.['_dlt_load_id']).toBe(loadId);
  const { folder } = findPackage(loadProject(root).paths.loads, loadId);
  expect(findOrigin({ table: 'users', rowId: String(row?.['_dlt_id']), folder })).toMatchObject({ position: 7 });
});

test('what was put aside can be accepted after the cursors of others moved, not after newer rows of its own came', async () => {
  const { root, load } = await openInProcess();
  const events = (at: number) =>
    resource('events', { writeDisposition: 'append', incremental: incremental('at') }, () => [{ at }]);
  await load([users(3), events(1)]);
  const first = (await load([users(0), events(2)])).report.held?.[0]?.load_id ?? '';
  await load([events(3)]);
  expect(await acceptPackage({ projectRoot: root, loadId: first }, host)).toMatchObject({ status: 'succeeded' });
  expect(await countRows(root, 'raw_shop')).toEqual({ events: 3, users: 0, users__tags: 0 });
  await load([users(3), events(4)]);
  const second = (await load([users(0), events(5)])).report.held?.[0]?.load_id ?? '';
  await load([users(4), resource('more', replacing, () => [{ id: 1 }])]);
  const { status } = await acceptPackage({ projectRoot: root, loadId: second }, host).catch(() => ({ status: 'gone' }));
  expect(status).not.toBe('succeeded');
  expect(await countRows(root, 'raw_shop')).toMatchObject({ events: 5, users: 4, more: 1 });
});
