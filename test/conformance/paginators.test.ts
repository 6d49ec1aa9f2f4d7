import { beforeAll, describe, expect, test } from 'vitest';
import { startServer, type ServerAnswer, type TestServer } from '../support/start-server.ts';
import { mockPosts, startMockApi } from './mock-api.ts';
import { clientOf, faultsOf, runDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

interface Paged {
  /** The query of each request, as it was sent. */
  readonly queries: readonly string[];
  readonly bodies: readonly unknown[];
  readonly ids: readonly unknown[];
  readonly error: string | undefined;
}

/** Reads `items` page by page from a server that gives these bodies one after the other. */
async function page(paginator: unknown, answers: readonly unknown[], endpoint: object = {}): Promise<Paged> {
  let next = 0;
  await using server = await startServer((): ServerAnswer => {
    const json = answers[next];
    next += 1;
    return json === undefined ? { status: 500 } : { json };
  });
  const { records, errors, requests } = await runDltConfig(server, {
    client: clientOf(server),
    resources: [{ name: 'items', endpoint: { path: 'items', paginator, ...endpoint } }],
  });
  return {
    queries: requests.map(({ url }) => decodeURIComponent(url.search)),
    bodies: requests.map(({ body }) => (body === '' ? undefined : (JSON.parse(body) as unknown))),
    ids: (records['items'] ?? []).map((record) => (record as { readonly id: unknown }).id),
    error: errors['items']?.message,
  };
}

/** Records that differ from those of any other page. */
function rows(count: number, first: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ id: first + index }));
}

const ten = (first: number, more: object) => ({ data: rows(10, first), ...more });

/** What a paginator of a configuration is refused with. */
function refusal(paginator: unknown): string {
  return faultsOf({ client: { base_url: 'http://a.b', paginator }, resources: ['items'] }).join(' ');
}

/** Reads posts from the mock API; all of them, in their order, must come. */
async function expectAllPosts(endpoint: object): Promise<number> {
  const { records, errors, requests } = await runDltConfig(api, {
    client: clientOf(api),
    resources: [{ name: 'items', endpoint }],
  });
  expect(errors).toEqual({});
  expect(records['items']).toEqual(mockPosts());
  return requests.length;
}

describe('header_link', () => {
  test('D-HL follows the Link header as long as it names a next page', async () => {
    expect(await expectAllPosts({ path: 'posts_header_link', paginator: 'header_link' })).toBe(5);
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
      const { queries, ids } = await page(paginator, [{ data: rows(1, 0), ...body }, { data: rows(1, 1) }]);
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
    const { queries } = await page('json_link', [{ data: rows(1, 0), next }, { data: rows(1, 1) }], {
      params: { param1: 'value1' },
    });
    expect(queries).toEqual(['?param1=value1', '?page=2&param1=value1']);
  });

  test('D-JL4 reads all posts', async () => {
    expect(await expectAllPosts({ path: 'posts', paginator: { type: 'json_link', next_url_path: 'next_page' } })).toBe(
      5,
    );
  });

  test('D-JL5 its former name still works', async () => {
    const paginator = { type: 'json_response', next_url_path: 'next_page' };
    expect(await expectAllPosts({ path: 'posts', paginator })).toBe(5);
  });
});

describe('single_page', () => {
  test('D-SP asks once, whatever the response says of a next page', async () => {
    const { queries, ids } = await page('single_page', [{ data: rows(2, 0), next: '/items?page=2' }]);
    expect([queries, ids]).toEqual([[''], [0, 1]]);
  });
});

