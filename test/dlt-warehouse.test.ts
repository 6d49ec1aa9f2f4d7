import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { saveEjection } from '../lib/project/eject-source.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { countRows, readWarehouse, withWarehouse } from './support/read-warehouse.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

/** What a person who moves on from dlt has built upon its tables. */
const views = `
CREATE SCHEMA marts;
CREATE VIEW marts.sold AS
  SELECT o.id, o.at, coalesce(o.total, o.total__v_double) AS total, count(i._dlt_id) AS items
  FROM raw_shop.orders o LEFT JOIN raw_shop.orders__items i ON i._dlt_parent_id = o._dlt_id GROUP BY ALL;
CREATE VIEW marts.latest AS
  SELECT o.* FROM raw_shop.orders o JOIN raw_shop._dlt_loads l ON l.load_id = o._dlt_load_id WHERE l.status = 0;
CREATE VIEW marts.emails AS
  SELECT c.name, e.value FROM raw_shop.customers c JOIN raw_shop.customers__emails e ON e._dlt_root_id = c._dlt_id;
CREATE VIEW marts.current_plans AS SELECT id, price FROM raw_shop.plans WHERE _dlt_valid_to IS NULL;`;

/** A project whose warehouse dlt has loaded twice, as `test/fixtures/dlt/shop.py` did. */
async function moveFromDlt(sourcesYml: string): Promise<TempProject> {
  const project = await createTempProject({ sourcesYml });
  const file = project.path('data/warehouse.duckdb');
  await mkdir(dirname(file), { recursive: true });
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(await readFile(new URL('fixtures/dlt/shop.sql', import.meta.url), 'utf8'));
  await connection.run(views);
  connection.closeSync();
  instance.closeSync();
  return project;
}

const orders: Record<string, unknown>[] = [
  { id: 2, at: '2025-01-02T10:00:00Z', total: 7, note: null, items: [{ sku: 'b', tags: [] }, { sku: 'c' }] },
  { id: 3, at: '2025-01-02T10:00:00Z', total: 1.5, note: 12, address: { city: 'Bern', geo: { lat: 46.9 } } },
  { id: 4, at: '2025-01-03T10:00:00Z', total: 9, note: 'x', items: [{ sku: 7 }] },
];
const answers: Record<string, Record<string, unknown>[]> = {
  '/orders': orders,
  '/events': Array.from({ length: 7 }, (_, index) => ({ id: index + 1, seq: (index + 1) >> 1, kind: `k${index + 1}` })),
  '/invoices': [
    { id: 4, at: '2025-01-03T10:00:00Z', lines: [{ n: 1 }, { n: 2 }] },
    { id: 3, at: '2025-01-04T00:00:00Z', lines: [] },
  ],
  '/customers': [
    { id: 1, name: 'Anna', emails: ['new@x.test'] },
    { id: 3, name: 'Cleo', emails: [] },
  ],
  '/users': [{ id: 9, name: 'Wim' }],
};

function sourcesYml({ url }: TestServer): string {
  return `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - { name: orders, write_disposition: append, incremental: { cursor_path: at, start_param: since } }
        - { name: events, primary_key: id, write_disposition: append, incremental: { cursor_path: seq } }
        - { name: invoices, primary_key: id, incremental: { cursor_path: at } }
        - { name: customers, primary_key: id }
        - { name: users }
`;
}

