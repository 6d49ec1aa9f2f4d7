import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StateOrder } from './change-content.ts';
import { planStateChange, readSourceState, saveStateChange } from './source-state.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';
import { runDatabaseFile } from './run-files.ts';
import { savedCursors } from '../sync/saved-cursors.ts';
import { stringifyExact } from '../util/exact-json.ts';
import { readWarehouse } from '../../test/support/read-warehouse.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { startShop } from '../../test/support/start-shop.ts';
import { syncHere } from '../../test/support/sync-here.ts';

const orders = [1, 2, 3, 4].map((day) => ({ id: day, at: `2026-01-0${day}`, number: 9007199254740993n + BigInt(day) }));

async function openShop() {
  const text = stringifyExact(orders);
  const shop = await startShop(
    () => ({ body: text, headers: { 'content-type': 'application/json' } }),
    `        - { name: orders, incremental: { cursor_path: at } }
        - { name: log, write_disposition: append, incremental: { cursor_path: number } }
      resource_defaults: { pagination: { type: single_page }, primary_key: id }
`,
  );
  const { root } = shop;
  await syncHere(root);
  const change = async (order: StateOrder): Promise<number> =>
    await saveStateChange(root, await planStateChange(root, 'shop', order));
  const sync = async () =>
    (await syncHere(root)).report.resources.map(({ name, rows_extracted: rows }) => [name, rows]);
  return { ...shop, change, sync };
}

test('a cursor moves in one transaction, and the next sync goes on from there', async () => {
  await using shop = await openShop();
  const { root, change, sync } = shop;
  const before = await readSourceState(root, 'shop');
  expect(before).toMatchObject({ source: 'shop', dataset: 'raw_shop', state_version: 1 });
  expect(savedCursors(before).map(({ resource, last_value: last }) => [resource, last])).toEqual([
    ['orders', '2026-01-04'],
    ['log', 9007199254740997n],
  ]);
  expect(await change({ kind: 'set', cursor: 'orders.at', value: '2026-01-03' })).toBe(2);
  expect(await sync()).toEqual([
    ['orders', 2],
    ['log', 0],
  ]);
  expect(await readWarehouse(root, 'SELECT count(*)::INTEGER AS n FROM raw_shop.orders')).toEqual([{ n: 4 }]);
  // Every version belongs to a load, as dlt wants it, with the schema that is there.
  const loads = await readWarehouse(
    root,
    `SELECT s.version::INTEGER AS version, l.status::INTEGER AS status, l.schema_name, v.version::INTEGER AS schema_version
     FROM raw_shop._dlt_pipeline_state s JOIN raw_shop._dlt_loads l ON l.load_id = s._dlt_load_id
     JOIN raw_shop._dlt_version v ON v.version_hash = l.schema_version_hash ORDER BY 1`,
  );
  expect(loads).toEqual([1, 2, 3].map((version) => ({ version, status: 0, schema_name: 'shop', schema_version: 1 })));
});

test('numbers stay numbers, to the digit, and rows that would come twice are announced', async () => {
  await using shop = await openShop();
  const { root, change, sync } = shop;
  const order = { kind: 'set', cursor: 'log.number', value: '9007199254740995' } as const;
  expect((await planStateChange(root, 'shop', order)).warnings).toEqual([
    'log appends: rows that the next sync reads again come twice.',
  ]);
  await change(order);
  expect(savedCursors(await readSourceState(root, 'shop'))[1]?.last_value).toBe(9007199254740995n);
  expect(await sync()).toEqual([
    ['orders', 0],
    ['log', 3],
  ]);
  await expect(change({ kind: 'set', cursor: 'log.number', value: 'abc' })).rejects.toMatchObject({
    code: 'usage-invalid',
  });
  await expect(change({ kind: 'set', cursor: 'orders.at', value: 'abc' })).rejects.toMatchObject({
    code: 'usage-invalid',
    hint: expect.stringContaining('2026-01-04'),
  });
  await expect(change({ kind: 'set', cursor: 'order.at', value: '1' })).rejects.toMatchObject({
    hint: 'Did you mean "orders.at"?',
  });
});

test('a reset forgets one resource or all; a file brings a state back', async () => {
  await using shop = await openShop();
  const { root, change, sync } = shop;
  const kept = await readSourceState(root, 'shop');
  await change({ kind: 'reset', resource: 'orders' });
  expect(savedCursors(await readSourceState(root, 'shop')).map(({ resource }) => resource)).toEqual(['log']);
  await change({ kind: 'reset' });
  expect(savedCursors(await readSourceState(root, 'shop'))).toEqual([]);
  const text = stringifyExact(kept);
  await change({ kind: 'replace', text });
  expect(await readSourceState(root, 'shop')).toEqual({ ...kept, state_version: 4 });
  expect(await sync()).toEqual([
    ['orders', 0],
    ['log', 0],
  ]);
  expect(await planStateChange(root, 'shop', { kind: 'replace', text })).toMatchObject({ is_changed: false });
  for (const wrong of ['x', '[]', '{"shop": {"resources": {"orders": {"incremental": {"at": 1}}}}}']) {
    await expect(planStateChange(root, 'shop', { kind: 'replace', text: wrong })).rejects.toMatchObject({
      code: 'usage-invalid',
    });
  }
});

test('a state that moved meanwhile, or a run that works, is not overrun', async () => {
  await using shop = await openShop();
  const { root, change } = shop;
  const plan = await planStateChange(root, 'shop', { kind: 'reset' });
  await change({ kind: 'reset', resource: 'orders' });
  await expect(saveStateChange(root, plan)).rejects.toMatchObject({
    code: 'usage-invalid',
    message: expect.stringContaining('version 2'),
  });
  const store = openSqliteRunStore(runDatabaseFile(root));
  await store.create({ kind: 'sync', source: 'shop' });
  store.close();
  await expect(change({ kind: 'reset' })).rejects.toMatchObject({
    message: expect.stringMatching(/^shop is being synced/),
  });
});

test('on the command line nothing changes without a yes', async () => {
  await using shop = await openShop();
  const { root, project } = shop;
  const planned = await runCli(root, ['state', 'set', 'shop', 'orders.at', '2026-01-02']);
  expect(planned).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing was changed.') });
  expect(planned.stdout).toMatch(/-.*"last_value": "2026-01-04"[^]*\+.*"last_value": "2026-01-02"/);
  const { stdout } = await runCli(root, ['state', 'get', 'shop', '--json']);
  expect(stdout).toContain('"last_value": 9007199254740997');
  writeFileSync(project.path('state.json'), stdout.replace('2026-01-04', '2026-01-01'));
  const changed = await runCli(root, ['state', 'set', 'shop', '--file', 'state.json', '--yes', '--json']);
  expect(JSON.parse(changed.stdout)).toMatchObject({ status: 'changed', state_version: 2, pending: [], warnings: [] });
  expect(savedCursors(await readSourceState(root, 'shop'))[0]?.last_value).toBe('2026-01-01');
});
