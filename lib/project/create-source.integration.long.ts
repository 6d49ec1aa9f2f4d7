import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi } from '../../sample/api/start-sample-api.ts';
import { countRows } from '../../test/support/read-warehouse.ts';
import { startServer } from '../../test/support/start-server.ts';
import { createTempFolder, createTempProject } from '../../test/support/temp-project.ts';
import { syncSource } from '../sync/sync-source.ts';
import { validateProject } from '../sync/validate-project.ts';
import { createSource } from './create-source.ts';
import { duplicateSource } from './duplicate-source.ts';
import { initProject } from './init-project.ts';
import { loadProject } from './load-project.ts';
import { saveSecret } from './save-secret.ts';
import { readSourcesFile, writeSourcesFile } from './sources-file.ts';
import { sourceTemplates, type TemplateValues } from './templates/source-templates.ts';

const code = (wanted: string) => expect.objectContaining({ code: wanted });

async function emptyProject(): Promise<string> {
  const root = await createTempFolder();
  initProject(root);
  return root;
}

/** What the cursors of the templates begin with. */
const isRecent = (order: { readonly updated_at: string }): boolean => order.updated_at >= '2024-01-01T00:00:00Z';

/** Makes a source in an empty project, checks everything, syncs it, and tells the rows of its tables. */
async function rowsOf(template: string, values: TemplateValues = {}, url?: string): Promise<Record<string, number>> {
  const root = await emptyProject();
  createSource(root, { name: 'shop_2b', template, values });
  if (url !== undefined) {
    saveSecret(root, 'sources.rest_api', 'SAMPLE_API_URL', url);
    saveSecret(root, 'sources.rest_api', 'MY_API_TOKEN', 'sample-token');
  }
  expect((await validateProject(root)).issues).toEqual([]);
  const host = { runId: 'test', onEvent: () => undefined, signal: new AbortController().signal };
  const report = await syncSource({ projectRoot: root, source: 'shop_2b' }, host);
  expect(report).toMatchObject({ status: 'succeeded' });
  return await countRows(root, 'raw_shop_2b');
}

