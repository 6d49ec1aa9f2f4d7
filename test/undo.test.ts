import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listPackages, packageFiles } from '../lib/loads/package-folder.ts';
import { loadProject } from '../lib/project/load-project.ts';
import type { SyncEvent } from '../lib/sync/sync-event.ts';
import type { SyncReport } from '../lib/sync/sync-report.ts';
import { discardLoad } from '../lib/runs/discard-load.ts';
import { planStateChange, saveStateChange } from '../lib/runs/source-state.ts';
import { planRunUndo, undoRun } from '../lib/sync/undo-run.ts';
import { stringifyExact } from '../lib/util/exact-json.ts';
import { withWriter } from '../lib/warehouse/duckdb/gate.ts';
import { findBrokenRows, readDataset, type DatasetContent } from './support/dataset-content.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { syncHere } from './support/sync-here.ts';
import { allIds, idsIn, nowMs, openWindowedShop } from './support/windowed-shop.ts';
import { startShop } from './support/start-shop.ts';

type Answers = Readonly<Record<string, readonly object[]>>;

/** A shop whose answers can be changed, synced by runs `a`, `b` and so on. */
async function openShop(resources: string, first: Answers, projectYml = 'version: 1\n') {
  let answers = first;
  const shop = await startShop(
    ({ path }) => ({
      headers: { 'content-type': 'application/json' },
      body: stringifyExact(answers[path.slice(1)] ?? []),
    }),
    resources,
    { projectYml },
  );
  const { root } = shop;
  return {
    ...shop,
    sync: async (runId: string, next: Answers = answers, options: Parameters<typeof syncHere>[1] = {}) => {
      answers = next;
      const { report } = await syncHere(root, { runId, ...options });
      expect(report.status).toBe('succeeded');
    },
    syncPartly: async (runId: string, next: Answers) => {
      answers = next;
      const synced = await syncHere(root, { runId });
      expect(synced.report.status).toBe('partial');
      return synced;
    },
    undo: async (run: string): Promise<SyncReport> =>
      await undoRun(
        { projectRoot: root, run, source: 'shop' },
        { onEvent: () => {}, signal: AbortSignal.timeout(20_000) },
      ),
    content: async (): Promise<DatasetContent> => rowsOnly(await readDataset(root, 'raw_shop')),
  };
}

/** Columns and tables that a load made stay behind its undo, empty. */
function rowsOnly({ tables, cursors }: DatasetContent): DatasetContent {
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0);
  const bare = filled.map(([name, rows]) => [
    name,
    rows.map((row) => row.replaceAll(/,"[^"]+":null|"[^"]+":null,/g, '')),
  ]);
  return { tables: Object.fromEntries(bare), cursors };
}

const merged = '        - { name: orders, primary_key: id }\n';
const strategy = (options: string): string =>
  `        - { name: orders, primary_key: id, write_disposition: { disposition: merge, ${options} } }\n`;
const upserted = strategy('strategy: upsert');
// The bounds stand in columns that a comparison sees, and do not depend on the time of a load.
const versions = strategy(
  'strategy: scd2, validity_column_names: [since, until], boundary_timestamp: "2024-06-01T00:00:00Z"',
);
const mergedByCursor = '        - { name: orders, primary_key: id, incremental: { cursor_path: at } }\n';
const appended = '        - { name: events, incremental: { cursor_path: at } }\n';
const replaced = '        - { name: settings, write_disposition: replace }\n';
const at = (day: number): string => `2024-01-0${day}T00:00:00Z`;

