import { beforeAll, describe, expect, test } from 'vitest';
import { validateSources } from '../../lib/spec/validate-sources.ts';
import { countRows, readWarehouse } from '../support/read-warehouse.ts';
import type { ReceivedRequest, TestServer } from '../support/start-server.ts';
import { mockPosts, startMockApi } from './mock-api.ts';
import { readMock, queriesOf } from './read-mock.ts';
import { clientOf, dltSourcesLines, faultsOf, runDltConfig, syncDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

const numbered = { type: 'page_number', base_page: 1, total_path: 'total_pages' };
const firstPosts = { name: 'posts', endpoint: { paginator: 'single_page' } };
const jsonOf = ({ body }: ReceivedRequest): unknown => (body === '' ? null : JSON.parse(body));
const read = (resources: readonly unknown[], client?: object) => readMock(api, resources, client);
const refusalOf = (resources: readonly unknown[]) =>
  faultsOf({ client: { base_url: 'http://a.b' }, resources }).join('\n');

describe('a blog with comments and details', () => {
  const post = '{resources.posts.id}';
  const resolve = { post_id: { type: 'resolve', resource: 'posts', field: 'id' } };
  const styles: readonly (readonly [string, object, object])[] = [
    [
      'a resolve parameter',
      { path: 'posts/{post_id}/comments', params: resolve },
      { path: 'posts/{post_id}', params: resolve },
    ],
    ['the path', { path: `posts/${post}/comments` }, { path: `posts/${post}` }],
    [
      'the query',
      { path: 'post_comments', params: { post_id: post } },
      { path: 'post_detail', params: { post_id: post } },
    ],
    [
      'the body',
      { path: 'post_comments', method: 'POST', json: { post_id: post } },
      { path: 'post_detail', method: 'POST', json: { post_id: post } },
    ],
    [
      'a header',
      { path: 'post_comments_via_headers', headers: { post_id: post } },
      { path: 'post_detail_via_headers', headers: { post_id: post } },
    ],
  ];
  describe('INT-01 all of it is in the warehouse', () => {
    test.each(styles)('with the post in %s', async (_, comments, details) => {
      const { root, report } = await syncDltConfig({
        client: clientOf(api),
        resources: [
          'posts',
          { name: 'post_comments', endpoint: comments },
          { name: 'post_details', endpoint: details },
        ],
      });
      expect(report.status).toBe('succeeded');
      expect(await countRows(root, 'raw_mock')).toEqual({ posts: 25, post_comments: 1250, post_details: 25 });
      const posts = await readWarehouse(root, 'SELECT title FROM raw_mock.posts ORDER BY id');
      expect(posts.map(({ title }) => title)).toEqual(mockPosts().map(({ title }) => title));
      const bodies = await readWarehouse(root, 'SELECT body FROM raw_mock.post_details ORDER BY id');
      expect(bodies.map(({ body }) => body)).toEqual(mockPosts().map(({ id }) => `Post body ${id}`));
      const first = await readWarehouse(root, 'SELECT body FROM raw_mock.post_comments ORDER BY post_id, id LIMIT 5');
      expect(first.map(({ body }) => body)).toEqual([0, 1, 2, 3, 4].map((id) => `Comment ${id} for post 0`));
    });
  });

  test('INT-14 a configuration in lines of YAML says the same', async () => {
    const config = { client: clientOf(api), resources: ['posts', { name: 'post_comments', endpoint: styles[1]?.[1] }] };
    expect(validateSources(dltSourcesLines(config), 'sources.yml').issues).toEqual([]);
    const { records } = await runDltConfig(api, config);
    expect([records['posts']?.length, records['post_comments']?.length]).toEqual([25, 1250]);
  });
});

describe('query parameters', () => {
  const window = { cursor_path: 'id', initial_value: 1, end_value: 10 };
  const bounds = { ...window, start_param: 'since', end_param: 'until' };
  const variants: readonly (readonly [string, object, Readonly<Record<string, string>>])[] = [
    ['static ones', { params: { sort: 'desc', locale: 'en' } }, { sort: 'desc', locale: 'en' }],
    ['none', {}, {}],
    ['an empty one', { params: { sort: 'desc', locale: '' } }, { sort: 'desc', locale: '' }],
    ['a page that is passed over', { params: { sort: 'desc', page: '100' } }, { sort: 'desc' }],
    ['a cursor with both ends', { incremental: bounds }, { since: '1', until: '10' }],
    [
      'a cursor beside static ones',
      { params: { sort: 'desc' }, incremental: bounds },
      { sort: 'desc', since: '1', until: '10' },
    ],
    [
      'a parameter that is a cursor',
      { params: { since: { type: 'incremental', cursor_path: 'id', initial_value: 1 } } },
      { since: '1' },
    ],
    ['escaped braces', { params: { filter: '{{not_this}}' } }, { filter: '{not_this}' }],
    [
      'nested escaped braces',
      { params: { filter: '{{not_this {{and}} {{not_that}}}}' } },
      { filter: '{not_this {and} {not_that}}' },
    ],
  ];

  describe('INT-02 are sent with every page', () => {
    test.each(variants)('%s', async (_, endpoint, sent) => {
      const { requests } = await read([{ name: 'posts', endpoint }], { paginator: numbered });
      expect(queriesOf(requests)).toEqual([1, 2, 3, 4, 5].map((page) => ({ ...sent, page: String(page) })));
    });
  });

  describe('INT-03 are sent with every page of every child', () => {
    test.each(variants)('%s', async (_, endpoint, sent) => {
      const child = { name: 'comments', endpoint: { path: 'posts/{resources.posts.id}/comments', ...endpoint } };
      const { requests } = await read([firstPosts, child], { paginator: numbered });
      const children = requests.slice(1);
      expect(children).toHaveLength(50);
      expect(new Set(children.map(({ path }) => path)).size).toBe(5);
      // Several pages of a child are under way at a time.
      const inOrder = children.toSorted(
        (one, other) => one.path.localeCompare(other.path) || Number(one.query['page']) - Number(other.query['page']),
      );
      expect(queriesOf(inOrder)).toEqual(
        inOrder.map((_request, index) => ({ ...sent, page: String((index % 10) + 1) })),
      );
    });
  });

  test('INT-04 a field of the parent is one among others', async () => {
    for (const [more, sent] of [
      [{}, {}],
      [{ sort: 'desc' }, { sort: 'desc' }],
      [{ locale: '' }, { locale: '' }],
      [{ filter: '{{x}}' }, { filter: '{x}' }],
    ]) {
      const child = {
        name: 'details',
        endpoint: {
          path: 'post_detail',
          params: { post_id: '{resources.posts.id}', ...more },
          paginator: 'single_page',
        },
      };
      const { requests } = await read([firstPosts, child]);
      expect(queriesOf(requests.slice(1))).toEqual([0, 1, 2, 3, 4].map((id) => ({ post_id: String(id), ...sent })));
    }
  });
});

describe('bodies', () => {
  test('INT-05 a GET has no body unless there is one, and an empty one is one', async () => {
    const child = (more: object) => ({
      name: 'comments',
      endpoint: { path: 'posts/{resources.posts.id}/comments', paginator: numbered, ...more },
    });
    const without = await read([firstPosts, child({})]);
    expect(without.requests.slice(1).map(jsonOf)).toEqual(Array.from({ length: 50 }, () => null));
    const empty = await read([firstPosts, child({ json: {} })]);
    expect(empty.requests.slice(1).map(jsonOf)).toEqual(Array.from({ length: 50 }, () => ({})));
  });

  test('INT-06 a resolve parameter that the path does not use is refused', () => {
    const params = { post_id: { type: 'resolve', resource: 'posts', field: 'id' } };
    expect(refusalOf(['posts', { name: 'post_details', endpoint: { path: 'posts', params } }])).toMatch(
      'Resource "post_details" defines the resolve parameter "post_id", which its path "posts" does not use Write {resources.<resource>.<field>} as the value',
    );
  });

  test('INT-07 an unknown expression is refused where it stands', () => {
    const value = '{unknown.posts.id}';
    for (const [place, endpoint] of [
      ['params.a', { params: { a: value } }],
      ['json.a', { method: 'POST', json: { a: value } }],
    ] as const) {
      expect(refusalOf(['posts', { name: 'a', endpoint }])).toMatch(
        `resources[1].endpoint.${place}: The expression {unknown.posts.id} of resource "a" names nothing that is known`,
      );
    }
  });

  test('INT-08 the next page is written into the body, which takes a paginator of one’s own in dlt', async () => {
    const { records } = await read([
      {
        name: 'posts',
        endpoint: {
          path: 'posts/search',
          method: 'POST',
          json: { ids_greater_than: 50, page_size: 25, page_count: 4 },
          paginator: { type: 'cursor', cursor_path: 'next_page', cursor_body_path: 'page' },
        },
      },
    ]);
    expect(records['posts']).toEqual(mockPosts(100).slice(51));
  });

  test('INT-09 the cursor fills a body at any depth, escaped braces are braces', async () => {
    const value = '{incremental.initial_value}';
    const json = { since: value, more: { since: value }, list: [value, { a: value }], text: '{{not {{this}}}}' };
    for (const [given, sent] of [
      [json, { since: 1, more: { since: 1 }, list: [1, { a: 1 }], text: '{not {this}}' }],
      [{}, {}],
    ]) {
      const endpoint = {
        path: 'posts/search',
        method: 'POST',
        json: given,
        incremental: { cursor_path: 'id', initial_value: 1 },
        paginator: 'single_page',
      };
      const { requests } = await read([{ name: 'posts', endpoint }]);
      expect(requests.map(jsonOf)).toEqual([sent]);
    }
  });

  test('INT-10 a child with path and body', async () => {
    const id = '{resources.posts.id}';
    const { root } = await syncDltConfig({
      client: clientOf(api),
      resources: [
        'posts',
        {
          name: 'post_details',
          endpoint: {
            path: `posts/search_by_id/${id}`,
            method: 'POST',
            json: { post_id: id, more: { title: '{resources.posts.title}' }, more_array: [id] },
          },
        },
      ],
    });
    expect(await countRows(root, 'raw_mock')).toEqual({ posts: 25, post_details: 25 });
    expect(await readWarehouse(root, 'SELECT body, title, more FROM raw_mock.post_details ORDER BY id')).toEqual(
      mockPosts().map(({ id: post, title }) => ({
        body: `Post body ${post}`,
        title,
        more: `More is equale to id: ${post}`,
      })),
    );
  });
});