describe('a source from a template', () => {
  test('rest-empty reads one endpoint', async () => {
    await using api = await startSampleApi();
    const values = { baseUrl: `${api.url}/paged/cursor`, resource: 'all "small" products', path: '/products' };
    expect(await rowsOf('rest-empty', values)).toMatchObject({ all_small_products: api.shop.products.length });
  });

  test.each([
    { type: 'bearer', value: 'sample-token', path: '/bearer/users' },
    { type: 'api_key', value: 'sample-key', path: '/api-key-header/users' },
  ] as const)('rest-empty sends a secret as $type', async ({ type, value, path }) => {
    await using api = await startSampleApi();
    const authentication = { type, secret: 'SHOP_KEY' };
    const root = await emptyProject();
    createSource(root, {
      name: 'shop',
      template: 'rest-empty',
      values: { baseUrl: `${api.url}/auth`, resource: 'users', path, authentication },
    });
    expect(readSourcesFile(root).text).not.toContain(value);
    saveSecret(root, '', 'SHOP_KEY', value);
    const host = { runId: 'test', onEvent: () => undefined, signal: new AbortController().signal };
    expect(await syncSource({ projectRoot: root, source: 'shop' }, host)).toMatchObject({ status: 'succeeded' });
  });

  test('rest-sample reads the shop', async () => {
    await using api = await startSampleApi();
    const { users, products, orders } = api.shop;
    expect(await rowsOf('rest-sample', {}, api.url)).toMatchObject({
      users: users.length,
      products: products.length,
      orders: orders.filter(isRecent).length,
    });
  });

  test('custom-minimal runs without a network', async () => {
    expect(await rowsOf('custom-minimal')).toEqual({ items: 3, items__tags: 3 });
  });

  test('custom-paginated reads every page', async () => {
    await using api = await startSampleApi();
    const values = { baseUrl: `${api.url}/paged/cursor`, resource: "the shop's events", path: '/events' };
    expect(await rowsOf('custom-paginated', values)).toEqual({ the_shop_s_events: api.shop.events.length });
    expect(api.requests.length).toBeGreaterThan(1);
  });

  test('custom-incremental asks for changes only', async () => {
    await using api = await startSampleApi();
    const values = { baseUrl: api.url, resource: 'orders', path: '/paged/next-url/orders' };
    expect(await rowsOf('custom-incremental', values)).toMatchObject({
      orders: api.shop.orders.filter(isRecent).length,
    });
    expect(api.requests[0]?.url.toString()).toContain('updated_after=2024-01-01');
  });

  test('custom-transformer reads the document of each record, without those that are not found', async () => {
    await using api = await startServer(({ path, query, url }) => {
      const [, id] = /^\/v1\/things\/(\d+)$/.exec(path) ?? [];
      if (id !== undefined) return id === '2' ? { status: 404 } : { json: { id: Number(id), size: 10 * Number(id) } };
      if (query['page'] === '2') return { json: [{ id: 3 }] };
      return { json: [{ id: 1 }, { id: 2 }], headers: { link: `<${url.origin}/v1/things?page=2>; rel="next"` } };
    });
    const values = { baseUrl: `${api.url}/v1`, resource: 'things', path: '/things' };
    expect(await rowsOf('custom-transformer', values)).toEqual({ things: 3, things_details: 2 });
    expect(api.requests.map(({ path }) => path)).toContain('/v1/things/2');
  });

  test('custom-oauth2 fetches a token and sends it', async () => {
    await using api = await startSampleApi();
    const root = await emptyProject();
    const values = { baseUrl: `${api.url}/auth/oauth2`, resource: 'users', path: '/users' };
    expect(createSource(root, { name: 'shop', template: 'custom-oauth2', values }).warnings).toEqual([
      'client_id still says YOUR-CLIENT-ID: write yours in its place.',
    ]);
    const { text, hash } = readSourcesFile(root);
    writeSourcesFile(root, text.replace('YOUR-CLIENT-ID', credentials.clientId), hash);
    saveSecret(root, 'sources.shop', 'client_secret', credentials.clientSecret);
    const host = { runId: 'test', onEvent: () => undefined, signal: new AbortController().signal };
    expect(await syncSource({ projectRoot: root, source: 'shop' }, host)).toMatchObject({ status: 'succeeded' });
    expect((await countRows(root, 'raw_shop'))['users']).toBe(api.shop.users.length);
    expect(api.requests[0]?.url.toString()).toContain('/oauth/token');
  });

  test('custom-graphql reads every page, and tells the error of a query', async () => {
    const items = Array.from({ length: 250 }, (_, index) => ({ id: index + 1, name: `Item ${index + 1}` }));
    await using api = await startServer(({ body }) => {
      const { query, variables = {} } = JSON.parse(body) as { query: string; variables?: { after?: string } };
      if (!query.includes('shopItems(first: 100, after: $after)')) return { json: { errors: [{ message: 'no' }] } };
      const from = Number(variables.after ?? 0);
      const pageInfo = { endCursor: String(from + 100), hasNextPage: from + 100 < items.length };
      return { json: { data: { shopItems: { nodes: items.slice(from, from + 100), pageInfo } } } };
    });
    const values = { baseUrl: api.url, resource: 'shop items' };
    expect(await rowsOf('custom-graphql', values)).toEqual({ shop_items: 250 });
    expect(api.requests.map(({ path }) => path)).toEqual(['/graphql', '/graphql', '/graphql']);
    const root = await emptyProject();
    createSource(root, { name: 'other', template: 'custom-graphql', values: { baseUrl: api.url } });
    const host = { runId: 'test', onEvent: () => undefined, signal: new AbortController().signal };
    expect(await syncSource({ projectRoot: root, source: 'other' }, host)).toMatchObject({
      status: 'failed',
      resources: [{ error: { message: expect.stringContaining('The API refused the query') as string } }],
    });
  });

  test.each(
    sourceTemplates.map(
      ({ id, kind, needsSampleApi, secrets = [] }) => [id, kind, needsSampleApi || secrets.length > 0] as const,
    ),
  )('%s without values is valid, and is what it says to be', async (template, kind, needsSecrets) => {
    const root = await emptyProject();
    const created = createSource(root, { name: 'first', template });
    const { sources, issues } = loadProject(root);
    expect(issues).toEqual([]);
    expect(sources).toMatchObject([{ name: 'first', type: kind, at: created.at }]);
    const files = ['.dango/sources.yml', ...(kind === 'dlt_native' ? ['custom_sources/first.ts'] : [])];
    expect(created.files).toEqual(files);
    const { issues: findings } = await validateProject(root);
    expect([...new Set(findings.map((finding) => finding.code))]).toEqual(needsSecrets ? ['secret-missing'] : []);
  });

  test('is refused with a name that is taken, not allowed, or that of a module; nothing is written then', async () => {
    const project = await createTempProject({
      sourcesYml: 'sources:\n  - name: one\n',
      customSources: { two: '// mine\n' },
    });
    const create = (name: string, template = 'custom-minimal', values = {}) =>
      createSource(project.root, { name, template, values });
    expect(() => create('one')).toThrow(/already a source called "one"/);
    expect(() => create('two')).toThrow(/custom_sources\/two.ts already/);
    expect(() => create('My-API')).toThrow(code('usage-invalid'));
    expect(() => create('../x')).toThrow(code('usage-invalid'));
    expect(() => create('three', 'rest-emty')).toThrow(
      expect.objectContaining({ code: 'name-unknown', hint: 'Did you mean "rest-empty"?' }),
    );
    expect(() => create('three', 'rest-empty', { baseUrl: 'example.com' })).toThrow(code('usage-invalid'));
    expect(() => create('three', 'rest-empty', { path: '/a/{resources.x.y}' })).toThrow(code('usage-invalid'));
    expect(await project.read('.dango/sources.yml')).toBe('sources:\n  - name: one\n');
    expect(await project.read('custom_sources/two.ts')).toBe('// mine\n');
    expect(
      existsSync(project.path('custom_sources/one.ts')) || existsSync(project.path('custom_sources/three.ts')),
    ).toBe(false);
  });

  test('leaves no module behind where sources.yml cannot be changed', async () => {
    const project = await createTempProject({ sourcesYml: 'sources: [{name: a}]\n' });
    expect(() => createSource(project.root, { name: 'b', template: 'custom-minimal' })).toThrow(code('config-invalid'));
    expect(existsSync(project.path('custom_sources/b.ts'))).toBe(false);
  });
});