const orders = [
  {
    id: 1,
    at: at(1),
    big: 1234567890123456789012345n,
    text: 'a\0b',
    price: 1,
    tags: ['x', 'y'],
    lines: [{ n: 1, taxes: [{ t: 1 }] }],
  },
  { id: 2, at: at(1), big: 5, text: '', price: 2, tags: [], lines: [{ n: 2 }, { n: 3 }] },
  {
    id: 3,
    at: at(2),
    flag: true,
    when: '2024-05-05T10:11:12.123456+02:00',
    lines: [{ n: 4, taxes: [{ t: 2 }, { t: 3 }] }],
  },
];
const changedOrders = [
  orders[0],
  { ...orders[1], at: at(3), price: 2.5, lines: [{ n: 9, note: 'new' }], extra: { deep: [1, 2] } },
  { ...orders[2], at: at(3), lines: [] },
  { id: 4, at: at(4), lines: [{ n: 7 }], odd: 'x' },
].filter((order) => order !== undefined);
const events = (days: readonly number[]) => days.map((day) => ({ day, at: at(day), parts: [day] }));

test.each<[string, string, Answers, Answers]>([
  ['a merge with a cursor', mergedByCursor, { orders }, { orders: changedOrders }],
  ['an append with a cursor', appended, { events: events([1, 2]) }, { events: events([1, 2, 3]) }],
  [
    'a small replace',
    replaced,
    { settings: [{ a: 1 }, { a: 2, l: [1] }] },
    {
      settings: [
        { a: 3, b: 'x' },
        { a: 4, l: [2] },
      ],
    },
  ],
  [
    'several resources of one load',
    merged + appended + replaced,
    { orders, events: events([1]), settings: [{ a: 1 }] },
    { orders: changedOrders, events: events([1, 2]), settings: [{ a: 2 }] },
  ],
  ['versions', versions, { orders }, { orders: changedOrders }],
  ['an upsert', upserted, { orders }, { orders: changedOrders }],
  ['a table that was made by the load', mergedByCursor + appended, { orders }, { orders, events: events([1]) }],
  ['nothing new', mergedByCursor, { orders }, { orders }],
])('%s goes back to what was there, and comes again', async (_title, resources, first, second) => {
  await using shop = await openShop(resources, first);
  await shop.sync('a');
  const before = await shop.content();
  await shop.sync('b', second, { allowEmptyReplace: true });
  const after = await shop.content();
  await shop.undo('b');
  expect(await shop.content()).toEqual(before);
  expect(await findBrokenRows(shop.root, 'raw_shop')).toEqual([]);
  await shop.sync('c', second, { allowEmptyReplace: true });
  expect(await shop.content()).toEqual(after);
});

test('the first load goes as a whole, with its cursors', async () => {
  await using shop = await openShop(mergedByCursor, { orders });
  await shop.sync('a');
  const loaded = await shop.content();
  const { undone } = await shop.undo('a');
  expect(await shop.content()).toEqual({ tables: {}, cursors: {} });
  expect(undone?.cursors).toMatchObject([{ resource: 'orders', cursor_path: 'at', value: at(2) }]);
  await shop.sync('b');
  expect(await shop.content()).toEqual(loaded);
});

test('the plan tells rows and cursors, and writes nothing', async () => {
  await using shop = await openShop(mergedByCursor, { orders });
  await shop.sync('a');
  await shop.sync('b', { orders: changedOrders });
  const content = await shop.content();
  const plan = await planRunUndo(loadProject(shop.root), 'b');
  expect(plan).toMatchObject({
    run_id: 'b',
    load_ids: [listPackages(shop.project.path('.dango/loads')).at(-1)?.loadId],
    cursors: [{ resource: 'orders', cursor_path: 'at', value: at(4), value_after: at(2) }],
  });
  expect(plan.tables.find(({ table }) => table === 'orders')).toEqual({
    dataset: 'raw_shop',
    table: 'orders',
    rows: 4,
    rows_after: 3,
    rows_removed: 3,
    rows_restored: 2,
    rows_reverted: 0,
  });
  expect(await shop.content()).toEqual(content);
  const { undone } = await shop.undo('b');
  expect(undone).toEqual(plan);
});

