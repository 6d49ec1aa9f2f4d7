import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi, type SampleApi } from '../../sample/api/start-sample-api.ts';
import type { Order } from '../../sample/data/make-orders.ts';
import { countDocuments } from './count-documents.ts';
import { findBrokenRows, readDataset } from './dataset-content.ts';
import type { SourceKind } from './incremental-project.ts';
import { countRows, readWarehouse } from './read-warehouse.ts';
import { syncJson } from './sync-json.ts';
import { createTempProject, type TempProject } from './temp-project.ts';
import { fingerprintWarehouse } from './warehouse-file.ts';

/** Lets a few hundred orders through. */
const initialValue = '2025-02-01T00:00:00Z';
/** The newest instant of the shop; four orders share it. */
const newest = '2025-06-01T12:00:00Z';

let api: SampleApi;
const restSource = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: users
          endpoint: /users
        - name: orders
          endpoint: /orders
          primary_key: id
          incremental: &since { cursor_path: updated_at, initial_value: "${initialValue}", start_param: updated_after }
        - name: order_changes
          endpoint: /paged/next-url/orders
          incremental: *since
`;

const moduleSource = `version: 1
sources:
  - name: shop
    type: dlt_native
    dlt_native:
      source_module: custom_sources.shop
      source_name: shop_source
      function_kwargs: { base_url: "\${API}" }
`;

const moduleText = `
import { bearer, incremental, jsonLink, resource, RestClient, secret, source } from 'dango';

