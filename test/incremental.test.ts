import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { countDocuments } from './support/count-documents.ts';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { describeIncremental } from './support/incremental-laws.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

describeIncremental('rest');

const initialValue = '2025-02-01T00:00:00Z';
/** The newest instant of the shop. */
const newest = '2025-06-01T12:00:00Z';

let api: SampleApi;
beforeEach(async () => {
  api = await startSampleApi();
});
afterEach(() => api.close());

test('a cursor of integers above 2^53 keeps every digit', async () => {
  const { root } = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${api.url}
      resources:
        - { name: events, endpoint: /events, incremental: { cursor_path: id } }
`,
  });
  expect((await syncJson(root)).resource('events')).toMatchObject({ requests: 10, rows_loaded: 1000 });
  expect((await syncJson(root)).resource('events')).toMatchObject({ requests: 10, rows_extracted: 0 });
  const ids = await readWarehouse(root, 'SELECT id FROM raw_shop.events ORDER BY id');
  expect(ids.map(({ id }) => id)).toEqual(api.shop.events.map(({ id }) => id));
  const cursor = (await readDataset(root, 'raw_shop')).cursors['events.id'];
  expect(cursor).toMatchObject({ last_value: api.shop.events.at(-1)?.id });
});

test('a search by POST takes the position of the cursor into its body', async () => {
  const { root } = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${api.url}
      resources:
        - name: found
          endpoint: /search/orders
          method: POST
          json: { page_size: 200, updated_after: "{incremental.start_value}" }
          pagination: { type: page_number, total_path: total_pages }
          primary_key: id
          incremental: { cursor_path: updated_at, initial_value: "${initialValue}" }
`,
  });
  const expected = api.shop.orders.filter((order) => order.updated_at >= initialValue);
  expect((await syncJson(root)).resource('found')).toMatchObject({
    requests: Math.ceil(expected.length / 200),
    rows_loaded: expected.length,
  });
  expect(await countRows(root, 'raw_shop')).toEqual(countDocuments('found', expected));
  api.clearRequests();
  expect((await syncJson(root)).resource('found')).toMatchObject({ requests: 1, rows_extracted: 0 });
  expect(api.requests.map(({ body }): unknown => JSON.parse(body))).toEqual([
    { page_size: 200, updated_after: newest, page: 1 },
  ]);
});

test('without a cursor a module’s resource appends all rows again, and every sync says so', async () => {
  const { root } = await createTempProject({
    sourcesYml: `version: 1
sources: [{ name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop } }]
`,
    customSources: {
      shop: `
import { resource, RestClient, source } from 'dango';

export const shop = source({
  resources: () => resource('products', {}, () => new RestClient({ baseUrl: '${api.url}' }).paginate('/products')),
});
`,
    },
  });
  for (const rows of [100, 200]) {
    const { exitCode, stderr } = await syncJson(root);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Resource products appends and has no cursor');
    expect(await countRows(root, 'raw_shop')).toMatchObject({ products: rows });
  }
  expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
});