test('a warehouse that dlt (or Dango for Python, which names all as dlt does) loaded goes on from its cursors, and what was built upon it keeps working', async () => {
  const server = await startServer(({ path }) => ({ json: answers[path] ?? [] }));
  const project = await moveFromDlt(sourcesYml(server));
  const sold = await readWarehouse(project.root, 'SELECT * FROM marts.sold ORDER BY id');
  expect(sold.map(({ total, items }) => [total, items])).toEqual([
    [5, 1],
    [7, 2],
    [1.5, 0],
    [9, 1],
  ]);

  // What dlt has loaded comes again, because an API tells of all that is as new as the cursor.
  const first = await syncShop(project.root);
  expect(first.status).toBe('succeeded');
  expect(server.requests.find(({ path }) => path === '/orders')?.url.searchParams.get('since')).toBe(
    '2025-01-03T10:00:00Z',
  );
  expect(first.resource('orders')).toMatchObject({ rows_loaded: 0 });
  expect(await readWarehouse(project.root, 'SELECT * FROM marts.sold ORDER BY id')).toEqual(sold);
  expect((await readWarehouse(project.root, 'SELECT id FROM raw_shop.events ORDER BY id')).map(({ id }) => id)).toEqual(
    [1, 2, 3, 4, 5, 6, 7],
  );

  orders.push({ id: 5, at: '2025-01-05T10:00:00Z', total: 2.5, paid: true, items: [{ sku: 'z', tags: ['t'] }] });
  expect((await syncShop(project.root)).resource('orders')).toMatchObject({ rows_loaded: 1 });
  await withWarehouse(project.root, async (read) => {
    // dlt's variant is there, so the column of integers stays one.
    expect(await read('SELECT total, total__v_double AS fraction FROM raw_shop.orders WHERE id = 5')).toEqual([
      { total: null, fraction: 2.5 },
    ]);
    expect(await read('SELECT count(*) AS n, sum(items)::INTEGER AS items FROM marts.sold')).toEqual([
      { n: 5, items: 5 },
    ]);
    expect(await read('SELECT count(*) AS n FROM marts.latest')).toEqual([{ n: 5 }]);
    expect(await read('SELECT * FROM marts.emails ORDER BY ALL')).toEqual([
      { name: 'Anna', value: 'new@x.test' },
      { name: 'Ben', value: 'b@x.test' },
      { name: 'Ben', value: 'c@x.test' },
    ]);
    expect(await read('SELECT * FROM marts.current_plans ORDER BY id')).toEqual([
      { id: 1, price: 11 },
      { id: 2, price: 20 },
    ]);
    const lines = await read(
      'SELECT i.id, n FROM raw_shop.invoices i LEFT JOIN raw_shop.invoices__lines l ON l._dlt_root_id = i._dlt_id ORDER BY ALL',
    );
    expect(lines.map(({ id, n }) => `${id} ${n}`)).toEqual(['1 1', '1 2', '2 1', '2 2', '3 null', '4 1', '4 2']);
    expect(await read('SELECT DISTINCT schema_name AS name FROM raw_shop._dlt_loads')).toEqual([{ name: 'rest_api' }]);
  });
  expect(await countRows(project.root, 'raw_shop')).toMatchObject({ users: 1, users__tags: 0, customers: 3 });
  expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
});

test('a full refresh of what dlt loaded leaves views working', async () => {
  const server = await startServer(({ path }) => ({ json: answers[path] ?? [] }));
  const project = await moveFromDlt(sourcesYml(server));
  expect((await syncShop(project.root, { fullRefresh: true })).status).toBe('succeeded');
  expect(await readWarehouse(project.root, 'SELECT count(*) AS n FROM raw_shop.orders')).toEqual([
    { n: orders.length },
  ]);
  expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
});

test('a source that goes on from dlt still does as a module', async () => {
  const server = await startServer(({ path }) => ({ json: answers[path] ?? [] }));
  const project = await moveFromDlt(sourcesYml(server));
  await syncShop(project.root);
  const before = server.requests.length;
  saveEjection(project.root, 'shop', { replaces: true });
  const sync = await syncShop(project.root);
  expect(sync.status).toBe('succeeded');
  expect(sync.resource('orders')).toMatchObject({ rows_loaded: 0 });
  expect(
    server.requests
      .slice(before)
      .find(({ path }) => path === '/orders')
      ?.url.searchParams.get('since'),
  ).toBe(orders.at(-1)?.['at']);
  expect(await readWarehouse(project.root, 'SELECT DISTINCT schema_name AS name FROM raw_shop._dlt_loads')).toEqual([
    { name: 'rest_api' },
  ]);
});