test('versions that a run ended count again, and rows that it put aside go', async () => {
  await using shop = await openShop(versions.replace(' }\n', ', schema_contract: { data_type: quarantine } }\n'), {
    orders,
  });
  await shop.sync('a');
  const before = await shop.content();
  await shop.sync('b', {
    orders: [
      { ...orders[1], price: 3 },
      { ...orders[0], price: 'dear' },
    ],
  });
  const aside = 'SELECT count(*)::INTEGER AS n FROM raw_shop._dango_quarantine';
  expect(await readWarehouse(shop.root, aside)).toEqual([{ n: 1 }]);
  const plan = await planRunUndo(loadProject(shop.root), 'b');
  expect(plan.tables.find(({ table }) => table === 'orders')).toMatchObject({ rows_reverted: 2, rows_restored: 0 });
  await shop.undo('b');
  expect(await shop.content()).toEqual(before);
  expect(await readWarehouse(shop.root, aside)).toEqual([{ n: 0 }]);
});

test('a state that was set since stands in the way', async () => {
  await using shop = await openShop(mergedByCursor, { orders });
  await shop.sync('a');
  await shop.sync('b', { orders: changedOrders });
  await saveStateChange(shop.root, await planStateChange(shop.root, 'shop', { kind: 'reset' }));
  await expect(shop.undo('b')).rejects.toThrow(/came later/);
});

test('what a run loaded beside a package that was held, and discarded later, can be undone', async () => {
  await using shop = await openShop(mergedByCursor + replaced, { orders, settings: [{ a: 1 }] });
  await shop.sync('a');
  const before = await shop.content();
  const answers = { orders: changedOrders, settings: [] };
  const { report } = await shop.syncPartly('b', answers);
  const [held] = report.held ?? [];
  await discardLoad(shop.root, held?.load_id ?? '');
  await shop.undo('b');
  expect(await shop.content()).toEqual(before);
});

test('rows over a range that came anew are as before', async () => {
  await using shop = await openShop(appended, { events: events([1, 2, 3]) });
  await shop.sync('a');
  const before = await shop.content();
  await shop.sync('b', { events: [...events([1, 3]), { day: 22, at: at(2) }] }, { since: '2024-01-02' });
  expect(await shop.content()).not.toEqual(before);
  await shop.undo('b');
  expect(await shop.content()).toEqual(before);
});

test('all windows of a run go in one transaction', async () => {
  const shop = await openWindowedShop();
  await using server = shop.server;
  await syncHere(shop.root, { nowMs, runId: 'a' });
  expect(server.requests.length).toBeGreaterThan(3);
  expect(await idsIn(shop.root)).toEqual(allIds);
  const host = { onEvent: () => {}, signal: AbortSignal.timeout(20_000) };
  const { undone } = await undoRun({ projectRoot: shop.root, run: 'a', source: 'shop' }, host);
  expect(undone?.load_ids.length).toBeGreaterThan(3);
  expect(await idsIn(shop.root)).toEqual([]);
  expect((await readDataset(shop.root, 'raw_shop')).cursors).toEqual({});
  await syncHere(shop.root, { nowMs, runId: 'b' });
  expect(await idsIn(shop.root)).toEqual(allIds);
});

async function changeWarehouse(root: string, sql: string): Promise<void> {
  const gate = { file: join(root, 'data/warehouse.duckdb'), waitMs: 1000 };
  await withWriter(gate, async (session) => await session.run(sql));
}

type Shop = Awaited<ReturnType<typeof openShop>>;