describe('offset', () => {
  test('D-O1 (differs) two full pages reach the total; one more request checks it', async () => {
    const paginator = { type: 'offset', limit: 10 };
    const { queries, ids } = await page(paginator, [
      ten(0, { total: 20 }),
      ten(10, { total: 20 }),
      { data: [], total: 20 },
    ]);
    expect(queries).toEqual(['?offset=0&limit=10', '?offset=10&limit=10', '?offset=20&limit=10']);
    expect(ids).toHaveLength(20);
  });

  test('D-O2 travels as offset, as another parameter, or in the body', async () => {
    const end = [{ data: rows(1, 0), total: 1 }];
    expect((await page({ type: 'offset', limit: 5 }, end)).queries).toEqual(['?offset=0&limit=5']);
    const named = { type: 'offset', limit: 5, offset_param: 'skip', limit_param: 'take' };
    expect((await page(named, end)).queries).toEqual(['?skip=0&take=5']);
    const inBody = { type: 'offset', limit: 5, offset_body_path: 'from', limit_body_path: 'size' };
    expect(await page(inBody, end, { method: 'POST' })).toMatchObject({
      queries: [''],
      bodies: [{ from: 0, size: 5 }],
    });
  });

  test('D-O3 a total may be a text; one that is none, or is missing, is an error', async () => {
    const paginator = { type: 'offset', limit: 10 };
    const short = { data: rows(5, 10), total: '15' };
    expect((await page(paginator, [ten(0, { total: '15' }), short])).ids).toHaveLength(15);
    expect((await page(paginator, [ten(0, { total: 'invalid' })])).error).toMatch('No number at total_path "total"');
    expect((await page(paginator, [ten(0, {})])).error).toMatch('No number at total_path "total"');
  });

  test('D-O4 a flag decides, also as text; one that is none, or is missing, is an error', async () => {
    const paginator = { type: 'offset', limit: 10, total_path: null, has_more_path: 'more' };
    expect((await page(paginator, [ten(0, { more: false })])).queries).toHaveLength(1);
    expect((await page(paginator, [ten(0, { more: 'true' }), ten(10, { more: 'false' })])).queries).toHaveLength(2);
    expect((await page(paginator, [ten(0, { more: 'invalid' })])).error).toMatch('has_more_path "more"');
    expect((await page(paginator, [ten(0, {})])).error).toMatch('has_more_path "more"');
  });

  test('D-O5 begins where it is told, and moves on by the page', async () => {
    const { queries } = await page({ type: 'offset', limit: 42, offset: 123, maximum_offset: 200 }, [
      { data: rows(42, 0), total: 200 },
      { data: rows(35, 42), total: 200 },
    ]);
    expect(queries.slice(0, 2)).toEqual(['?offset=123&limit=42', '?offset=165&limit=42']);
  });

  test('D-O6 a parameter and a place in the body exclude each other', () => {
    const both = { type: 'offset', limit: 1, offset_param: 'a', offset_body_path: 'b' };
    expect(refusal(both)).toMatch('Either "offset_param" or "offset_body_path" must be given, not both');
  });

  test('D-O7 a place in the body is made, also below others, and what is there stays', async () => {
    const paginator = {
      type: 'offset',
      limit: 5,
      offset_body_path: 'pagination.offset',
      limit_body_path: 'pagination.limit',
    };
    const { bodies } = await page(paginator, [{ data: rows(1, 0), total: 1 }], {
      method: 'POST',
      json: { filter: 'a', pagination: { sort: 'b' } },
    });
    expect(bodies).toEqual([{ filter: 'a', pagination: { sort: 'b', offset: 0, limit: 5 } }]);
  });

  test('D-O8 the maximum is not asked for', async () => {
    const paginator = { type: 'offset', limit: 50, maximum_offset: 100, total_path: null };
    const { queries } = await page(paginator, [{ data: rows(50, 0) }, { data: rows(50, 50) }]);
    expect(queries).toEqual(['?offset=0&limit=50', '?offset=50&limit=50']);
  });

  test('D-O9 an empty page ends the list', async () => {
    const { queries } = await page({ type: 'offset', limit: 50 }, [{ data: [] }]);
    expect(queries).toHaveLength(1);
  });

  test('D-O10 something must end the list', () => {
    const open = { type: 'offset', limit: 1, total_path: null, stop_after_empty_page: false };
    expect(refusal({ type: 'offset', limit: 1, total_path: null })).toBe('');
    expect(refusal({ ...open, maximum_offset: 1000 })).toBe('');
    expect(refusal({ ...open, has_more_path: 'more' })).toBe('');
    expect(refusal(open)).toMatch(
      'one of total_path, maximum_offset, has_more_path or stop_after_empty_page must be given',
    );
  });

  test('D-O11 an empty name is none', () => {
    for (const key of ['offset_param', 'offset_body_path', 'limit_param', 'limit_body_path']) {
      expect(refusal({ type: 'offset', limit: 1, [key]: '' })).toMatch(/Either "\w+_param" or "\w+_body_path" must be/);
    }
  });

  test('D-OI reads all posts, in the query and in the body', async () => {
    const paginator = { type: 'offset', limit: 5, total_path: 'total_records' };
    await expectAllPosts({ path: 'posts_offset_limit', paginator });
    await expectAllPosts({
      path: 'posts_offset_limit_via_json_body',
      method: 'POST',
      json: { limit: 5, offset: 0, ids_greater_than: -1 },
      paginator: { ...paginator, offset_body_path: 'offset', limit_body_path: 'limit' },
    });
  });
});

