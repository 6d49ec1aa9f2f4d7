import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findPackage, listPackages, readManifest } from '../lib/loads/package-folder.ts';
import { loadProject } from '../lib/project/load-project.ts';
import { resource } from '../lib/sdk/define-resource.ts';
import { incremental } from '../lib/sdk/incremental.ts';
import type { FetchJob } from '../lib/sync/fetch-and-load.ts';
import { projectDestination } from '../lib/sync/project-destination.ts';
import { acceptPackage } from '../lib/sync/accept-package.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { openInProcess } from './support/load-in-process.ts';
import { countRows } from './support/read-warehouse.ts';

interface Order {
  readonly id: number;
  readonly price?: unknown;
  readonly items?: readonly { readonly sku: string; readonly tags?: readonly string[] }[];
}

const before: readonly Order[] = [
  { id: 1, price: 1, items: [{ sku: 'a', tags: ['x', 'y'] }, { sku: 'b' }] },
  { id: 2, price: 2, items: [{ sku: 'c', tags: ['z'] }] },
  { id: 3, price: 3 },
];
const after: readonly Order[] = [
  { id: 2, price: 2.5, items: [{ sku: 'c' }, { sku: 'd', tags: ['n'] }] },
  { id: 3, price: 'free' },
  { id: 4, price: 4, items: [{ sku: 'e' }] },
  { id: 4, price: 5, items: [{ sku: 'f' }] },
];
const dispositions = {
  append: { writeDisposition: 'append' },
  replace: { writeDisposition: 'replace' },
  merge: { writeDisposition: 'merge', primaryKey: 'id' },
} as const;
const orders = (disposition: keyof typeof dispositions, rows: readonly Order[]) => [
  resource('orders', dispositions[disposition], () => rows),
];
type Disposition = keyof typeof dispositions;

test.each<[string, Disposition, Disposition, Partial<FetchJob>?, (readonly Order[])?]>([
  ['append', 'append', 'append'],
  ['replace', 'replace', 'replace'],
  ['merge', 'merge', 'merge'],
  ['a full refresh', 'append', 'append', { isFullRefresh: true }],
  ['a full refresh of what merges', 'merge', 'merge', { isFullRefresh: true }],
  ['a first load', 'merge', 'merge', {}, []],
])('the plan of %s is what a load of it does', async (_name, first, second, options = {}, stored = before) => {
  const { root, load } = await openInProcess();
  if (stored.length > 0) await load(orders(first, stored));
  const { paths } = loadProject(root);
  const file = (): string | undefined => (stored.length > 0 ? readFileSync(paths.warehouse, 'latin1') : undefined);
  const untouched = file();
  const rowsBefore = await countRows(root, 'raw_shop').catch(() => ({}));
  const dry = await load(orders(second, after), { ...options, isDryRun: true });
  expect(dry.report).toMatchObject({ status: 'planned', held: [{ kind: 'dry-run' }] });
  expect(file() === untouched).toBe(true);
  const loadId = dry.report.held?.[0]?.load_id ?? '';
  const { folder, state } = findPackage(paths.loads, loadId);
  expect(state).toBe('held');
  const manifest = readManifest(folder);
  const destination = projectDestination(loadProject(root));
  const planned = await destination.planLoad(manifest, folder);
  const done = await destination.load(manifest, folder, {});
  expect(done.outcome === 'loaded' && done.rows).toEqual(planned.rows);
  // The lines that a person sees say the same as the tables.
  const expected = Object.fromEntries(
    (dry.report.plan ?? []).flatMap(({ table, rows }) =>
      rows === undefined ? [] : [[table, rows.before + rows.insert - rows.delete]],
    ),
  );
  expect(await countRows(root, 'raw_shop')).toEqual({ ...rowsBefore, ...expected });
  expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
});

