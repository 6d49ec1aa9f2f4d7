import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { syncJson, type SyncResult } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';
import { fingerprintWarehouse } from './support/warehouse-file.ts';

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());

interface PagedResource {
  readonly name: string;
  /** Below `/paged/`, the collection left out; or a whole path. */
  readonly style: string;
  /** YAML. */
  readonly pagination: string;
  /** 3,000 orders, a hundred on a page unless a limit says otherwise. */
  readonly requests: number;
  /** Further YAML lines of the resource. */
  readonly more?: string;
}

/** Every type of pagination, on every style of API that it is for. */
const resources: readonly PagedResource[] = [
  {
    name: 'page_number_total',
    style: 'page-number',
    pagination: '{ type: page_number, total_path: total_pages }',
    requests: 30,
  },
  // Without a total the end is an empty page.
  {
    name: 'page_number',
    style: 'page-number-no-total',
    pagination: '{ type: page_number, param: page, start: 1 }',
    requests: 31,
  },
  { name: 'page_number_word', style: 'page-number-no-total', pagination: 'page_number', requests: 31 },
  { name: 'page_number_zero', style: 'page-number-zero', pagination: '{ type: page_number, start: 0 }', requests: 31 },
  {
    name: 'page_number_post',
    style: '/search/orders',
    pagination: '{ type: page_number, total_path: total_pages }',
    requests: 6,
    more: '          method: POST\n          json: { page_size: 500 }\n',
  },
  {
    name: 'offset_total',
    style: 'offset',
    pagination: '{ type: offset, limit: 700, total_path: total }',
    requests: 5,
  },
  { name: 'offset', style: 'offset-no-total', pagination: 'offset', requests: 31 },
  // The last of these pages is short, so that no empty one has to be asked for.
  {
    name: 'offset_short_end',
    style: 'offset-no-total',
    pagination: '{ type: offset, param: offset, limit: 800, limit_param: limit }',
    requests: 4,
  },
  { name: 'offset_capped', style: 'offset-capped', pagination: '{ type: offset, limit: 200 }', requests: 61 },
  { name: 'cursor', style: 'cursor', pagination: '{ type: cursor, cursor_path: next_cursor }', requests: 30 },
  {
    name: 'cursor_items',
    style: 'cursor-items',
    pagination: '{ type: cursor, param: cursor, cursor_path: next_cursor }',
    requests: 30,
    more: '          data_selector: items\n',
  },
  {
    name: 'json_link',
    style: 'next-url',
    pagination: '{ type: json_link, next_url_path: next_page_url }',
    requests: 30,
  },
  {
    name: 'json_link_relative',
    style: 'relative-next-url',
    pagination: '{ type: json_link, next_url_path: next_page_url }',
    requests: 30,
  },
  { name: 'header_link', style: 'link-header', pagination: '{ type: header_link, rel: next }', requests: 30 },
  {
    name: 'header_link_wide',
    style: 'link-header',
    pagination: 'header_link',
    requests: 3,
    more: '          params: { per_page: 1000 }\n',
  },
  {
    name: 'header_cursor',
    style: 'header-cursor',
    pagination: '{ type: header_cursor, header: X-Next-Cursor, param: cursor }',
    requests: 30,
  },
  { name: 'single_page', style: 'none', pagination: 'single_page', requests: 1 },
  { name: 'auto_link', style: 'link-header', pagination: 'auto', requests: 30 },
  { name: 'auto_next_url', style: 'next-url', pagination: '{ type: auto }', requests: 30 },
  { name: 'auto_relative_next_url', style: 'relative-next-url', pagination: 'auto', requests: 30 },
  { name: 'auto_cursor', style: 'cursor', pagination: 'auto', requests: 30 },
  { name: 'auto_cursor_items', style: 'cursor-items', pagination: 'auto', requests: 30 },
  { name: 'auto_header_cursor', style: 'header-cursor', pagination: 'auto', requests: 30 },
  // The response repeats its page and tells the number of pages, which the second page proves.
  { name: 'auto_page_number', style: 'page-number', pagination: 'auto', requests: 30 },
];

function resourceYml({ name, style, pagination, more = '' }: Omit<PagedResource, 'requests'>): string {
  const endpoint = style.startsWith('/') ? style : `/paged/${style}/orders`;
  return `        - name: ${name}\n          endpoint: ${endpoint}\n          pagination: ${pagination}\n${more}`;
}

function createProject(list: readonly Omit<PagedResource, 'requests'>[], baseUrl = api.url): Promise<TempProject> {
  return createTempProject({
    sourcesYml: `version: 1
sources:
  - name: paged
    type: rest_api
    rest_api:
      base_url: ${baseUrl}
      resources:
${list.map(resourceYml).join('')}`,
  });
}

