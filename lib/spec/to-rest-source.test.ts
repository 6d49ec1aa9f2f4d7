import { assert, describe, expect, test } from 'vitest';
import type { RestResource } from './rest-source.ts';
import type { RestApiSpec } from './source-spec.ts';
import { toRestSource } from './to-rest-source.ts';
import { validateSources } from './validate-sources.ts';

const sourceOf = (spec: RestApiSpec) => toRestSource({ name: 'shop', type: 'rest_api', rest_api: spec });

function resourceOf(resource: RestApiSpec['resources'][number], more: Partial<RestApiSpec> = {}): RestResource {
  const parent = { name: 'users' };
  const [, made] = sourceOf({ base_url: 'https://x.test', resources: [parent, resource], ...more }).resources;
  assert(made !== undefined);
  return made;
}

describe('defaults', () => {
  test('a resource of one word has every setting filled in', () => {
    expect(resourceOf({ name: 'orders', endpoint: '/orders' })).toEqual({
      name: 'orders',
      path: '/orders',
      method: 'GET',
      params: {},
      json: undefined,
      headers: {},
      dataSelector: undefined,
      pagination: { type: 'auto' },
      writeDisposition: 'replace',
      primaryKey: [],
      incremental: undefined,
      parent: undefined,
    });
  });

  test('a resource without endpoint reads the path of its name', () => {
    expect(resourceOf({ name: 'orders' }).path).toBe('orders');
    expect(resourceOf({ name: 'orders', endpoint: { method: 'POST' } }).path).toBe('orders');
  });

  test.each([
    [{ primary_key: 'id' }, 'merge'],
    [{ primary_key: ['a', 'b'], incremental: { cursor_path: 'u' } }, 'merge'],
    [{ incremental: { cursor_path: 'u' } }, 'append'],
    [{ incremental: { cursor_path: 'u', initial_value: 1, end_value: 2 } }, 'replace'],
    [{}, 'replace'],
    [{ primary_key: 'id', write_disposition: 'append' as const }, 'append'],
  ])('%j is loaded by %s', (settings, disposition) => {
    expect(resourceOf({ name: 'orders', ...settings }).writeDisposition).toBe(disposition);
  });

  test.each([
    [
      'page_number' as const,
      { type: 'page_number', param: 'page', start: 1, limitParam: 'per_page', stopAfterEmptyPage: true },
    ],
    [
      'offset' as const,
      { type: 'offset', param: 'offset', start: 0, limit: 100, limitParam: 'limit', stopAfterEmptyPage: true },
    ],
    ['header_link' as const, { type: 'header_link', rel: 'next' }],
    [
      { type: 'cursor' as const, cursor_path: 'n' },
      { type: 'cursor', param: 'cursor', cursorPath: 'n', cursorFrom: 'response', stopAfterEmptyPage: false },
    ],
    [
      { type: 'header_cursor' as const, header: 'X-Next' },
      { type: 'header_cursor', header: 'X-Next', param: 'cursor' },
    ],
    [
      { type: 'json_link' as const, next_url_path: 'n' },
      { type: 'json_link', nextUrlPath: 'n', stopAfterEmptyPage: false },
    ],
  ])('pagination %j is filled in', (pagination, filled) => {
    expect(resourceOf({ name: 'orders', pagination }).pagination).toEqual(filled);
  });

  test('an API key goes into the Authorization header, and "param" means the query', () => {
    const authOf = (auth: RestApiSpec['auth']) =>
      sourceOf({ base_url: 'https://x.test', resources: [{ name: 'a' }], auth }).auth;
    expect(authOf({ type: 'api_key', api_key: 'k' })).toEqual({
      type: 'api_key',
      name: 'Authorization',
      apiKey: 'k',
      location: 'header',
    });
    expect(authOf({ type: 'api_key', api_key: 'k', name: 'key', location: 'param' })).toMatchObject({
      name: 'key',
      location: 'query',
    });
  });
});

