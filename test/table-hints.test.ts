import { describe, expect, test } from 'vitest';
import { findBrokenRows } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { syncShop } from './support/sync-here.ts';
import { startShop, type Shop } from './support/start-shop.ts';

async function openShop(resources: string): Promise<Shop> {
  const order = {
    id: 1,
    customer: { name: 'Ann', address: { city: 'Bern' } },
    lines: [{ sku: 'a', tags: ['x', 'y'] }],
  };
  return await startShop(({ path }) => ({ json: path === '/orders' ? [order] : [{ of: path }] }), resources);
}

describe('selected: false', () => {
  const resources = `        - { name: orders, selected: false }
        - { name: notes, endpoint: "/orders/{resources.orders.id}/notes" }
        - { name: unused, selected: false }
`;

  test('it is read for the resources below, and loaded when it is asked for', async () => {
    const { root, server } = await openShop(resources);
    const result = await syncShop(root);
    expect(result.status).toBe('succeeded');
    expect(result.resources.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'orders skipped',
      'notes succeeded',
    ]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/orders', '/orders/1/notes']);
    expect(await countRows(root, 'raw_shop')).toEqual({ notes: 1 });
    await syncShop(root, { resources: ['unused'] });
    expect(await countRows(root, 'raw_shop')).toEqual({ notes: 1, unused: 1 });
  });
});

describe('table_name', () => {
  test('names the table and its child tables; the resource keeps its name', async () => {
    const { root } = await openShop('        - { name: orders, table_name: Shop Orders, primary_key: id }\n');
    const result = await syncShop(root);
    expect(result.resource('orders')).toMatchObject({ rows_loaded: 1, status: 'succeeded' });
    await syncShop(root);
    expect(Object.keys(await countRows(root, 'raw_shop')).toSorted()).toEqual([
      'shop_orders',
      'shop_orders__lines',
      'shop_orders__lines__tags',
    ]);
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });
});

describe('max_table_nesting', () => {
  test('0 keeps every object and list as JSON', async () => {
    const { root } = await openShop('        - { name: orders, max_table_nesting: 0 }\n');
    await syncShop(root);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 1 });
    expect(
      await readWarehouse(
        root,
        `SELECT customer->>'$.address.city' AS city, lines->>'$[0].tags[1]' AS tag FROM raw_shop.orders`,
      ),
    ).toEqual([{ city: 'Bern', tag: 'y' }]);
  });

  test('each object within a row counts, and each list', async () => {
    const { root } = await openShop('        - { name: orders, max_table_nesting: 1 }\n');
    await syncShop(root);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 1, orders__lines: 1 });
    expect(
      await readWarehouse(
        root,
        `SELECT customer__name AS name, customer__address->>'$.city' AS city FROM raw_shop.orders`,
      ),
    ).toEqual([{ name: 'Ann', city: 'Bern' }]);
    expect(await readWarehouse(root, `SELECT sku, tags->>'$[1]' AS tag FROM raw_shop.orders__lines`)).toEqual([
      { sku: 'a', tag: 'y' },
    ]);
  });
});

describe('columns', () => {
  test('have the type that is told, from the first row on and anew with --full-refresh', async () => {
    const records: Record<string, unknown>[] = [
      { id: 1, price: 5, code: 7, at: '2024-01-02T00:00:00Z', buyer: { n: 1 } },
    ];
    await using shop = await startShop(
      () => ({ json: records }),
      `        - name: orders
          primary_key: id
          columns: { price: { type: double }, code: { type: text }, at: { type: text }, buyer: { type: json }, n: { type: bigint } }
`,
    );
    const { root } = shop;
    const columns = async (): Promise<Record<string, unknown>> => {
      const rows = await readWarehouse(
        root,
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns
         WHERE table_schema = 'raw_shop' AND table_name = 'orders' AND column_name NOT LIKE '_dlt%'`,
      );
      return Object.fromEntries(rows.map(({ name, type }) => [String(name), type]));
    };
    const told = { id: 'BIGINT', price: 'DOUBLE', code: 'VARCHAR', at: 'VARCHAR', buyer: 'JSON' };
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await columns()).toEqual(told);
    expect(await readWarehouse(root, `SELECT price, code, buyer->>'$.n' AS n FROM raw_shop.orders`)).toEqual([
      { price: 5, code: '7', n: '1' },
    ]);
    records.push({ id: 2, price: 'free', n: 1.5 });
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await columns()).toEqual({ ...told, price__v_text: 'VARCHAR', n: 'DOUBLE' });
    expect(await syncShop(root, { fullRefresh: true })).toMatchObject({ status: 'succeeded' });
    expect(await columns()).toEqual({ ...told, price__v_text: 'VARCHAR', n: 'DOUBLE' });
    expect(
      await readWarehouse(root, 'SELECT price, price__v_text AS text, n FROM raw_shop.orders ORDER BY id'),
    ).toEqual([
      { price: 5, text: null, n: null },
      { price: null, text: 'free', n: 1.5 },
    ]);
  });
});
