import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from '../sample/api/access/credentials.ts';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { readDataset } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';
import { fingerprintWarehouse } from './support/warehouse-file.ts';

const sourcesYml = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${API}"
      auth: { type: bearer, token: "${credentials.token}" }
      resources:
        - name: orders
          endpoint: /orders
          primary_key: id
          incremental: { cursor_path: updated_at, initial_value: "2025-03-01T00:00:00Z", start_param: updated_after }
        - { name: products, endpoint: /products, pagination: offset }
        - { name: staff, endpoint: /users, params: { role: staff } }
        - { name: profiles, endpoint: "/users/{resources.staff.id}" }
`;

let api: SampleApi;
let project: TempProject;
beforeEach(async () => {
  api = await startSampleApi();
  project = await createTempProject({ sourcesYml, env: { API: api.url } });
});
afterEach(() => api.close());

const shopTables = ['orders', 'orders__items', 'orders__items__discounts', 'products', 'products__tags'];

describe('--resource', () => {
  test('loads that resource and nothing else', async () => {
    const { exitCode, document } = await syncJson(project.root, ['shop', '--resource', 'products']);
    expect(exitCode).toBe(0);
    expect(document.runs[0]?.resources).toMatchObject([{ name: 'products', rows_loaded: 120 }]);
    expect(Object.keys(await countRows(project.root, 'raw_shop'))).toEqual(['products', 'products__tags']);
    expect(new Set(api.requests.map(({ path }) => path))).toEqual(new Set(['/products']));
  });

  test('reads the parent of a child without loading it', async () => {
    const result = await syncJson(project.root, ['shop', '--resource', 'profiles']);
    expect(result.resource('staff')).toMatchObject({ status: 'skipped', requests: 1, rows_loaded: 0, tables: [] });
    expect(result.resource('profiles')).toMatchObject({ status: 'succeeded', requests: 6, rows_loaded: 6 });
    expect(await countRows(project.root, 'raw_shop')).toMatchObject({ profiles: 6 });
    expect(await countRows(project.root, 'raw_shop')).not.toHaveProperty('staff');
  });

  test('leaves the cursors of the others where they were', async () => {
    await syncJson(project.root);
    const { cursors } = await readDataset(project.root, 'raw_shop');
    await syncJson(project.root, ['shop', '--resource', 'products', '--full-refresh']);
    expect((await readDataset(project.root, 'raw_shop')).cursors).toEqual(cursors);
    expect((await syncJson(project.root)).resource('orders')).toMatchObject({ requests: 1, rows_extracted: 0 });
  });

  test('an unknown one ends with 2 and a proposal', async () => {
    const { exitCode, document } = await syncJson(project.root, ['shop', '--resource', 'prodcts']);
    expect(exitCode).toBe(2);
    expect(document.runs[0]?.error).toMatchObject({
      code: 'name-unknown',
      hint: expect.stringContaining('Did you mean "products"?'),
    });
  });
});

describe('--limit', () => {
  test('loads so many records per resource into the sample, and neither tables nor state know of it', async () => {
    const first = await syncJson(project.root, ['--limit', '5']);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(await countRows(project.root, 'raw_shop_sample')).toMatchObject({
      orders: 5,
      products: 5,
      staff: 5,
      profiles: 5,
    });
    expect(await countRows(project.root, 'raw_shop')).toEqual({});
    expect((await readDataset(project.root, 'raw_shop_sample')).cursors).toEqual({});
    expect(first.resource('orders')).toMatchObject({ requests: 1, rows_extracted: 5, rows_loaded: 5 });

    const full = await syncJson(project.root);
    expect(full.resource('orders').rows_loaded).toBeGreaterThan(100);
    const before = await readDataset(project.root, 'raw_shop');
    expect(Object.keys(before.cursors)).toEqual(['orders.updated_at']);
    expect(await syncJson(project.root, ['--limit', '3'])).toMatchObject({ exitCode: 0 });
    expect(await countRows(project.root, 'raw_shop_sample')).toMatchObject({ orders: 3, products: 3 });
    expect(await readDataset(project.root, 'raw_shop')).toEqual(before);
  });
});

test('a sample never goes into the tables of another source', async () => {
  const yml = (await project.read('.dango/sources.yml')).replace(
    'sources:\n',
    `sources:
  - name: shop_sample
    type: rest_api
    rest_api: { base_url: "\${API}", resources: [{ name: products }] }