test('what is not as the run left it is not undone', async () => {
  await using shop = await openShop(mergedByCursor, { orders });
  await shop.sync('a');
  await shop.sync('b', { orders: changedOrders });
  const refuses = async (run: string, message: RegExp): Promise<void> => {
    const content = await readDataset(shop.root, 'raw_shop');
    await expect(shop.undo(run)).rejects.toMatchObject({
      code: 'undo-refused',
      message: expect.stringMatching(message),
    });
    expect(await readDataset(shop.root, 'raw_shop')).toEqual(content);
  };
  await refuses('a', /came later/);
  await refuses('x', /no load that could be undone/);
  const folder = lastPackage(shop);
  for (const [file, message] of [
    ['before', /no longer kept/],
    ['undo.json', /not kept what it changed/],
  ] as const) {
    renameSync(join(folder, file), join(folder, 'away'));
    await refuses('b', message);
    renameSync(join(folder, 'away'), join(folder, file));
  }
  const loadId = listPackages(shop.project.path('.dango/loads')).at(-1)?.loadId ?? '';
  await changeWarehouse(shop.root, "UPDATE raw_shop.orders SET _dlt_load_id = 'other' WHERE id = 4");
  await refuses('b', /not those that load/);
  await changeWarehouse(shop.root, `UPDATE raw_shop.orders SET _dlt_load_id = '${loadId}' WHERE id = 4`);
  await changeWarehouse(shop.root, 'DELETE FROM raw_shop.orders WHERE id = 1');
  await refuses('b', /orders has 3 rows, and 4 were there/);
  await shop.sync('c', { orders }, { fullRefresh: true, allowEmptyReplace: true });
  await refuses('c', /made tables anew/);
});

function lastPackage(shop: Shop): string {
  return listPackages(shop.project.path('.dango/loads')).at(-1)?.folder ?? '';
}

test('a load that takes more away than is kept goes on, and says so at its undo', async () => {
  await using shop = await openShop(merged, { orders }, 'version: 1\nretention: { undo_mb: 0.0001 }\n');
  await shop.sync('a');
  await shop.sync('b', { orders: changedOrders });
  expect(readdirSync(lastPackage(shop))).not.toContain('before');
  await expect(shop.undo('b')).rejects.toThrow(/more rows away than are kept/);
});

test('only the last run keeps rows, and an undone one gives their room back', async () => {
  await using shop = await openShop(merged, { orders });
  for (const run of ['a', 'b', 'c']) await shop.sync(run);
  const keeping = (): readonly (string | undefined)[] =>
    listPackages(shop.project.path('.dango/loads'))
      .filter(({ folder }) => readdirSync(folder).includes('before'))
      .map(({ runId }) => runId);
  expect(keeping()).toEqual(['c']);
  await shop.undo('c');
  expect(keeping()).toEqual([]);
});

test('what a crash left sealed, although the warehouse has it, does not come back with the next sync', async () => {
  await using shop = await openShop(merged, { orders });
  await shop.sync('a');
  const before = await shop.content();
  await shop.sync('b', { orders: changedOrders });
  const folder = lastPackage(shop);
  rmSync(join(folder, packageFiles.loaded));
  writeFileSync(join(folder, 'orders.1.ndjson'), '');
  await shop.undo('b');
  await shop.sync('c', { orders });
  expect(await shop.content()).toEqual(before);
});

test('an undone load counts no longer, and a package that was fetched on top of it is not loaded', async () => {
  await using shop = await openShop(mergedByCursor, { orders });
  await shop.sync('a');
  const before = await shop.content();
  await shop.sync('b', { orders: changedOrders });
  const stop = new AbortController();
  const late = { id: 9, at: at(9), lines: [] };
  const onEvent = ({ type }: SyncEvent): void => (type === 'package-sealed' ? stop.abort() : undefined);
  await expect(
    shop.sync('c', { orders: [...changedOrders, late] }, { signal: stop.signal, onEvent }),
  ).rejects.toThrow();
  await shop.undo('b');
  expect(await shop.content()).toEqual(before);
  const loads = await readWarehouse(shop.root, 'SELECT status FROM raw_shop._dlt_loads ORDER BY inserted_at, load_id');
  expect(loads).toEqual([{ status: 0 }, { status: -1 }, { status: 0 }]);
  await expect(shop.undo('b')).rejects.toThrow(/was undone before/);
  const { report } = await syncHere(shop.root, { runId: 'd' });
  expect(report).toMatchObject({ status: 'held', error: { code: 'package-held' } });
  await shop.sync('e');
  expect(await readWarehouse(shop.root, 'SELECT count(*) AS n FROM raw_shop.orders')).toEqual([{ n: 5 }]);
});
