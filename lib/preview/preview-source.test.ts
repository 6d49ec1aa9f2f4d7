import { existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi } from '../../sample/api/start-sample-api.ts';
import { createFilledProject } from '../../test/support/failing-project.ts';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import { runCliHere } from '../../test/support/run-cli-here.ts';
import { runPreview, runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { fingerprintWarehouse } from '../../test/support/warehouse-file.ts';

const shop = (url: string, resources: string): string => `version: 1
sources:
  - name: shop # mine
    type: rest_api
    rest_api:
      base_url: "${url}"
      headers: { Authorization: "Bearer \${TOKEN}" }
      resources:
${resources}`;

const products = '        - { name: products, endpoint: /products, pagination: { type: offset, limit: 30 } }\n';
const orders = `        - name: orders
          endpoint: /orders
          primary_key: id
          incremental: { cursor_path: updated_at, initial_value: "2024-01-01T00:00:00Z", start_param: updated_after }
          pagination: { type: json_link, next_url_path: next_page_url }
`;
const orderDocuments = '        - { name: order_documents, endpoint: "/orders/{resources.orders.id}" }\n';

const secretsToml = `TOKEN = "${credentials.token}"\n`;

async function projectOf(url: string, resources: string): Promise<TempProject> {
  return await createTempProject({ sourcesYml: shop(url, resources), secretsToml });
}

/** What previews have left in the project. */
function leftovers(project: TempProject): readonly string[] {
  const previews = project.path('.dango/cache/previews');
  return existsSync(previews) ? readdirSync(previews) : [];
}

describe('a preview of a REST source', () => {
  test('reads two pages, and shows the rows in the types of a sync', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, products);
    const { events, exchanges, tables, finished, rowsOf } = await runPreview(project, { source: 'shop' });
    expect(events[0]).toEqual({
      type: 'preview-started',
      limits: { pages: 2, records: 100, parents: 3, timeoutSeconds: 60 },
    });
    expect(api.requests.map(({ url }) => url)).toEqual(['/products?offset=0&limit=30', '/products?offset=30&limit=30']);
    expect(exchanges).toMatchObject([
      { number: 1, resource: 'products', status: 200, attempts: 1, reason: 'first page', isBodyCut: false },
      { number: 2, resource: 'products', status: 200 },
    ]);
    expect(JSON.parse(exchanges[0]?.responseBody ?? '')).toEqual({ items: api.shop.products.slice(0, 30) });
    expect(tables).toMatchObject([
      { name: 'products', resource: 'products', rowCount: 60 },
      { name: 'products__tags', resource: 'products', parent: 'products' },
    ]);
    expect(tables[0]?.columns).toContainEqual({ name: 'price', type: 'DOUBLE' });
    expect(tables[0]?.rows).toHaveLength(60);
    expect(rowsOf('products')[59]).toMatchObject({ id: '60', sku: 'SKU-0060' });
    expect(finished).toMatchObject({
      status: 'succeeded',
      resources: [{ name: 'products', pages: 2, rows_extracted: 60, rows_loaded: 60, stopped_by: 'pages' }],
    });
    const types = new Set(events.map(({ type }) => type));
    expect([...types].filter((type) => /^(package|load|table)-/.test(type))).toEqual([]);
  });

  test('stops at the limit of records', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, products);
    const { finished, tables } = await runPreviewHere(project, { source: 'shop', limits: { pages: 9, records: 40 } });
    expect(api.requests).toHaveLength(2);
    expect(tables[0]).toMatchObject({ rowCount: 40 });
    expect(finished.resources).toMatchObject([{ pages: 2, rows_extracted: 40, stopped_by: 'records' }]);
  });

  test('says nothing of a limit that was not reached', async () => {
    await using server = await startServer(() => ({ json: [{ id: 1 }] }));
    const project = await projectOf(server.url, '        - { name: items, endpoint: /items }\n');
    const { finished } = await runPreviewHere(project, { source: 'shop' });
    expect(finished.resources[0]).not.toHaveProperty('stopped_by');
  });

  test('reads the children of the first parents only', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, orders + orderDocuments);
    const { exchanges, finished } = await runPreviewHere(project, {
      source: 'shop',
      limits: { parents: 2, records: 500 },
    });
    const { data } = JSON.parse(exchanges[0]?.responseBody ?? '') as { data: { id: number }[] };
    const documents = data.slice(0, 2).map(({ id }) => `/orders/${id}`);
    expect(api.requests.map(({ path }) => path)).toEqual(['/orders', ...documents, '/orders']);
    expect(finished.resources).toMatchObject([
      { name: 'orders', pages: 2 },
      { name: 'order_documents', pages: 2, rows_loaded: 2, stopped_by: 'parents' },
    ]);
  });

  test('of a child alone reads no more of its parent than it needs, and does not show it', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, orders + orderDocuments);
    const { finished, tables } = await runPreviewHere(project, { source: 'shop', resources: ['order_documents'] });
    expect(api.requests.map(({ path }) => path).filter((path) => path === '/orders')).toHaveLength(1);
    expect(api.requests).toHaveLength(4);
    expect(new Set(tables.map(({ resource }) => resource))).toEqual(new Set(['order_documents']));
    expect(finished).toMatchObject({
      status: 'succeeded',
      resources: [
        { name: 'orders', status: 'skipped' },
        { name: 'order_documents', status: 'succeeded', rows_loaded: 3, stopped_by: 'parents' },
      ],
    });
  });

  test('sends the requests that a sync would send', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, orders + orderDocuments);
    const sent = (): readonly object[] =>
      api.requests.map(({ method, url, headers, body }) => ({ method, url, headers, body }));
    await runPreviewHere(project, { source: 'shop', limits: { records: 500 } });
    const previewed = sent();
    api.clearRequests();
    expect(await runCliHere(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
    const synced = sent();
    expect(previewed).toHaveLength(5);
    // One page, its first three documents and the next page. A sync asks for eight documents at once, in no certain order.
    expect(previewed[0]).toEqual(synced[0]);
    expect(synced).toEqual(expect.arrayContaining([...previewed]));
  });

  test('starts from the initial value, whatever was synced', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, orders);
    expect(await runCliHere(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
    const before = fingerprintWarehouse(project.root);
    const loads = readdirSync(project.path('.dango/loads'), { recursive: true });
    api.clearRequests();
    const { finished } = await runPreviewHere(project, { source: 'shop' });
    expect(api.requests[0]?.query).toEqual({ updated_after: '2024-01-01T00:00:00Z' });
    expect(finished.resources[0]).toMatchObject({ stopped_by: 'records', rows_loaded: 100 });
    expect(fingerprintWarehouse(project.root)).toBe(before);
    expect(readdirSync(project.path('.dango/loads'), { recursive: true })).toEqual(loads);
    expect(leftovers(project)).toEqual([]);
  });

  test('takes the text that was not saved, and leaves the file alone', async () => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, orders);
    const sourcesText = shop(api.url, products).replace('name: shop', 'name: renamed');
    const { finished, tables } = await runPreviewHere(project, { source: 'renamed', sourcesText });
    expect(finished.status).toBe('succeeded');
    expect(tables.map(({ name }) => name)).toEqual(['products', 'products__tags']);
    expect(await project.read('.dango/sources.yml')).toBe(shop(api.url, orders));
    expect(existsSync(project.path('data'))).toBe(false);
    expect(readdirSync(project.path('.dango')).sort()).toEqual(['cache', 'project.yml', 'sources.yml']);
    expect(leftovers(project)).toEqual([]);
  });

  test('repeats what failed for a moment, as a sync does', async () => {
    await using api = await startSampleApi();
    api.fail(({ path }) => path === '/products', { status: 503, headers: { 'retry-after': '0' } });
    const project = await projectOf(api.url, products);
    const { events, exchanges, finished } = await runPreviewHere(project, { source: 'shop', limits: { pages: 1 } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'request-retried', cause: 'status 503' }));
    expect(exchanges).toMatchObject([{ status: 200, attempts: 2 }]);
    expect(finished.status).toBe('succeeded');
  });

  test('cuts a long body, and says so', async () => {
    const json = Array.from({ length: 40 }, (_, id) => ({ id, text: '€'.repeat(10_000) }));
    await using server = await startServer(() => ({ json }));
    const project = await projectOf(server.url, '        - { name: items, endpoint: /items }\n');
    const { exchanges, finished } = await runPreviewHere(project, { source: 'shop' });
    expect(exchanges[0]).toMatchObject({ isBodyCut: true, responseBody: JSON.stringify(json).slice(0, 262_144) });
    expect(finished).toMatchObject({ status: 'succeeded', resources: [{ rows_loaded: 40 }] });
  });
});