describe('how a child of a resource with a cursor is loaded', () => {
  const dispositionsOf = (...resources: RestApiSpec['resources']) =>
    sourceOf({ base_url: 'https://x.test', resources }).resources.map(({ writeDisposition }) => writeDisposition);
  const orders = { name: 'orders', primary_key: 'id', incremental: { cursor_path: 'u' } };
  const lines = { name: 'lines', endpoint: '/orders/{resources.orders.id}/lines' };
  const taxes = { name: 'taxes', endpoint: '/lines/{resources.lines.id}/taxes' };

  test('without a key it appends, for replace would keep the rows of the last changes only', () => {
    expect(dispositionsOf(orders, lines, taxes)).toEqual(['merge', 'append', 'append']);
    expect(dispositionsOf(taxes, lines, orders)).toEqual(['append', 'append', 'merge']);
  });

  test('with a key it merges, and an explicit word counts', () => {
    expect(dispositionsOf(orders, { ...lines, primary_key: 'id' })).toEqual(['merge', 'merge']);
    expect(dispositionsOf(orders, { ...lines, primary_key: 'id', write_disposition: 'append' })).toEqual([
      'merge',
      'append',
    ]);
  });

  test('it replaces where the parent has no cursor, or one that starts anew each time', () => {
    expect(dispositionsOf({ name: 'orders', primary_key: 'id' }, lines)).toEqual(['merge', 'replace']);
    expect(dispositionsOf({ ...orders, write_disposition: 'replace' }, lines)).toEqual(['replace', 'replace']);
  });
});

test('of several resources that placeholders name, the one below the others is the parent', () => {
  const orgs = { name: 'orgs' };
  const repos = { name: 'repos', endpoint: '/orgs/{resources.orgs.id}/repos' };
  const issues = { name: 'issues', endpoint: '/orgs/{resources.orgs.id}/repos/{resources.repos.id}/issues' };
  const { resources } = sourceOf({ base_url: 'https://x.test', resources: [issues, repos, orgs] });
  expect(resources.map(({ parent, concurrency }) => [parent, concurrency])).toEqual([
    ['repos', 4],
    ['orgs', 4],
    [undefined, undefined],
  ]);
});

test('parallelized is a word for concurrency', () => {
  const child = (keys: object) => ({ name: 'c', endpoint: '/{resources.p.id}', ...keys });
  const concurrencyOf = (keys: object) =>
    sourceOf({ base_url: 'https://x.test', resources: [{ name: 'p' }, child(keys)] }).resources[1]?.concurrency;
  expect(
    [{ parallelized: true }, { parallelized: false }, { parallelized: true, concurrency: 8 }].map(concurrencyOf),
  ).toEqual([4, 1, 8]);
});

describe('retry', () => {
  test('of source and resource is told in milliseconds; what is not said stays open', () => {
    const more = { retry: { max_wait: 60 }, resource_defaults: { retry: { post: true } } };
    const { retry, resources } = sourceOf({
      base_url: 'https://x.test',
      resources: [{ name: 'a' }, { name: 'b', endpoint: { retry: { attempts: 2, statuses: [409], budget: 0.5 } } }],
      ...more,
    });
    expect(retry).toEqual({ maxWaitMs: 60_000 });
    expect(resources.map((one) => one.retry)).toEqual([
      { post: true },
      { attempts: 2, statuses: [409], budgetMs: 500 },
    ]);
  });
});

describe('rules for responses', () => {
  test('of a resource, else of the defaults, come before those of the source', () => {
    const { resources } = sourceOf({
      base_url: 'https://x.test',
      responses: [{ status: 404, action: 'ignore' }],
      resource_defaults: { responses: [{ text: 'a', action: 'retry' }] },
      resources: [{ name: 'a' }, { name: 'b', responses: [{ path: 'p', not_equals: 1, action: 'wait', wait: 2 }] }],
    });
    expect(resources.map(({ responses }) => responses)).toEqual([
      [
        { text: 'a', action: 'retry' },
        { status: 404, action: 'ignore' },
      ],
      [
        { path: 'p', notEquals: 1, action: 'wait', waitMs: 2000 },
        { status: 404, action: 'ignore' },
      ],
    ]);
  });
});

