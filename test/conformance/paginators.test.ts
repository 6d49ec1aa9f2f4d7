import { beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';
import { startMockApi } from './mock-api.ts';
import { expectAllPosts, readPages, refusal, rows } from './read-posts.ts';
import { clientOf, runDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

describe('header_link', () => {
  test('D-HL follows the Link header as long as it names a next page', async () => {
    expect(await expectAllPosts(api, { path: 'posts_header_link', paginator: 'header_link' })).toBe(5);
    const other = { type: 'header_link', links_next_key: 'prev' };
    const { records } = await runDltConfig(api, {
      client: clientOf(api, { paginator: other }),
      resources: [{ name: 'items', endpoint: 'posts_header_link' }],
    });
    expect(records['items']).toHaveLength(5);
  });
});

describe('json_link', () => {
  test('D-JL1 finds the URL at a path, next by default, also in brackets', async () => {
    for (const [path, body] of [
      [undefined, { next: '/items?page=2' }],
      ['next_page', { next_page: '/items?page=2' }],
      ['next_page.url', { next_page: { url: '/items?page=2' } }],
      [`['@odata.nextLink']`, { '@odata.nextLink': '/items?page=2' }],
      ['["@odata.nextLink"]', { '@odata.nextLink': '/items?page=2' }],
    ] as const) {
      const paginator = { type: 'json_link', ...(path === undefined ? {} : { next_url_path: path }) };
      const { queries, ids } = await readPages(paginator, [{ data: rows(1, 0), ...body }, { data: rows(1, 1) }]);
      expect(queries, path).toEqual(['', '?page=2']);
      expect(ids).toEqual([0, 1]);
    }
  });

  describe('D-JL2 a next URL takes the place of the address', () => {
    test.each([
      ['/items?page=2', '/items?page=2'],
      ['/items?sort=asc', '/items?sort=asc'],
      ['/items?name=%E3%81%82', '/items?name=%E3%81%82'],
      ['/page/4/items?filter=active', '/page/4/items?filter=active'],
    ])('%s', async (next, target) => {
      await using server = await startServer(({ url }) => ({
        json: url.search === '?page=1' ? { data: rows(1, 0), next } : { data: rows(1, 1) },
      }));
      const { requests } = await runDltConfig(server, {
        client: clientOf(server),
        resources: [{ name: 'items', endpoint: { path: 'items?page=1', paginator: 'json_link' } }],
      });
      expect(requests.map(({ url }) => url.href)).toEqual([`${server.url}/items?page=1`, `${server.url}${target}`]);
    });
  });

  test('D-JL3 a next URL carries its own parameters, so those of before are not added again', async () => {
    const next = '/items?page=2&param1=value1';
    const { queries } = await readPages('json_link', [{ data: rows(1, 0), next }, { data: rows(1, 1) }], {
      params: { param1: 'value1' },
    });
    expect(queries).toEqual(['?param1=value1', '?page=2&param1=value1']);
  });

  test('D-JL4 reads all posts', async () => {
    expect(
      await expectAllPosts(api, { path: 'posts', paginator: { type: 'json_link', next_url_path: 'next_page' } }),
    ).toBe(5);
  });

  test('D-JL5 its former name still works', async () => {
    const paginator = { type: 'json_response', next_url_path: 'next_page' };
    expect(await expectAllPosts(api, { path: 'posts', paginator })).toBe(5);
  });
});

describe('single_page', () => {
  test('D-SP asks once, whatever the response says of a next page', async () => {
    const { queries, ids } = await readPages('single_page', [{ data: rows(2, 0), next: '/items?page=2' }]);
    expect([queries, ids]).toEqual([[''], [0, 1]]);
  });
});

describe('cursor', () => {
  const first = (cursor: unknown, more: object = {}) => ({ data: rows(1, 0), cursors: { next: cursor }, ...more });
  const last = { data: rows(1, 1) };

  test('D-C1 goes on while there is a cursor; an empty one is none', async () => {
    expect((await readPages('cursor', [first('abc'), last])).queries).toEqual(['', '?cursor=abc']);
    expect((await readPages('cursor', [first('')])).queries).toEqual(['']);
  });

  test('D-C2 travels as cursor, as another parameter, or in the body', async () => {
    expect((await readPages({ type: 'cursor', cursor_param: 'after' }, [first('x'), last])).queries[1]).toBe(
      '?after=x',
    );
    const inBody = await readPages({ type: 'cursor', cursor_body_path: 'after' }, [first('x'), last], {
      method: 'POST',
    });
    expect(inBody).toMatchObject({ queries: ['', ''], bodies: [undefined, { after: 'x' }] });
    const both = { type: 'cursor', cursor_param: 'a', cursor_body_path: 'b' };
    expect(refusal(both)).toMatch('Either "cursor_param" or "cursor_body_path" must be given, not both');
  });

  test('D-C3 an empty page ends the list where that is said', async () => {
    const empty = { data: [], cursors: { next: 'abc' } };
    expect((await readPages({ type: 'cursor', stop_after_empty_page: true }, [empty])).queries).toEqual(['']);
    expect((await readPages('cursor', [empty, last])).queries).toEqual(['', '?cursor=abc']);
  });

  test('D-C4 a flag may end it in spite of a cursor; one that is missing is an error', async () => {
    const paginator = { type: 'cursor', has_more_path: 'more' };
    expect((await readPages(paginator, [first('a', { more: false })])).queries).toHaveLength(1);
    expect((await readPages(paginator, [first('a', { more: 'false' })])).queries).toHaveLength(1);
    const onward = { data: [], cursors: { next: 'a' }, more: true };
    expect((await readPages(paginator, [onward, { ...last, more: false }])).queries).toHaveLength(2);
    expect((await readPages(paginator, [first('a')])).error).toMatch('has_more_path "more"');
  });

  test('D-C5 a place in the body is made, also below others, and what is there stays', async () => {
    const paginator = { type: 'cursor', cursor_body_path: 'cursor.next' };
    const { bodies } = await readPages(paginator, [first('x'), last], {
      method: 'POST',
      json: { a: 1, cursor: { size: 1 } },
    });
    expect(bodies).toEqual([
      { a: 1, cursor: { size: 1 } },
      { a: 1, cursor: { size: 1, next: 'x' } },
    ]);
  });

  test('D-CI reads all posts, in the query and in the body', async () => {
    await expectAllPosts(api, { path: 'posts_cursor', paginator: { type: 'cursor', cursor_path: 'next_cursor' } });
    await expectAllPosts(api, {
      path: 'posts/search',
      method: 'POST',
      json: { ids_greater_than: -1, page_size: 5, page_count: 5 },
      paginator: { type: 'cursor', cursor_path: 'next_page', cursor_body_path: 'page' },
    });
  });
});

describe('header_cursor', () => {
  test('D-HC takes the cursor from a header as long as it is there', async () => {
    const paginator = { type: 'header_cursor', cursor_key: 'cursor', cursor_param: 'page' };
    expect(await expectAllPosts(api, { path: 'posts_header_cursor', paginator })).toBe(5);
    expect((await readPages('header_cursor', [{ data: rows(1, 0) }])).queries).toEqual(['']);
  });
});