test('a plan tells shape, rows and losses in words', async () => {
  const { load } = await openInProcess();
  await load(orders('merge', before));
  const dry = await load(orders('merge', after), { isDryRun: true });
  expect(dry.report.plan?.map(({ table, change, detail }) => `${table}: ${change} ${detail}`)).toEqual([
    'orders: widen column price bigint to double',
    'orders: add column price__v_text text',
    'orders: merge rows 1 new, 2 changed',
    'orders__items: merge rows 2 new, 1 changed',
    'orders__items__tags: merge rows 0 new, 1 changed',
  ]);
  expect(dry.report.plan?.[2]?.rows).toEqual({ before: 3, insert: 1, update: 2, delete: 0 });
});

test('accept loads what a dry run has fetched, once, and moves the cursor', async () => {
  const { root, load } = await openInProcess();
  const host = { runId: 'test', onEvent: () => {}, signal: new AbortController().signal };
  const accept = (loadId: string) => acceptPackage({ projectRoot: root, loadId }, host);
  const dry = await load(orders('append', before), { isDryRun: true });
  const loadId = dry.report.held?.[0]?.load_id ?? '';
  expect(await accept(loadId)).toMatchObject({
    status: 'succeeded',
    load_id: loadId,
    resources: [
      { name: 'orders', rows_loaded: 3, requests: 0, tables: ['orders', 'orders__items', 'orders__items__tags'] },
    ],
  });
  expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 3 });
  await expect(accept(loadId)).rejects.toMatchObject({ code: 'usage-invalid' });
  await expect(accept('1.1')).rejects.toMatchObject({ code: 'name-unknown' });
});

test('a dry run that a sync has overtaken is not loaded any more', async () => {
  const { root, load } = await openInProcess();
  const host = { runId: 'test', onEvent: () => {}, signal: new AbortController().signal };
  const users = resource('users', {}, () => [{ id: 1 }]);
  await load(orders('append', []));
  const dry = await load([...orders('append', before), users], { isDryRun: true });
  const loadId = dry.report.held?.[0]?.load_id ?? '';
  // Another resource stays out of it, so that the package is not overtaken as a whole.
  const sync = await load(orders('append', before));
  expect(sync.warnings[0]).toMatch(/ is held: it was fetched by a dry run\.$/);
  expect(await acceptPackage({ projectRoot: root, loadId }, host)).toMatchObject({
    status: 'held',
    error: { code: 'package-held', message: expect.stringMatching(/table orders has rows of the later load/) },
    held: [{ load_id: loadId, kind: 'state-moved' }],
  });
  expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 3 });
});

test('a sync of all that a dry run had discards it; a later dry run takes its place', async () => {
  const { root, load } = await openInProcess();
  const states = () => listPackages(loadProject(root).paths.loads).map(({ state }) => state);
  await load(orders('append', before), { isDryRun: true });
  await load(orders('append', before), { isDryRun: true });
  expect(states()).toEqual(['held']);
  await load(orders('append', before));
  expect(states()).toEqual(['discarded', 'loaded']);
});

test('a range says nothing about the rows of another: what waits of one stays', async () => {
  const { root, load } = await openInProcess();
  const accept = (loadId: string | undefined) =>
    acceptPackage(
      { projectRoot: root, loadId: loadId ?? '' },
      { runId: 'accept', onEvent: () => {}, signal: new AbortController().signal },
    );
  const range = async (since: number) => {
    const read = { writeDisposition: 'merge', primaryKey: 'id', incremental: incremental('at') } as const;
    const events = resource('events', read, () => [{ id: since, at: since }]);
    const window = { since: String(since), until: String(since + 10) };
    return (await load([events], { isDryRun: true, window })).report.held?.[0]?.load_id;
  };
  const waiting = [await range(10), await range(20), await range(20)];
  const loads = loadProject(root).paths.loads;
  expect(listPackages(loads).map(({ loadId }) => loadId)).toEqual([waiting[0], waiting[2]]);
  expect((await accept(waiting[2])).status).toBe('succeeded');
  expect(findPackage(loads, waiting[0] ?? '').state).toBe('held');
});
