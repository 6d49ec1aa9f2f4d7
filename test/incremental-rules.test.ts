import { describe, expect, test } from 'vitest';
import { readDataset } from './support/dataset-content.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { syncShop } from './support/sync-here.ts';
import type { ServerHandler } from './support/start-server.ts';
import { startShop, type Shop } from './support/start-shop.ts';

async function openShop(resource: string, answer: ServerHandler): Promise<Shop> {
  return await startShop(answer, `        - ${resource}\n`);
}

async function idsIn(root: string): Promise<unknown[]> {
  return (await readWarehouse(root, 'SELECT id FROM raw_shop.orders ORDER BY id')).map(({ id }) => id);
}

describe('start and end', () => {
  test('both go with every page, records are filtered here too, and no position is saved', async () => {
    const { root, server } = await openShop(
      `{ name: orders, primary_key: id, pagination: { type: page_number, max_page: 2 },
          incremental: { cursor_path: id, initial_value: 2, end_value: 5, start_param: since, end_param: until } }`,
      ({ query }) => ({ json: query['page'] === '1' ? [{ id: 1 }, { id: 2 }, { id: 3 }] : [{ id: 4 }, { id: 5 }] }),
    );
    expect((await syncShop(root)).resource('orders')).toMatchObject({ rows_loaded: 3 });
    expect((await syncShop(root)).resource('orders')).toMatchObject({ rows_loaded: 3 });
    expect(await idsIn(root)).toEqual([2, 3, 4]);
    expect(new Set(server.requests.map(({ query }) => `${query['since']} ${query['until']}`))).toEqual(
      new Set(['2 5']),
    );
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual({});
  });

  test('placeholders fill path, params, headers and body, converted', async () => {
    const { root, server } = await openShop(
      `name: orders
          endpoint: "/orders/{incremental.start_value}"
          method: POST
          params: { to: "{incremental.end_value}", first: "{incremental.initial_value}" }
          headers: { X-Since: "from {incremental.last_value}" }
          json: { between: ["{incremental.start_value}", "{incremental.end_value}"] }
          primary_key: id
          incremental: { cursor_path: at, initial_value: "2024-01-01", end_value: "2024-02-01T12:00:00Z", convert: unix_seconds }`,
      () => ({ json: { data: [{ id: 1, at: '2024-01-15T00:00:00Z' }] } }),
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    const [request] = server.requests;
    expect(request).toMatchObject({
      path: '/orders/1704067200',
      query: { to: '1706788800', first: '1704067200' },
      headers: { 'x-since': 'from 1704067200' },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({ between: [1704067200, 1706788800] });
  });

  test.each([
    ['date', '1970-01-01', '1970-01-02'],
    ['%d/%m/%Y', '01/01/1970', '02/01/1970'],
    ['unix_milliseconds', '1000', '86400000'],
  ])('numbers are instants too: %s', async (convert, since, until) => {
    const { root, server } = await openShop(
      `{ name: orders, primary_key: id,
          incremental: { cursor_path: at, initial_value: 1, end_value: 86400, start_param: since, end_param: until, convert: "${convert}" } }`,
      () => ({ json: [{ id: 1, at: 5 }] }),
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(server.requests[0]?.query).toEqual({ since, until });
  });

  test('a start that does not exist yet is not sent', async () => {
    const { root, server } = await openShop(
      `{ name: orders, primary_key: id, incremental: { cursor_path: at, start_param: since, end_param: until, convert: date } }`,
      () => ({ json: [{ id: 1, at: '2024-01-15T10:00:00Z' }] }),
    );
    await syncShop(root);
    await syncShop(root);
    expect(server.requests.map(({ url }) => url.search)).toEqual(['', '?since=2024-01-15']);
  });
});

test('with row_order desc no page is asked for behind the one that crosses the start', async () => {
  const pages = [[9, 5], [4], [3]];
  const { root, server } = await openShop(
    `{ name: orders, primary_key: id, pagination: page_number,
          incremental: { cursor_path: id, initial_value: 5, row_order: desc } }`,
    ({ query }) => ({ json: (pages[Number(query['page']) - 1] ?? []).map((id) => ({ id })) }),
  );
  expect((await syncShop(root)).resource('orders')).toMatchObject({ rows_loaded: 2, requests: 2 });
  expect(await idsIn(root)).toEqual([5, 9]);
  expect(server.requests).toHaveLength(2);
});

test('a lag reads records that came late; known ones merge onto themselves', async () => {
  const orders = [
    { id: 1, ts: 100 },
    { id: 2, ts: 200 },
  ];
  const { root, server } = await openShop(
    `{ name: orders, primary_key: id, incremental: { cursor_path: ts, initial_value: 0, start_param: since, lag: 50 } }`,
    ({ query }) => ({ json: orders.filter(({ ts }) => ts >= Number(query['since'])) }),
  );
  await syncShop(root);
  orders.push({ id: 3, ts: 160 }, { id: 4, ts: 149 });
  expect((await syncShop(root)).resource('orders')).toMatchObject({ rows_loaded: 2 });
  expect(await idsIn(root)).toEqual([1, 2, 3]);
  expect(server.requests.map(({ query }) => query['since'])).toEqual(['0', '150']);
  expect((await readDataset(root, 'raw_shop')).cursors['orders.ts']).toMatchObject({ last_value: 200 });
});

test.each([
  ['include', [1, 2, 3], 'succeeded'],
  ['exclude', [1, 3], 'succeeded'],
  ['raise', undefined, 'failed'],
])('on_cursor_value_missing: %s', async (rule, ids, status) => {
  const { root } = await openShop(
    `{ name: orders, primary_key: id, incremental: { cursor_path: ts, on_cursor_value_missing: ${rule} } }`,
    () => ({
      json: [
        { id: 1, ts: 1 },
        { id: 2, ts: null },
        { id: 3, ts: 2 },
      ],
    }),
  );
  expect((await syncShop(root)).resource('orders')).toMatchObject({ status });
  if (ids !== undefined) expect(await idsIn(root)).toEqual(ids);
});

test('many records at one value do not fill the saved state, and none is lost or doubled', async () => {
  const { root } = await openShop(`{ name: orders, primary_key: id, incremental: { cursor_path: day } }`, () => ({
    json: Array.from({ length: 1000 }, (_, id) => ({ id, day: '2024-01-01' })),
  }));
  await syncShop(root);
  expect((await syncShop(root)).resource('orders')).toMatchObject({ rows_extracted: 1000 });
  expect(await idsIn(root)).toHaveLength(1000);
  expect((await readDataset(root, 'raw_shop')).cursors['orders.day']).toMatchObject({ unique_hashes: [] });
});