describe('what is wrong is told by the end of a preview', () => {
  test('a refused token, with the exchange', async () => {
    await using api = await startSampleApi({ tokens: ['another'] });
    const project = await projectOf(api.url, orders + orderDocuments);
    const { exchanges, tables, finished } = await runPreviewHere(project, { source: 'shop' });
    expect(exchanges).toMatchObject([{ status: 401, requestHeaders: { authorization: 'Bearer ***' } }]);
    expect(exchanges[0]?.responseBody).toContain('needs valid credentials');
    expect(tables).toEqual([]);
    expect(finished).toMatchObject({
      status: 'failed',
      error: { code: 'http-status', context: { status: 401 } },
      resources: [{ status: 'failed' }, { status: 'failed', error: { code: 'parent-failed' } }],
    });
  });

  test('one resource of two', async () => {
    await using api = await startSampleApi({ tokens: ['another'] });
    const project = await projectOf(api.url, orders + products);
    const { tables, finished } = await runPreview(project, { source: 'shop' });
    expect(tables.map(({ name }) => name)).toEqual(['products', 'products__tags']);
    expect(finished).toMatchObject({ status: 'partial', resources: [{ status: 'failed' }, { status: 'succeeded' }] });
  });

  test.each([
    [
      'a fault in the unsaved text',
      { sourcesText: shop('http://x', '        - { name: a, endpont: /a }\n') },
      { code: 'config-invalid', at: { file: '.dango/sources.yml', line: 9 } },
    ],
    [
      'a missing secret',
      { sourcesText: shop('http://x', products).replace('TOKEN', 'ABSENT') },
      { code: 'secret-missing', at: { file: '.dango/sources.yml', line: 7 } },
    ],
    ['an unknown source', { source: 'shap' }, { code: 'name-unknown', hint: 'Did you mean "shop"?' }],
    ['an unknown resource', { resources: ['product'] }, { code: 'name-unknown' }],
    ['a limit that is none', { limits: { pages: 0 } }, { code: 'usage-invalid', hint: 'Leave it out for 2.' }],
  ])('%s', async (_title, request, error) => {
    await using api = await startSampleApi();
    const project = await projectOf(api.url, products);
    const { finished } = await runPreviewHere(project, { source: 'shop', ...request });
    expect(finished).toMatchObject({ status: 'failed', resources: [], error });
    expect(api.requests).toEqual([]);
    expect(leftovers(project)).toEqual([]);
  });

  test('a folder that is no project', async () => {
    const { finished } = await runPreviewHere({ ...(await createTempProject()), root: '/' }, { source: 'shop' });
    expect(finished).toMatchObject({ status: 'failed', error: { code: 'project-missing' } });
  });
});