describe('merging', () => {
  test('params, json and headers of the defaults are merged key by key; the resource wins', () => {
    const made = resourceOf(
      { name: 'orders', params: { status: 'new' }, endpoint: { path: '/o', headers: { A: 2 } }, method: 'POST' },
      {
        resource_defaults: {
          params: { status: 'old', limit: 5 },
          endpoint: { headers: { A: '1', B: 'x' } },
          json: { q: 1 },
        },
      },
    );
    expect(made.params).toEqual({ status: 'new', limit: 5 });
    expect(made.headers).toEqual({ A: '2', B: 'x' });
    expect(made.json).toEqual({ q: 1 });
  });

  test('everything else is replaced as a whole', () => {
    const made = resourceOf(
      { name: 'orders', incremental: { cursor_path: 'b' }, primary_key: ['x'] },
      {
        resource_defaults: {
          incremental: { cursor_path: 'a', initial_value: 1, start_param: 'since' },
          primary_key: 'id',
          write_disposition: 'append',
        },
      },
    );
    expect(made.incremental).toEqual({ cursorPath: 'b', initialValue: undefined, startParam: undefined });
    expect(made.primaryKey).toEqual(['x']);
    expect(made.writeDisposition).toBe('append');
  });

  test("the resource's pagination comes before the defaults', and those before the source's", () => {
    const more = { pagination: 'offset' as const, resource_defaults: { pagination: 'header_link' as const } };
    expect(resourceOf({ name: 'a', pagination: 'single_page' }, more).pagination.type).toBe('single_page');
    expect(resourceOf({ name: 'a' }, more).pagination.type).toBe('header_link');
    expect(resourceOf({ name: 'a' }, { pagination: 'offset' }).pagination.type).toBe('offset');
  });
});

describe('children', () => {
  test.each([
    [{ name: 'a', endpoint: '/users/{resources.users.id}/orders' }],
    [{ name: 'a', params: { user: '{resources.users.id}' } }],
    [{ name: 'a', method: 'POST' as const, json: { filter: [{ user: 'x{resources.users.id}' }] } }],
    [{ name: 'a', headers: { 'X-User': '{resources.users.id}' } }],
  ])('%j is a child', (resource) => {
    expect(resourceOf(resource).parent).toBe('users');
  });

  test.each([
    '/users/{resources.users.id}',
    '/users/{resources.users.id}/',
    '/users/{resources.users.id}.json',
    '/users/{resources.users.id}?full=/yes',
    '{resources.users.url}',
  ])('%s is one document', (endpoint) => {
    const made = resourceOf({ name: 'a', endpoint }, { pagination: 'offset' });
    expect(made).toMatchObject({ dataSelector: '$', pagination: { type: 'single_page' } });
  });

  test('what is set explicitly wins over the rule for one document', () => {
    const made = resourceOf({
      name: 'a',
      endpoint: '/users/{resources.users.id}',
      data_selector: 'data',
      pagination: 'header_link',
    });
    expect(made).toMatchObject({ dataSelector: 'data', pagination: { type: 'header_link' } });
  });

  test('a placeholder before the last segment, or only in the query, makes no single document', () => {
    for (const endpoint of ['/users/{resources.users.id}/orders', '/orders?user={resources.users.id}']) {
      expect(resourceOf({ name: 'a', endpoint }).pagination.type).toBe('auto');
    }
  });
});

test("the tutorial's source makes the model that the engine reads", () => {
  const text = `
sources:
  - name: my_api
    type: rest_api
    rest_api:
      base_url: "https://api.example.com"
      headers:
        Authorization: "Bearer token"
      resources:
        - name: users
          endpoint: /users
          pagination:
            type: page_number
            param: page
            start: 1
`;
  const spec = validateSources(text, 'sources.yml').entries[0]?.spec;
  expect(spec?.type === 'rest_api' && toRestSource(spec)).toMatchObject({
    baseUrl: 'https://api.example.com',
    headers: { Authorization: 'Bearer token' },
    auth: undefined,
    rateLimit: undefined,
    resources: [{ name: 'users', path: '/users', pagination: { type: 'page_number', param: 'page', start: 1 } }],
  });
});

test('a shared rate limit has a key: its own, or the host', () => {
  const rateOf = (shared: string): unknown => {
    const text = `
sources:
  - name: my_api
    type: rest_api
    rest_api:
      base_url: "https://api.example.com:8443/v1"
      rate_limit: { requests: 5, per: second${shared} }
      resources: [{ name: users }]
`;
    const spec = validateSources(text, 'sources.yml').entries[0]?.spec;
    return spec?.type === 'rest_api' && toRestSource(spec).rateLimit;
  };
  expect(rateOf('')).toEqual({ requests: 5, per: 'second' });
  expect(rateOf(', shared: true')).toEqual({ requests: 5, per: 'second', shared: 'api.example.com:8443' });
  expect(rateOf(', shared: "account 7"')).toEqual({ requests: 5, per: 'second', shared: 'account 7' });
});
