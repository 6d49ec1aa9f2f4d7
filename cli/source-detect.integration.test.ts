import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { runCli } from '../test/support/run-cli.ts';
import { startServer } from '../test/support/start-server.ts';
import { createTempProject } from '../test/support/temp-project.ts';

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());

interface Detected {
  readonly name: string;
  readonly records?: { readonly selector: string; readonly confidence: string };
  readonly pagination?: { readonly spec: unknown; readonly confidence: string; readonly tried: readonly string[] };
  readonly yaml: readonly string[];
  readonly error?: { readonly code: string };
}

/** Each style of the sample API, and what is to be found out about it. */
const styles: readonly (readonly [style: string, confidence: string, pagination: string])[] = [
  ['page-number', 'sure', '{type: page_number, total_path: total_pages}'],
  ['page-number-no-total', 'sure', 'page_number'],
  ['page-number-zero', 'sure', '{type: page_number, start: 0}'],
  ['offset', 'sure', '{type: offset, total_path: total}'],
  ['offset-no-total', 'sure', 'offset'],
  ['offset-capped', 'sure', '{type: offset, limit: 50}'],
  ['cursor', 'sure', '{type: cursor, cursor_path: next_cursor}'],
  ['cursor-items', 'sure', '{type: cursor, cursor_path: next_cursor}'],
  ['next-url', 'sure', '{type: json_link, next_url_path: next_page_url}'],
  ['relative-next-url', 'sure', '{type: json_link, next_url_path: next_page_url}'],
  ['link-header', 'sure', 'header_link'],
  ['header-cursor', 'sure', '{type: header_cursor, header: x-next-cursor}'],
];

const sourcesYml = (baseUrl: string, resources: string, more = '') => `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${baseUrl}
${more}      resources:
${resources}`;

describe('dango source detect', () => {
  test('finds out every style of the sample API', async () => {
    const names = [...styles.map(([style]) => style), 'none'];
    const list = names.map((name) => `        - { name: ${name}, endpoint: /paged/${name}/orders }\n`).join('');
    const { root } = await createTempProject({ sourcesYml: sourcesYml(api.url, list) });
    const { exitCode, stdout } = await runCli(root, ['source', 'detect', 'shop', '--json']);
    expect(exitCode).toBe(0);
    const { resources } = JSON.parse(stdout) as { resources: readonly Detected[] };
    const found = resources.map(({ name, pagination, yaml }) => [name, pagination?.confidence, yaml.at(-1)]);
    expect(found.slice(0, styles.length)).toEqual(
      styles.map(([style, confidence, pagination]) => [style, confidence, `pagination: ${pagination}`]),
    );
    expect(resources.at(-1)?.pagination).toMatchObject({ confidence: 'likely', spec: 'single_page' });
  });

  test('tells a person what it found, why, and what to write', async () => {
    const { root } = await createTempProject({
      sourcesYml: sourcesYml(api.url, '        - { name: orders, endpoint: /paged/page-number-zero/orders }\n'),
    });
    const { exitCode, stdout } = await runCliHere(root, ['source', 'detect', 'shop', '--resource', 'orders']);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split('\n')).toEqual([
      'orders',
      '  records     data: 100 records (sure)',
      '              "data" is a usual name for records',
      '              data holds 100',
      '  pagination  page_number (sure)',
      '              page=0 is the first page, page=1 brought other records',
      '              tried page=2: other records',
      '              tried page=1: other records',
      '              tried page=0: the same records',
      '',
      '  Write at the resource in .dango/sources.yml:',
      '    data_selector: data',
      '    pagination: {type: page_number, start: 0}',
    ]);
  });

  test('signs in, reads a parent for its child, and keeps the parameters of the resource', async () => {
    await using server = await startServer(({ headers, path, query }) => {
      if (headers['authorization'] !== 'Bearer secret-token') return { status: 401 };
      if (path === '/shops') return { json: { data: [{ id: 'a1' }, { id: 'b2' }] } };
      const page = Number(query['page'] ?? 1);
      return { json: { items: [{ id: page * 2, of: path }, { id: page * 2 + 1 }], kind: query['kind'] } };
    });
    const resources = `        - { name: shops, data_selector: data, pagination: single_page }
        - { name: items, endpoint: "/shops/{resources.shops.id}/items", params: { kind: x } }
`;
    const auth = '      auth: { type: bearer, token: secret-token }\n';
    const { root } = await createTempProject({ sourcesYml: sourcesYml(server.url, resources, auth) });
    const { stdout } = await runCliHere(root, ['source', 'detect', 'shop', '--resource', 'items', '--json']);
    const { resources: found } = JSON.parse(stdout) as { resources: readonly Detected[] };
    expect(found).toMatchObject([{ name: 'items', yaml: ['data_selector: items', 'pagination: page_number'] }]);
    expect(server.requests.map(({ url }) => `${url.pathname}${url.search}`).slice(0, 3)).toEqual([
      '/shops',
      '/shops/a1/items?kind=x',
      '/shops/a1/items?kind=x&page=2',
    ]);
    expect(stdout).not.toContain('secret-token');
  });

  test('a failing API is told with its resource; the others are tried all the same', async () => {
    await using server = await startServer(({ path }) =>
      path === '/broken' ? { status: 404 } : { json: [{ id: 1 }, { id: 2 }] },
    );
    const { root } = await createTempProject({
      sourcesYml: sourcesYml(server.url, '        - name: broken\n        - name: fine\n'),
    });
    const { exitCode, stdout } = await runCli(root, ['source', 'detect', 'shop', '--json']);
    expect(exitCode).toBe(1);
    const { resources } = JSON.parse(stdout) as { resources: readonly Detected[] };
    expect(resources).toMatchObject([
      { name: 'broken', yaml: [], error: { code: 'http-status' } },
      { name: 'fine', pagination: { confidence: 'likely', spec: 'single_page' } },
    ]);
  });

  test('an unknown name is told with the names there are', async () => {
    const { root } = await createTempProject({ sourcesYml: sourcesYml(api.url, '        - name: orders\n') });
    const { exitCode, stderr } = await runCliHere(root, ['source', 'detect', 'shop', '--resource', 'order']);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('There is no resource called "order". Resources: orders.');
    expect(stderr).toContain('Did you mean "orders"?');
  });
});
