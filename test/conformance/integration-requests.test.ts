import { beforeAll, describe, expect, test } from 'vitest';
import { countRows } from '../support/read-warehouse.ts';
import type { TestServer } from '../support/start-server.ts';
import { mockPosts, startMockApi } from './mock-api.ts';
import { readMock, queriesOf } from './read-mock.ts';
import { clientOf, faultsOf, runDltConfig, syncDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

const numbered = { type: 'page_number', base_page: 1, total_path: 'total_pages' };
const firstPosts = { name: 'posts', endpoint: { paginator: 'single_page' } };
const read = (resources: readonly unknown[], client?: object) => readMock(api, resources, client);
const refusalOf = (resources: readonly unknown[]) =>
  faultsOf({ client: { base_url: 'http://a.b' }, resources }).join('\n');

describe('responses', () => {
  test('INT-11 a refusal in plain text fails the resource with its status', async () => {
    const { errors } = await runDltConfig(api, {
      client: clientOf(api),
      resources: [{ name: 'posts', endpoint: 'protected/posts/bearer-token-plain-text-error' }],
    });
    expect(errors['posts']).toMatchObject({ code: 'http-status', message: expect.stringMatching(/401/) as unknown });
  });

  test('INT-12 records lie where the selector says', async () => {
    const endpoint = {
      path: 'posts_under_a_different_key',
      data_selector: 'many-results',
      paginator: { type: 'json_link', next_url_path: 'next_page' },
    };
    expect((await read([{ name: 'posts', endpoint }])).records['posts']).toEqual(mockPosts());
  });

  test('INT-13 the only list of a response is taken', async () => {
    const { records } = await read([{ name: 'posts', endpoint: 'posts_no_key' }], { paginator: 'header_link' });
    expect(records['posts']).toEqual(mockPosts(5));
  });
});

describe('cursors', () => {
  const params = { cursor_path: 'id', on_cursor_value_missing: 'include' };
  const far = { cursor_path: 'id', initial_value: 1_600_000_000 };

  test('INT-15 (differs) start and end are sent as convert says, the end rounded up so that nothing before it is missed', async () => {
    const incremental = { ...params, cursor_path: 'nothing', initial_value: '1', end_value: '86401', convert: 'date' };
    const sent = { since: '1970-01-01', until: '1970-01-03' };
    const named = {
      path: 'posts',
      incremental: { ...incremental, start_param: 'since', end_param: 'until' },
      paginator: 'single_page',
    };
    const placed = {
      path: 'posts',
      incremental,
      params: { since: '{incremental.start_value}', until: '{incremental.end_value}' },
      paginator: 'single_page',
    };
    for (const endpoint of [named, placed]) {
      const { requests } = await read([{ name: 'posts', endpoint }]);
      expect(requests.map(({ path, query }) => [path, query])).toEqual([['/posts', sent]]);
    }
  });

  test('INT-16 (differs) positions stand in parameters; a limit of pages counts every page that is asked for', async () => {
    const incremental = { ...far, end_value: 1_700_000_000, lag: 3600 };
    const sent = {
      initial: '{incremental.initial_value}',
      lag: '{incremental.lag}',
      start: '{incremental.start_value}',
      end: '{incremental.end_value}',
    };
    const config = { client: clientOf(api), resources: [{ name: 'posts', endpoint: { params: sent, incremental } }] };
    const { requests } = await runDltConfig(api, config, { pageLimit: 1 });
    expect(queriesOf(requests)).toEqual([
      { initial: '1600000000', lag: '3600', start: '1600000000', end: '1700000000' },
    ]);
  });

  test('INT-17 without an end none is sent, and a page without new records is no end', async () => {
    const start = { ...far, convert: 'unix_seconds' };
    for (const endpoint of [
      { params: { since: { type: 'incremental', ...start } } },
      { incremental: { ...start, start_param: 'since' } },
      { incremental: start, params: { since: '{incremental.start_value}', until: '{incremental.end_value}' } },
    ]) {
      const { requests, records } = await read([{ name: 'posts', endpoint }]);
      expect(queriesOf(requests)[0]).toEqual({ since: '1600000000' });
      expect([requests.length, records['posts']]).toEqual([5, []]);
    }
  });

  test('INT-18 a second sync finds nothing new', async () => {
    const { report, sync, root } = await syncDltConfig({
      client: clientOf(api),
      resources: [{ name: 'posts', endpoint: { incremental: { cursor_path: 'id', initial_value: 1 } } }],
    });
    expect(report.resources).toMatchObject([{ rows_loaded: 24 }]);
    expect((await sync()).resources).toMatchObject([{ rows_loaded: 0 }]);
    expect(await countRows(root, 'raw_mock')).toEqual({ posts: 24 });
  });
});

describe('what only Python can give', () => {
  test('INT-19 (differs) a session of one’s own is refused', () => {
    expect(
      faultsOf({ client: { base_url: 'http://a.b', session: { adapter: 'x' } }, resources: ['posts'] }).join(' '),
    ).toMatch(/^client\.session: /);
  });
});

describe('headers', () => {
  test('INT-21 (differs) are sent with their braces and without a value too; a name cannot hold braces', async () => {
    const headers = { 'x-plain': 'a', 'x-escaped': '{{escaped}}', 'x-empty': '' };
    const { requests } = await read([{ name: 'posts', endpoint: { headers, paginator: 'single_page' } }]);
    expect(requests[0]?.headers).toMatchObject({ 'x-plain': 'a', 'x-escaped': '{escaped}', 'x-empty': '' });
    expect(requests[0]?.headers['user-agent']).toMatch(/^dango\//);
    const { errors } = await runDltConfig(api, {
      client: clientOf(api),
      resources: [{ name: 'posts', endpoint: { headers: { 'x-{{name}}': 'a' } } }],
    });
    expect(errors['posts']?.message).toMatch('x-{name}');
  });

  test('INT-22 of a child hold fields of the parent', async () => {
    const headers = {
      'X-Post-ID': '{resources.posts.id}',
      'X-Post-Title': '{resources.posts.title}',
      'X-Static': 's',
      'X-Escaped': '{{e}}',
    };
    const { requests } = await read([
      firstPosts,
      { name: 'details', endpoint: { path: 'posts/{resources.posts.id}', headers } },
    ]);
    expect(requests.slice(1).map((request) => request.headers)).toEqual(
      mockPosts(5).map(
        ({ id, title }) =>
          expect.objectContaining({
            'x-post-id': String(id),
            'x-post-title': title,
            'x-static': 's',
            'x-escaped': '{e}',
          }) as unknown,
      ),
    );
  });

  test('INT-23 hold positions of the cursor', async () => {
    const headers = {
      'x-initial': '{incremental.initial_value}',
      'x-start': '{incremental.start_value}',
      'x-end': '{incremental.end_value}',
    };
    const endpoint = { headers, incremental: { cursor_path: 'id', initial_value: 1, end_value: 10 } };
    const { requests } = await read([{ name: 'posts', endpoint }]);
    expect(requests).toHaveLength(5);
    for (const request of requests)
      expect(request.headers).toMatchObject({ 'x-initial': '1', 'x-start': '1', 'x-end': '10' });
  });

  test('INT-24 of the client are sent as they are written', async () => {
    const headers = { 'x-a': '{resources.posts.id}', 'x-b': '{{literal_braces}}' };
    const { requests } = await read([firstPosts], { headers });
    expect(requests[0]?.headers).toMatchObject(headers);
  });
});

describe('forms and raw bodies', () => {
  const send = async (data: unknown) => {
    const { requests } = await runDltConfig(api, {
      client: clientOf(api),
      resources: [
        {
          name: 'posts',
          endpoint: {
            path: 'post_form_data',
            method: 'POST',
            paginator: 'single_page',
            ...(data === undefined ? {} : { data }),
          },
        },
      ],
    });
    return [requests[0]?.headers['content-type'], requests[0]?.body];
  };

  test('INT-27 fields and pairs are a form, a text is sent as it is, nothing is nothing', async () => {
    const form = 'application/x-www-form-urlencoded';
    expect(await send({ key1: 'value1', key2: 'value2' })).toEqual([form, 'key1=value1&key2=value2']);
    const pairs = [
      ['key1', 'value1'],
      ['key2', 'value2'],
      ['key1', 'another_value'],
    ];
    expect(await send(pairs)).toEqual([form, 'key1=value1&key2=value2&key1=another_value']);
    expect(await send('raw text')).toEqual([undefined, 'raw text']);
    for (const nothing of [{}, undefined, null, '', []]) expect(await send(nothing)).toEqual([undefined, '']);
  });

  test('INT-28 (differs) JSON and form together are refused before anything is sent', () => {
    expect(refusalOf([{ name: 'posts', endpoint: { method: 'POST', json: { a: 1 }, data: { b: 2 } } }])).toMatch(
      'endpoint.data: A request has one body: json and data cannot be used both',
    );
  });

  test('INT-29 the form of a child holds fields of the parent, that of a cursor its positions', async () => {
    const id = '{resources.posts.id}';
    const child = async (data: unknown) => {
      const endpoint = { path: 'post_form_data', method: 'POST', data, paginator: 'single_page' };
      return (
        await runDltConfig(api, { client: clientOf(api), resources: [firstPosts, { name: 'a', endpoint }] })
      ).requests.slice(1);
    };
    const five = [0, 1, 2, 3, 4];
    const bodiesOf = async (data: unknown) => (await child(data)).map(({ body }) => decodeURIComponent(body));
    expect(await bodiesOf({ post_id: id, a: 'b', c: '{{d}}' })).toEqual(
      five.map((post) => `post_id=${post}&a=b&c={d}`),
    );
    expect(await bodiesOf(id)).toEqual(five.map(String));
    expect((await child(id))[0]?.headers['content-type']).toBeUndefined();
    expect(
      await bodiesOf([
        ['post_id', id],
        ['post_id', `${id}_duplicate`],
      ]),
    ).toEqual(five.map((post) => `post_id=${post}&post_id=${post}_duplicate`));
    const data = {
      a: '{incremental.initial_value}',
      b: '{incremental.start_value}',
      c: '{incremental.end_value}',
      d: '{{e}}',
    };
    const incremental = { cursor_path: 'id', initial_value: 100, end_value: 200 };
    const { requests } = await read([
      {
        name: 'posts',
        endpoint: { path: 'posts_form_data_incremental', method: 'POST', data, incremental, paginator: 'single_page' },
      },
    ]);
    expect(decodeURIComponent(requests[0]?.body ?? '')).toBe('a=100&b=100&c=200&d={e}');
  });
});

describe('children', () => {
  const comments = { path: 'posts/{resources.posts.id}/comments', paginator: numbered };

  test('INT-30 each parent’s pages begin anew', async () => {
    const { records } = await read(['posts', { name: 'comments', endpoint: comments }]);
    expect([records['posts']?.length, records['comments']?.length]).toEqual([25, 1250]);
  });

  test('INT-31 several parents at a time bring the same', async () => {
    const { records } = await read(['posts', { name: 'comments', endpoint: comments, parallelized: true }]);
    expect([records['posts']?.length, records['comments']?.length]).toEqual([25, 1250]);
  });

  test('INT-32 and so do fields of the parent in them', async () => {
    const { records } = await read([
      'posts',
      { name: 'comments', endpoint: comments, parallelized: true, include_from_parent: ['id', 'title'] },
    ]);
    const list = (records['comments'] ?? []) as readonly Readonly<Record<string, unknown>>[];
    expect(list.slice(0, 5).map((one) => [one['_posts_id'], one['_posts_title']])).toEqual(
      Array.from({ length: 5 }, () => [0, 'Post 0']),
    );
    expect(new Set(list.filter((one) => one['_posts_id'] === 3).map((one) => one['_posts_title']))).toEqual(
      new Set(['Post 3']),
    );
  });

  test('INT-33 and a cursor of theirs', async () => {
    const endpoint = { ...comments, incremental: { cursor_path: 'id', initial_value: 45 } };
    const { records } = await read(['posts', { name: 'comments', endpoint, parallelized: true }]);
    const ids = (records['comments'] ?? []).map((record) => (record as { readonly id: number }).id);
    expect([Math.min(...ids), ids.length < 1250, ids.length > 0]).toEqual([45, true, true]);
  });
});