export const shopSource = source({
  params: { token: secret(), baseUrl: 'https://api.example.com' },

  resources({ token, baseUrl }) {
    const client = new RestClient({ baseUrl, auth: bearer(token) });
    const updatedAt = incremental('updated_at', { initialValue: '${initialValue}' });
    const paginator = jsonLink({ nextUrlPath: 'next_page_url' });
    const read = (path: string) => ({ cursor }: { readonly cursor: { readonly startValue: string } }) =>
      client.paginate(path, { params: { updated_after: cursor.startValue }, paginator, dataSelector: 'data' });

    return [
      resource('users', { writeDisposition: 'replace' }, () => client.paginate('/users', { dataSelector: 'data' })),
      resource('orders', { writeDisposition: 'merge', primaryKey: 'id', incremental: updatedAt }, read('/orders')),
      resource('order_changes', { incremental: updatedAt }, read('/paged/next-url/orders')),
    ];
  },
});
`;

function createProject(kind: SourceKind): Promise<TempProject> {
  return createTempProject({
    sourcesYml: kind === 'module' ? moduleSource : restSource,
    secretsToml: `[sources.shop]\nTOKEN = "${credentials.token}"\n`,
    env: { API: api.url },
    ...(kind === 'module' ? { customSources: { shop: moduleText } } : {}),
  });
}

/** Orders that the initial value lets through, as they are now. */
function currentOrders(): readonly Order[] {
  return api.shop.orders.filter((order) => order.updated_at >= initialValue);
}

/** How often a list of orders was asked for since the start value. */
function askedSince(path: string): readonly (string | undefined)[] {
  return api.requests.filter((request) => request.path === path).map(({ query }) => query['updated_after']);
}

/** What a second sync must do, whoever describes the source. */
export function describeIncremental(kind: SourceKind): void {
  describe(`a second sync loads only what is new: ${kind}`, () => {
    beforeEach(async () => {
      api = await startSampleApi();
    });
    afterEach(() => api.close());

    test('merge updates rows, append adds them, replace swaps them; no row at the boundary is lost or doubled', async () => {
      const { root } = await createProject(kind);
      const first = await syncJson(root);
      expect(first).toMatchObject({ exitCode: 0 });
      const before = currentOrders();
      expect(first.resource('orders')).toMatchObject({ rows_extracted: before.length, rows_loaded: before.length });
      expect(first.resource('orders').requests).toBe(Math.ceil(before.length / 100));
      expect(await countRows(root, 'raw_shop')).toEqual({
        users: 300,
        ...countDocuments('orders', before),
        ...countDocuments('order_changes', before),
      });

      // Nothing is new: the four orders at the newest instant come again and are known.
      api.clearRequests();
      const unchanged = await readDataset(root, 'raw_shop');
      const second = await syncJson(root);
      expect(second.resource('orders')).toMatchObject({ requests: 1, rows_extracted: 0, rows_loaded: 0 });
      expect(second.resource('order_changes')).toMatchObject({ requests: 1, rows_extracted: 0, rows_loaded: 0 });
      expect(second.resource('users')).toMatchObject({ requests: 1, rows_extracted: 300, rows_loaded: 300 });
      expect(askedSince('/orders')).toEqual([newest]);
      expect(await readDataset(root, 'raw_shop')).toEqual(unchanged);

      // One new order at the boundary, one behind it, and an old one changed: its items are gone.
      const added = api.addOrders([{ updated_at: newest }, { updated_at: '2025-06-02T00:00:00Z' }]);
      const changed = api.updateOrder(2900, { status: 'cancelled', items: [], updated_at: '2025-06-03T00:00:00Z' });
      const third = await syncJson(root);
      expect(third.resource('orders')).toMatchObject({ requests: 1, rows_extracted: 3, rows_loaded: 3 });
      expect(third.resource('order_changes')).toMatchObject({ requests: 1, rows_extracted: 3, rows_loaded: 3 });
      expect(await countRows(root, 'raw_shop')).toEqual({
        users: 300,
        ...countDocuments('orders', currentOrders()),
        ...countDocuments('order_changes', [...before, ...added, changed]),
      });
      const rows = await readWarehouse(
        root,
        `SELECT id, status FROM raw_shop.orders WHERE id IN (2900, ${added.map(({ id }) => id).join(', ')}) ORDER BY id`,
      );
      expect(rows).toEqual([changed, ...added].map(({ id, status }) => ({ id, status })));
      expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
      expect((await syncJson(root)).resource('orders')).toMatchObject({ requests: 1, rows_extracted: 0 });
    });

    test('--full-refresh forgets the cursor and loads everything anew', async () => {
      const { root } = await createProject(kind);
      await syncJson(root);
      api.updateOrder(2900, { updated_at: '2025-01-31T00:00:00Z' });
      api.clearRequests();
      const result = await syncJson(root, ['--full-refresh']);
      expect(new Set(askedSince('/orders'))).toEqual(new Set([initialValue]));
      const expected = currentOrders();
      expect(result.resource('order_changes')).toMatchObject({ rows_extracted: expected.length });
      expect(await countRows(root, 'raw_shop')).toEqual({
        users: 300,
        ...countDocuments('orders', expected),
        ...countDocuments('order_changes', expected),
      });
      expect((await syncJson(root)).resource('order_changes')).toMatchObject({ requests: 1, rows_extracted: 0 });
    });

    test('a failed resource loads no row and moves no cursor while the others load, and exit code 4 says so', async () => {
      const { root } = await createProject(kind);
      const failSecondPage = () =>
        api.fail(({ path, query }) => path === '/paged/next-url/orders' && query['page'] === '2', { status: 400 });
      failSecondPage();
      const first = await syncJson(root);
      expect(first).toMatchObject({ exitCode: 4, document: { status: 'partial', runs: [{ status: 'partial' }] } });
      expect(first.resource('orders')).toMatchObject({ status: 'succeeded', rows_loaded: currentOrders().length });
      expect(first.resource('order_changes')).toMatchObject({
        status: 'failed',
        rows_loaded: 0,
        tables: [],
        error: { code: 'http-status', message: expect.stringContaining('400 Bad Request') },
      });
      expect(await countRows(root, 'raw_shop')).not.toHaveProperty('order_changes');
      expect(Object.keys((await readDataset(root, 'raw_shop')).cursors)).toEqual(['orders.updated_at']);

      // The next sync makes up for it: the one starts where it was, the other where it has come to.
      api.clearRequests();
      const second = await syncJson(root);
      expect(second).toMatchObject({ exitCode: 0 });
      expect(askedSince('/paged/next-url/orders')[0]).toBe(initialValue);
      expect(second.resource('orders')).toMatchObject({ requests: 1, rows_extracted: 0 });
      expect(second.resource('order_changes')).toMatchObject({ rows_loaded: currentOrders().length });
    });

    test('when everything fails the exit code is 1, and the warehouse is what it was, byte for byte', async () => {
      const project = await createProject(kind);
      const refuse = () => api.fail(() => true, { status: 400, times: 3 });
      refuse();
      expect(await syncJson(project.root)).toMatchObject({ exitCode: 1, document: { status: 'failed' } });
      expect(fingerprintWarehouse(project.root)).toBe('absent absent');

      await syncJson(project.root);
      api.addOrders([{ updated_at: '2025-06-02T00:00:00Z' }]);
      const before = fingerprintWarehouse(project.root);
      refuse();
      const result = await syncJson(project.root);
      expect(result).toMatchObject({ exitCode: 1, document: { runs: [{ status: 'failed' }] } });
      expect(result.document.runs[0]?.resources.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
      expect(fingerprintWarehouse(project.root)).toBe(before);
      expect((await syncJson(project.root)).resource('order_changes')).toMatchObject({ rows_extracted: 1 });
    });
  });
}