describe('page_number', () => {
  const total = (count: number, first: number) => ({ data: rows(count, first), total: 3 });
  const threePages = [total(2, 0), total(2, 2), total(1, 4)];

  test('D-P1 asks for each page up to the number of pages', async () => {
    const { queries, ids } = await page({ type: 'page_number', base_page: 1, page: 1 }, threePages);
    expect(queries).toEqual(['?page=1', '?page=2', '?page=3']);
    expect(ids).toHaveLength(5);
  });

  test('D-P2 travels as page, as another parameter, or in the body', async () => {
    const end = [{ data: rows(1, 0), total: 1 }];
    expect((await page('page_number', end)).queries[0]).toBe('?page=0');
    expect((await page({ type: 'page_number', page_param: 'p' }, end)).queries[0]).toBe('?p=0');
    const inBody = await page({ type: 'page_number', page_body_path: 'page' }, end, { method: 'POST' });
    expect(inBody).toMatchObject({
      queries: expect.arrayContaining(['']) as unknown,
      bodies: expect.arrayContaining([{ page: 0 }]) as unknown,
    });
  });

  test('D-P3 every series begins anew', async () => {
    await using server = await startServer(({ path, query }) => ({
      json: path === '/parents' ? [{ id: 1 }, { id: 2 }] : { data: query['page'] === '1' ? rows(1, 0) : [] },
    }));
    const { requests } = await runDltConfig(server, {
      client: clientOf(server),
      resources: [
        { name: 'parents', endpoint: { paginator: 'single_page' } },
        {
          name: 'items',
          endpoint: {
            path: 'parents/{resources.parents.id}/items',
            paginator: { type: 'page_number', base_page: 1, total_path: null },
          },
        },
      ],
    });
    expect(requests.slice(1).map(({ url }) => url.pathname + url.search)).toEqual([
      '/parents/1/items?page=1',
      '/parents/1/items?page=2',
      '/parents/2/items?page=1',
      '/parents/2/items?page=2',
    ]);
  });

  test('D-P4 a parameter and a place in the body exclude each other', () => {
    const both = { type: 'page_number', page_param: 'a', page_body_path: 'b' };
    expect(refusal(both)).toMatch('Either "page_param" or "page_body_path" must be given, not both');
  });

  test('D-P5 total and flag may be texts; what is none, or is missing, is an error', async () => {
    const paginator = { type: 'page_number', base_page: 1 };
    expect(
      (
        await page(
          paginator,
          threePages.map((body) => ({ ...body, total: '3' })),
        )
      ).ids,
    ).toHaveLength(5);
    expect((await page(paginator, [{ data: rows(1, 0), total: 'invalid' }])).error).toMatch('total_path "total"');
    expect((await page(paginator, [{ data: rows(1, 0) }])).error).toMatch('total_path "total"');
    const flagged = { type: 'page_number', base_page: 1, total_path: null, has_more_path: 'more' };
    expect(
      (
        await page(flagged, [
          { data: rows(1, 0), more: 'true' },
          { data: rows(1, 1), more: false },
        ])
      ).ids,
    ).toEqual([0, 1]);
    expect((await page(flagged, [{ data: rows(1, 0), more: 'invalid' }])).error).toMatch('has_more_path "more"');
    expect((await page(flagged, [{ data: rows(1, 0) }])).error).toMatch('has_more_path "more"');
  });

  test('D-P6 the next number goes where the first one went, and what is there stays', async () => {
    const inBody = { type: 'page_number', base_page: 1, page_body_path: 'page.next' };
    const { bodies } = await page(inBody, threePages, { method: 'POST', json: { a: 1, page: { size: 2 } } });
    expect(bodies).toEqual([1, 2, 3].map((next) => ({ a: 1, page: { size: 2, next } })));
  });

  test('D-P7 the maximum is not asked for', async () => {
    const paginator = { type: 'page_number', base_page: 1, maximum_page: 3, total_path: null };
    const { queries } = await page(paginator, [{ data: rows(2, 0) }, { data: rows(2, 2) }]);
    expect(queries).toEqual(['?page=1', '?page=2']);
  });

  test('D-P8 an empty page ends the list', async () => {
    expect((await page({ type: 'page_number', base_page: 1 }, [{ data: [] }])).queries).toEqual(['?page=1']);
  });

  test('D-P9 something must end the list', () => {
    const open = { type: 'page_number', total_path: null, stop_after_empty_page: false };
    expect(refusal({ type: 'page_number', total_path: null })).toBe('');
    expect(refusal({ ...open, maximum_page: 10 })).toBe('');
    expect(refusal({ ...open, has_more_path: 'more' })).toBe('');
    expect(refusal(open)).toMatch(
      'one of total_path, maximum_page, has_more_path or stop_after_empty_page must be given',
    );
  });

  test('D-P10 an empty name is none', () => {
    for (const key of ['page_param', 'page_body_path']) {
      expect(refusal({ type: 'page_number', [key]: '' })).toMatch(
        'Either "page_param" or "page_body_path" must be given',
      );
    }
  });

  test('D-PI reads all posts, from 1, from 0 and in the body', async () => {
    const paginator = { type: 'page_number', base_page: 1, total_path: 'total_pages' };
    expect(await expectAllPosts({ path: 'posts', paginator })).toBe(5);
    expect(await expectAllPosts({ path: 'posts', paginator: { ...paginator, page: 1 } })).toBe(5);
    expect(await expectAllPosts({ path: 'posts_zero_based', paginator: { ...paginator, base_page: 0 } })).toBe(5);
    await expectAllPosts({
      path: 'posts/search',
      method: 'POST',
      json: { page_size: 5, page: 1, ids_greater_than: -1 },
      paginator: { ...paginator, page_body_path: 'page' },
    });
  });
});

