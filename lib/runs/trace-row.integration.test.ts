import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCli } from '../../test/support/run-cli.ts';
import { readWarehouse } from '../../test/support/read-warehouse.ts';
import { startShop } from '../../test/support/start-shop.ts';
import { syncHere } from '../../test/support/sync-here.ts';
import { traceExchange } from './trace-exchange.ts';
import { traceRow } from './trace-row.ts';

const orders: object[] = [
  { id: 1, note: 'old', at: '2025-01-01', lines: [{ sku: 'z' }] },
  {
    id: 2,
    note: 'first',
    at: '2026-01-01',
    lines: [
      { sku: 'a', taxes: [{ rate: 1 }] },
      { sku: 'b', taxes: [{ rate: 2 }] },
    ],
  },
  { id: 3, note: 'second', at: '2026-01-02', lines: [], odd: 1 },
];

async function loadOrders() {
  const shop = await startShop(
    () => ({ json: { items: orders } }),
    `        - name: orders
          pagination: { type: single_page }
          primary_key: id
          incremental: { cursor_path: at, initial_value: "2026-01-01" }
`,
  );
  const { report } = await syncHere(shop.root);
  return { ...shop, loadId: report.load_id ?? '' };
}

test('a row leads to load, run, request and record, whichever records were left out before it', async () => {
  await using loaded = await loadOrders();
  const { root, loadId, server } = loaded;
  const trace = await traceRow(root, { table: 'orders', id: '3' });
  expect(trace).toMatchObject({
    dataset: 'raw_shop',
    table: 'orders',
    row: { id: '3', note: 'second' },
    load: { load_id: loadId },
    run: { run_id: 'here' },
    record_number: 2,
    exchange: {
      number: 1,
      kept: true,
      resource: 'orders',
      method: 'GET',
      url: `${server.url}/orders`,
      status: 200,
      attempts: 1,
      reason: 'first page',
    },
    record: orders[2],
    children: [],
  });
  expect(trace).not.toHaveProperty('missing');
  expect(await traceRow(root, { table: 'RAW_SHOP.orders', id: trace.row_id ?? '' })).toEqual(trace);
});

test('a child row leads to its root record and its element', async () => {
  await using loaded = await loadOrders();
  const { root } = loaded;
  const [tax] = await readWarehouse(root, 'SELECT _dlt_id AS id FROM raw_shop.orders__lines__taxes WHERE rate = 2');
  expect(
    await traceRow(root, { table: 'orders__lines__taxes', id: String(tax?.['id']), source: 'shop' }),
  ).toMatchObject({
    parent: { table: 'orders__lines' },
    record: orders[1],
    element: { rate: 2 },
  });
  expect((await traceRow(root, { table: 'orders', id: '2' })).children).toEqual([{ table: 'orders__lines', rows: 2 }]);
});

test('a request leads to all its rows; after pruning both ways say so', async () => {
  await using loaded = await loadOrders();
  const { root, loadId, project } = loaded;
  const { tables, exchange } = await traceExchange(root, `${loadId}/1`);
  expect(exchange).toMatchObject({ kept: true, status: 200 });
  expect(tables.map(({ table, rows, row_ids: ids }) => [table, rows, ids.length])).toEqual([
    ['orders', 2, 2],
    ['orders__lines', 2, 2],
    ['orders__lines__taxes', 2, 2],
  ]);
  const { stdout: text } = await runCli(root, ['trace', 'orders', '2']);
  expect(text).toMatch(/request +exchange 1 of orders: GET http.*\/orders\n +response +status 200, /);
  expect(text).toContain('The record\n{\n  "id": 2,\n');

  rmSync(project.path(`.dango/loads/${loadId}`), { recursive: true });
  const pruned = await traceRow(root, { table: 'orders', id: '2' });
  expect(pruned.missing).toMatch(/^The body is no longer kept\. The requests of load .* retention/);
  expect(pruned).toMatchObject({ record_number: 1, exchange: { number: 1, kept: false } });
  expect(pruned).not.toHaveProperty('record');
  expect(await traceExchange(root, `${loadId}/1`)).toMatchObject({ exchange: { kept: false }, tables: [{}, {}, {}] });
});

test('a row in the quarantine leads to its record too', async () => {
  await using loaded = await loadOrders();
  const { root, project } = loaded;
  const file = project.path('.dango/sources.yml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}          schema_contract: { columns: quarantine }\n`);
  orders.push({ id: 4, note: 'third', at: '2026-01-03', lines: [], more: 'x' });
  await syncHere(root);
  orders.pop();
  const [aside] = await readWarehouse(root, 'SELECT _dlt_id AS id FROM raw_shop._dango_quarantine');
  const trace = await traceRow(root, { table: '_dango_quarantine', id: String(aside?.['id']) });
  expect(trace).toMatchObject({ exchange: { kept: true, status: 200 }, row: { table_name: 'orders' } });
  expect(trace.record).toMatchObject({ id: 4, more: 'x' });
  expect(trace).not.toHaveProperty('missing');
});

test('what is not there is said', async () => {
  await using loaded = await loadOrders();
  const { root, loadId } = loaded;
  await expect(traceRow(root, { table: 'order', id: '2' })).rejects.toMatchObject({
    code: 'name-unknown',
    hint: 'Did you mean "orders"?',
  });
  await expect(traceRow(root, { table: 'orders', id: 'nobody' })).rejects.toMatchObject({ code: 'name-unknown' });
  await expect(traceExchange(root, 'x/1')).rejects.toMatchObject({ code: 'usage-invalid' });
  await expect(traceExchange(root, `${loadId}/9`)).rejects.toMatchObject({ code: 'name-unknown' });
});

test('a row that an upsert has changed keeps its id, and leads to the request that changed it', async () => {
  let note = 'before';
  await using shop = await startShop(
    () => ({
      json: {
        items: [
          { id: 8, note: 'same' },
          { id: 7, note, lines: [{ sku: note }] },
        ].filter((one) => one.id === 7 || note === 'before'),
      },
    }),
    `        - name: orders
          pagination: { type: single_page }
          primary_key: id
          write_disposition: { disposition: merge, strategy: upsert }
`,
  );
  const { root } = shop;
  const first = await syncHere(root);
  const { row_id: id } = await traceRow(root, { table: 'orders', id: '7' });
  note = 'after';
  const second = await syncHere(root);
  const loadId = second.report.load_id ?? '';
  const [line] = await readWarehouse(root, 'SELECT _dlt_id AS id FROM raw_shop.orders__lines');
  const rows = {
    orders: { id: String(id), record_number: 1 },
    orders__lines: { id: String(line?.['id']), record_number: 1 },
  };
  for (const [table, { id: rowId, record_number }] of Object.entries(rows)) {
    expect(await traceRow(root, { table, id: rowId })).toMatchObject({
      row_id: rowId,
      load: { load_id: loadId },
      record_number,
      exchange: { number: 1, kept: true },
      record: { id: 7, note: 'after' },
    });
  }
  const tables = async (load = ''): Promise<unknown> =>
    (await traceExchange(root, `${load}/1`)).tables.map(({ table, rows: count }) => [table, count]);
  expect(await tables(first.report.load_id)).toEqual([['orders', 1]]);
  expect(await tables(loadId)).toEqual([
    ['orders', 1],
    ['orders__lines', 1],
  ]);
});