async function readIds(root: string, table: string): Promise<readonly number[]> {
  const rows = await readWarehouse(root, `SELECT id FROM raw_paged."${table}" ORDER BY id`);
  return rows.map(({ id }) => Number(id));
}

describe('every type of pagination reads all orders exactly once', () => {
  let project: TempProject;
  let result: SyncResult;
  beforeAll(async () => {
    project = await createProject(resources);
    result = await syncJson(project.root);
    expect(result).toMatchObject({ exitCode: 0, document: { status: 'succeeded' } });
  });

  test.each(resources)('$name', async ({ name, requests }) => {
    expect(await readIds(project.root, name)).toEqual(api.shop.orders.map(({ id }) => id));
    expect(result.resource(name)).toMatchObject({ requests, rows_extracted: 3000, rows_loaded: 3000 });
  });

  test('a server that caps the limit is told of, and nothing else is', () => {
    const warnings = result.stderr.split('\n').filter((line) => line.includes('warning:'));
    expect(warnings).toEqual([
      expect.stringMatching(/^paged\.offset_capped .*The server gives 50 records where limit=200 asks for more/),
    ]);
  });
});

describe('the end of a list', () => {
  test('max_page is the last page that is fetched', async () => {
    const { root } = await createProject([
      { name: 'orders', style: 'page-number', pagination: '{ type: page_number, max_page: 2 }' },
    ]);
    expect((await syncJson(root)).resource('orders')).toMatchObject({ requests: 2, rows_loaded: 200 });
    expect(await readIds(root, 'orders')).toEqual(api.shop.orders.slice(0, 200).map(({ id }) => id));
  });

  test('where auto finds no next page it loads one page and says so', async () => {
    const { root } = await createProject([{ name: 'orders', style: 'offset', pagination: 'auto' }]);
    const { exitCode, stdout, stderr } = await runCliHere(root, ['sync']);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('paged: ') });
    expect(stderr).toContain('warning: Only the first 100 records were read');
    expect(stderr).toContain('Set pagination (page_number, offset, cursor …)');
    expect(await readIds(root, 'orders')).toHaveLength(100);
  });

  test.each([
    ['cursor', '{ type: cursor, cursor_path: next_cursor }'],
    ['auto', 'auto'],
  ])('pages that lead in a circle end the sync with an explanation: %s', async (_, pagination) => {
    const project = await createProject([{ name: 'orders', style: 'loop', pagination }]);
    const { exitCode, document, stderr } = await syncJson(project.root);
    expect(exitCode).toBe(1);
    expect(document.status).toBe('failed');
    expect(document.runs[0]?.resources[0]?.error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('The pages lead in a circle'),
      hint: expect.any(String),
    });
    expect(stderr).toContain('The pages lead in a circle');
    expect(fingerprintWarehouse(project.root)).toBe('absent absent');
  });

  test('an API that ignores the parameter is found out at the second page', async () => {
    const { root } = await createProject([
      { name: 'orders', style: 'page-number', pagination: '{ type: page_number, param: p }' },
    ]);
    const { exitCode, document } = await syncJson(root);
    expect(exitCode).toBe(1);
    expect(document.runs[0]?.error?.message).toContain('p=2 brought the same records as the first page');
  });
});

describe('an API that limits the rate', () => {
  test('is asked again after the time in Retry-After, and every record arrives once', async () => {
    await using limited = await startSampleApi({ limitedRequestsPerSecond: 2 });
    const { root } = await createProject(
      [{ name: 'orders', style: 'link-header', pagination: 'auto', more: '          params: { per_page: 1000 }\n' }],
      `${limited.url}/limited`,
    );
    const { exitCode, stderr } = await syncJson(root);
    expect(exitCode).toBe(0);
    expect(limited.stats.countByStatus).toEqual({ 200: 3, 429: 1 });
    expect(stderr).toContain('status 429, tries again in 1.0 s');
    expect(await readIds(root, 'orders')).toEqual(limited.shop.orders.map(({ id }) => id));
  });

  test('is never asked too often with rate_limit', async () => {
    await using limited = await startSampleApi({ limitedRequestsPerSecond: 8 });
    const project = await createProject(
      [{ name: 'orders', style: 'link-header', pagination: 'auto', more: '          params: { per_page: 200 }\n' }],
      `${limited.url}/limited`,
    );
    const yml = await project.read('.dango/sources.yml');
    await project.write('.dango/sources.yml', yml.replace('      resources:', '      rate_limit: 6\n      resources:'));
    expect(await syncJson(project.root)).toMatchObject({ exitCode: 0 });
    expect(limited.stats.countByStatus).toEqual({ 200: 15 });
    expect(await readIds(project.root, 'orders')).toHaveLength(3000);
  });
});