describe('a copy of a source', () => {
  const sourcesYml = `sources:
  # the first
  - name: "one" # its name
    type: dlt_native
    # inside
    dlt_native:
      source_module: 'custom_sources.inner.one'  # its module
      dataset_name: fixed

  - name: two
    type: rest_api
`;

  test('has its comments, its module and a name of its own; the rest stays', async () => {
    const project = await createTempProject({ sourcesYml, customSources: { 'inner/one': 'export {};\n' } });
    expect(duplicateSource(project.root, 'one', 'three')).toEqual({
      name: 'three',
      files: ['.dango/sources.yml', 'custom_sources/inner/three.ts'],
      at: { file: '.dango/sources.yml', line: 12, column: 5 },
      warnings: [expect.stringContaining('both load into fixed')],
    });
    expect(await project.read('.dango/sources.yml')).toBe(`${sourcesYml}  - name: "three" # its name
    type: dlt_native
    # inside
    dlt_native:
      source_module: 'custom_sources.inner.three'  # its module
      dataset_name: fixed
`);
    expect(await project.read('custom_sources/inner/three.ts')).toBe('export {};\n');
  });

  test('of a source with faults, or without a module, is made all the same', async () => {
    const project = await createTempProject({ sourcesYml });
    expect(duplicateSource(project.root, 'two', 'four')).toMatchObject({ files: ['.dango/sources.yml'], warnings: [] });
    expect(duplicateSource(project.root, 'one', 'five')).toMatchObject({ files: ['.dango/sources.yml'] });
    expect(await project.read('.dango/sources.yml')).toContain('  - name: four\n    type: rest_api\n');
  });

  test('is refused where a name or a file is taken', async () => {
    const project = await createTempProject({ sourcesYml, customSources: { 'inner/one': '', 'inner/six': '//' } });
    expect(() => duplicateSource(project.root, 'one', 'two')).toThrow(code('usage-invalid'));
    expect(() => duplicateSource(project.root, 'one', 'six')).toThrow(/custom_sources\/inner\/six.ts/);
    expect(() => duplicateSource(project.root, 'oen', 'seven')).toThrow(code('name-unknown'));
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
  });
});