`,
  );
  await project.write('.dango/sources.yml', yml);
  const { exitCode, document } = await syncJson(project.root, ['shop', '--limit', '5']);
  expect(exitCode).toBe(2);
  expect(document.runs[0]?.error).toMatchObject({
    code: 'usage-invalid',
    message: expect.stringContaining('raw_shop_sample'),
    hint: expect.stringContaining('shop_sample'),
  });
  expect(api.requests).toEqual([]);
  expect(fingerprintWarehouse(project.root)).toBe('absent absent');
});

describe('--dry-run', () => {
  test('prints what a first sync would do and makes no warehouse', async () => {
    const { exitCode, stdout } = await runCliHere(project.root, ['sync', '--dry-run']);
    expect(exitCode).toBe(0);
    for (const table of [...shopTables, 'staff', 'profiles', 'profiles__addresses']) {
      expect(stdout).toMatch(new RegExp(`^${table} +create table .*\\b_dlt_id\\b`, 'm'));
    }
    expect(stdout).toMatch(/^products +replace rows +120 rows$/m);
    expect(stdout).toMatch(/^orders +merge rows +\d+ rows$/m);
    expect(stdout).toContain('wrote nothing');
    expect(fingerprintWarehouse(project.root)).toBe('absent absent');
  });

  test('leaves an existing warehouse as it was and tells only of what is new', async () => {
    await syncJson(project.root);
    api.addOrders([{ updated_at: '2025-06-02T00:00:00Z', gift_note: 'for you' }]);
    const before = fingerprintWarehouse(project.root);
    const { exitCode, document } = await syncJson(project.root, ['--dry-run']);
    expect({ exitCode, status: document.runs[0]?.status }).toEqual({ exitCode: 0, status: 'planned' });
    const lines = document.runs[0]?.plan?.map(({ table, change, detail }) => `${table}: ${change} ${detail}`);
    expect(lines).toEqual([
      expect.stringMatching(/^orders: add column gift_note /),
      'orders: merge rows 1 new, 0 changed',
      'orders__items: merge rows 3 new, 0 changed',
      'products: replace rows 120 rows in the place of 120',
      'products__tags: replace rows 172 rows in the place of 172',
      'staff: replace rows 6 rows in the place of 6',
      'profiles: replace rows 6 rows in the place of 6',
      'profiles__addresses: replace rows 11 rows in the place of 11',
    ]);
    expect(fingerprintWarehouse(project.root)).toBe(before);
    // The cursor has not moved either.
    expect((await syncJson(project.root)).resource('orders')).toMatchObject({ rows_loaded: 1 });
  });

  test('a failing API ends it as it would end a sync', async () => {
    api.fail(({ path }) => path === '/products', { status: 403, times: 9 });
    expect(await syncJson(project.root, ['--dry-run'])).toMatchObject({ exitCode: 4, document: { status: 'partial' } });
    api.fail(() => true, { status: 403, times: 9 });
    expect(await syncJson(project.root, ['--dry-run'])).toMatchObject({ exitCode: 1, document: { status: 'failed' } });
    expect(fingerprintWarehouse(project.root)).toBe('absent absent');
  });
});

describe('replace', () => {
  test('swaps the rows for what the API has now', async () => {
    let records: readonly object[] = [{ id: 1, tags: ['a', 'b'] }, { id: 2 }, { id: 3, tags: ['c'] }];
    await using server = await startServer(() => ({ json: records }));
    await project.write('.env', '');
    await project.write(
      '.dango/sources.yml',
      `sources: [{ name: shop, type: rest_api, rest_api: { base_url: "${server.url}", resources: [{ name: items }] } }]`,
    );
    await syncJson(project.root);
    expect(await countRows(project.root, 'raw_shop')).toEqual({ items: 3, items__tags: 3 });
    records = [{ id: 2, tags: [] }, { id: 4 }];
    await syncJson(project.root, ['--allow-empty-replace']);
    expect(await countRows(project.root, 'raw_shop')).toEqual({ items: 2, items__tags: 0 });
    expect(await readWarehouse(project.root, 'SELECT id FROM raw_shop.items ORDER BY id')).toEqual([
      { id: 2 },
      { id: 4 },
    ]);

    // An API that answers with nothing is more often broken than empty.
    records = [];
    const kept = await syncJson(project.root);
    const hint = expect.stringContaining('--allow-empty-replace');
    const run = { status: 'held', error: { code: 'package-held', hint }, held: [{ kind: 'rows-lost' }] };
    expect(kept).toMatchObject({ exitCode: 1, document: { runs: [run] } });
    expect(await countRows(project.root, 'raw_shop')).toMatchObject({ items: 2 });
    await syncJson(project.root, ['--full-refresh', '--allow-empty-replace']);
    expect(await countRows(project.root, 'raw_shop')).toEqual({ items: 0, items__tags: 0 });
  });
});

test('a child that fails takes nothing of its parent along', async () => {
  const yml = await project.read('.dango/sources.yml');
  await project.write('.dango/sources.yml', yml.replace('params: { role: staff }', 'params: { role: customer }'));
  // User 13 is in the list and answers 404.
  const result = await syncJson(project.root, ['shop', '--resource', 'staff', '--resource', 'profiles']);
  expect(result).toMatchObject({ exitCode: 4 });
  expect(result.resource('staff')).toMatchObject({ status: 'succeeded', rows_loaded: 294 });
  expect(result.resource('profiles')).toMatchObject({
    status: 'failed',
    rows_loaded: 0,
    error: { code: 'http-status', message: expect.stringContaining('/users/13') },
  });
  expect(await countRows(project.root, 'raw_shop')).toEqual({ staff: 294 });
});

test('a parent that fails takes its children along', async () => {
  api.fail(({ path }) => path === '/users', { status: 403 });
  const result = await syncJson(project.root);
  expect(result).toMatchObject({ exitCode: 4 });
  expect(result.resource('staff')).toMatchObject({ status: 'failed', error: { code: 'http-status' } });
  expect(result.resource('profiles')).toMatchObject({ status: 'failed', error: { code: 'parent-failed' } });
  expect(result.resource('orders')).toMatchObject({ status: 'succeeded' });
  expect(Object.keys(await countRows(project.root, 'raw_shop'))).toEqual(shopTables);
});
