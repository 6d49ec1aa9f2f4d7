import { describe, expect, test } from 'vitest';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

interface Shop {
  readonly root: string;
  readonly server: TestServer;
  readonly orders: { id: number; at: string; status: string }[];
}

/** Orders of five days, the lines of each, and a list without cursor. */
async function openShop(ofOrders = 'primary_key: id'): Promise<Shop> {
  const orders = [1, 2, 3, 4, 5].map((id) => ({ id, at: `2024-01-0${id}T12:00:00Z`, status: 'new' }));
  const server = await startServer(({ path, query }) => {
    if (path === '/users') return { json: [{ id: 1 }] };
    if (path !== '/orders') return { json: [{ line: `${path}/1`, order: Number(/\d+/.exec(path)?.[0]) }] };
    const { since = '', until = '9' } = query;
    return { json: orders.filter(({ at }) => at >= since && at < until) };
  });
  const { root } = await createTempProject({
    sourcesYml: restSourcesYml(
      'shop',
      server.url,
      `        - { name: users }
        - { name: orders, incremental: { cursor_path: at, start_param: since, end_param: until }, ${ofOrders} }
        - { name: lines, endpoint: "/orders/{resources.orders.id}/lines", primary_key: line }
`,
    ),
  });
  return { root, server, orders };
}

describe('a range of a source', () => {
  test('reads the given range of the cursor and of its children, merges it, and leaves the position where it was', async () => {
    const { root, server, orders } = await openShop();
    await syncJson(root);
    const { cursors } = await readDataset(root, 'raw_shop');
    for (const order of orders) order.status = 'paid';
    const asked = server.requests.length;
    const result = await syncJson(root, ['shop', '--since', '2024-01-02', '--until', '2024-01-04']);
    expect(result).toMatchObject({ exitCode: 0 });
    expect(result.document.runs[0]?.resources.map(({ name, rows_loaded: rows }) => [name, rows])).toEqual([
      ['orders', 2],
      ['lines', 2],
    ]);
    const requests = server.requests.slice(asked);
    // The position is put into the form that the records have.
    expect(requests[0]?.query).toEqual({ since: '2024-01-02T00:00:00Z', until: '2024-01-04T00:00:00Z' });
    expect(
      requests
        .slice(1)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/orders/2/lines', '/orders/3/lines']);
    expect(await readWarehouse(root, `SELECT id FROM raw_shop.orders WHERE status = 'paid' ORDER BY id`)).toEqual([
      { id: 2 },
      { id: 3 },
    ]);
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual(cursors);
    expect(await countRows(root, 'raw_shop')).toMatchObject({ users: 1, orders: 5, lines: 5 });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
    expect((await syncJson(root)).resource('orders')).toMatchObject({ rows_extracted: 0 });
  });

  test('a range before the first sync does not become a position', async () => {
    const { root } = await openShop();
    await syncJson(root, ['shop', '--since', '2024-01-04']);
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual({});
    expect((await syncJson(root)).resource('orders')).toMatchObject({ rows_loaded: 5 });
    expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 5, lines: 5 });
  });

  test('--backfill counts back from --until; --resource chooses; --dry-run writes nothing', async () => {
    const { root, server } = await openShop();
    const argv = ['shop', '--backfill', '2d', '--until', '2024-01-05', '--resource', 'orders', '--dry-run'];
    const { document, exitCode } = await syncJson(root, argv);
    expect(exitCode).toBe(0);
    expect(document.runs[0]?.plan).toContainEqual(
      expect.objectContaining({ table: 'orders', change: 'merge rows', detail: '2 rows' }),
    );
    expect(server.requests.map(({ url }) => url.search)).toEqual(['?since=2024-01-03T00%3A00%3A00Z&until=2024-01-05']);
  });
});

test('a module is given the range as its cursor', async () => {
  const server = await startServer(({ query }) => ({ json: [4, 5, 6, 7].map((id) => ({ id, ...query })) }));
  const { root } = await createTempProject({
    sourcesYml: `sources:
  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop } }
`,
    customSources: {
      shop: `import { incremental, resource, RestClient, source } from 'dango';
export const shop = source({
  resources: () => {
    const client = new RestClient({ baseUrl: '${server.url}' });
    const byId = incremental('id', { initialValue: 1 });
    return resource('orders', { writeDisposition: 'merge', primaryKey: 'id', incremental: byId }, ({ cursor }) =>
      client.paginate('/orders', { params: { since: cursor.startValue, until: cursor.endValue } }),
    );
  },
});
`,
    },
  });
  expect(await syncJson(root, ['shop', '--since', '5', '--until', '7'])).toMatchObject({ exitCode: 0 });
  expect(server.requests.map(({ query }) => query)).toEqual([{ since: '5', until: '7' }]);
  expect(await readWarehouse(root, 'SELECT id FROM raw_shop.orders ORDER BY id')).toEqual([{ id: 5 }, { id: 6 }]);
  expect((await readDataset(root, 'raw_shop')).cursors).toEqual({});
});

describe('a range that would do harm is refused before a request is sent', () => {
  test('write_disposition: replace', async () => {
    const { root, server } = await openShop('write_disposition: replace');
    const { exitCode, document } = await syncJson(root, ['shop', '--since', '2024-01-02']);
    expect(exitCode).toBe(2);
    expect(document.runs[0]?.error).toMatchObject({
      code: 'usage-invalid',
      message: expect.stringMatching('^A range of orders cannot be loaded. It replaces its table'),
      hint: expect.stringContaining('Give orders a primary_key'),
    });
    expect(server.requests).toEqual([]);
  });

  test('a resource without cursor', async () => {
    const { root, server } = await openShop();
    const { exitCode, document } = await syncJson(root, ['shop', '--since', '2024-01-02', '--resource', 'users']);
    expect({ exitCode, error: document.runs[0]?.error }).toMatchObject({
      exitCode: 2,
      error: { message: 'Resource users of shop has no cursor, so there is no range of it.' },
    });
    expect(server.requests).toEqual([]);
  });

  test('together with --full-refresh', async () => {
    const { root } = await openShop();
    expect(await syncJson(root, ['shop', '--since', '2024-01-02', '--full-refresh'])).toMatchObject({ exitCode: 2 });
  });
});