describe('cursor', () => {
  const first = (cursor: unknown, more: object = {}) => ({ data: rows(1, 0), cursors: { next: cursor }, ...more });
  const last = { data: rows(1, 1) };

  test('D-C1 goes on while there is a cursor; an empty one is none', async () => {
    expect((await page('cursor', [first('abc'), last])).queries).toEqual(['', '?cursor=abc']);
    expect((await page('cursor', [first('')])).queries).toEqual(['']);
  });

  test('D-C2 travels as cursor, as another parameter, or in the body', async () => {
    expect((await page({ type: 'cursor', cursor_param: 'after' }, [first('x'), last])).queries[1]).toBe('?after=x');
    const inBody = await page({ type: 'cursor', cursor_body_path: 'after' }, [first('x'), last], { method: 'POST' });
    expect(inBody).toMatchObject({ queries: ['', ''], bodies: [undefined, { after: 'x' }] });
    const both = { type: 'cursor', cursor_param: 'a', cursor_body_path: 'b' };
    expect(refusal(both)).toMatch('Either "cursor_param" or "cursor_body_path" must be given, not both');
  });

  test('D-C3 an empty page ends the list where that is said', async () => {
    const empty = { data: [], cursors: { next: 'abc' } };
    expect((await page({ type: 'cursor', stop_after_empty_page: true }, [empty])).queries).toEqual(['']);
    expect((await page('cursor', [empty, last])).queries).toEqual(['', '?cursor=abc']);
  });

  test('D-C4 a flag may end it in spite of a cursor; one that is missing is an error', async () => {
    const paginator = { type: 'cursor', has_more_path: 'more' };
    expect((await page(paginator, [first('a', { more: false })])).queries).toHaveLength(1);
    expect((await page(paginator, [first('a', { more: 'false' })])).queries).toHaveLength(1);
    const onward = { data: [], cursors: { next: 'a' }, more: true };
    expect((await page(paginator, [onward, { ...last, more: false }])).queries).toHaveLength(2);
    expect((await page(paginator, [first('a')])).error).toMatch('has_more_path "more"');
  });

  test('D-C5 a place in the body is made, also below others, and what is there stays', async () => {
    const paginator = { type: 'cursor', cursor_body_path: 'cursor.next' };
    const { bodies } = await page(paginator, [first('x'), last], {
      method: 'POST',
      json: { a: 1, cursor: { size: 1 } },
    });
    expect(bodies).toEqual([
      { a: 1, cursor: { size: 1 } },
      { a: 1, cursor: { size: 1, next: 'x' } },
    ]);
  });

  test('D-CI reads all posts, in the query and in the body', async () => {
    await expectAllPosts({ path: 'posts_cursor', paginator: { type: 'cursor', cursor_path: 'next_cursor' } });
    await expectAllPosts({
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
    expect(await expectAllPosts({ path: 'posts_header_cursor', paginator })).toBe(5);
    expect((await page('header_cursor', [{ data: rows(1, 0) }])).queries).toEqual(['']);
  });
});