test('a secret is in no event, wherever the API repeats it', async () => {
  await using server = await startServer(({ headers, path }) => ({
    status: path === '/refused' ? 400 : 200,
    headers: { 'x-echo': headers['authorization'] ?? '' },
    json:
      path === '/refused' ? { error: headers['authorization'] } : { meta: headers['authorization'], data: [{ id: 1 }] },
  }));
  const project = await projectOf(
    server.url,
    `        - { name: items, endpoint: /items, data_selector: data }
        - { name: refused, endpoint: "/refused?key=\${TOKEN}" }
`,
  );
  const { events, exchanges, finished } = await runPreview(project, { source: 'shop' });
  expect(server.requests.every(({ headers }) => headers['authorization'] === `Bearer ${credentials.token}`)).toBe(true);
  expect(finished.status).toBe('partial');
  expect(exchanges).toHaveLength(2);
  expect(JSON.stringify(events)).not.toContain(credentials.token);
});

test('rows are shown as the API gave them, while exchanges are masked', async () => {
  await using server = await startServer(() => ({ json: [{ id: 1, note: `${credentials.token}!` }] }));
  const project = await projectOf(server.url, '        - { name: items, endpoint: /items }\n');
  const { exchanges, rowsOf } = await runPreviewHere(project, { source: 'shop' });
  expect(rowsOf('items')).toMatchObject([{ note: `${credentials.token}!` }]);
  expect(exchanges[0]?.responseBody).toBe('[{"id":1,"note":"***!"}]');
});

test('a warehouse that another process holds does not disturb a preview', async () => {
  await using api = await startSampleApi();
  const project = await createFilledProject({ sourcesYml: shop(api.url, products), secretsToml });
  const before = fingerprintWarehouse(project.root);
  const lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
  const { finished } = await runPreviewHere(project, { source: 'shop' });
  await lock.release();
  expect(finished.status).toBe('succeeded');
  expect(fingerprintWarehouse(project.root)).toBe(before);
});

test('what dead previews left behind goes after an hour', async () => {
  await using api = await startSampleApi();
  const project = await projectOf(api.url, products);
  const [old, fresh] = ['old', 'fresh'].map((name) => project.path(`.dango/cache/previews/${name}`));
  for (const folder of [old, fresh]) mkdirSync(`${folder}/loads`, { recursive: true });
  const longAgo = new Date(Date.now() - 3_700_000);
  utimesSync(old ?? '', longAgo, longAgo);
  await runPreview(project, { source: 'shop' });
  expect(leftovers(project)).toEqual(['fresh']);
});
