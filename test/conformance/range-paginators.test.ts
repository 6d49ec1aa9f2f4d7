import { beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/start-server.ts';
import { startMockApi } from './mock-api.ts';
import { expectAllPosts, readPages, refusal, rows } from './read-posts.ts';
import { clientOf, runDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

const ten = (first: number, more: object) => ({ data: rows(10, first), ...more });

describe('offset', () => {
  test('D-O1 (differs) two full pages reach the total; one more request checks it', async () => {
    const paginator = { type: 'offset', limit: 10 };
    const { queries, ids } = await readPages(paginator, [
      ten(0, { total: 20 }),
      ten(10, { total: 20 }),
      { data: [], total: 20 },
    ]);
    expect(queries).toEqual(['?offset=0&limit=10', '?offset=10&limit=10', '?offset=20&limit=10']);
    expect(ids).toHaveLength(20);
  });

  test('D-O2 travels as offset, as another parameter, or in the body', async () => {
    const end = [{ data: rows(1, 0), total: 1 }];
    expect((await readPages({ type: 'offset', limit: 5 }, end)).queries).toEqual(['?offset=0&limit=5']);
    const named = { type: 'offset', limit: 5, offset_param: 'skip', limit_param: 'take' };
    expect((await readPages(named, end)).queries).toEqual(['?skip=0&take=5']);
    const inBody = { type: 'offset', limit: 5, offset_body_path: 'from', limit_body_path: 'size' };
    expect(await readPages(inBody, end, { method: 'POST' })).toMatchObject({
      queries: [''],
      bodies: [{ from: 0, size: 5 }],
    });
  });

  test('D-O3 a total may be a text; one that is none, or is missing, is an error', async () => {
    const paginator = { type: 'offset', limit: 10 };
    const short = { data: rows(5, 10), total: '15' };
    expect((await readPages(paginator, [ten(0, { total: '15' }), short])).ids).toHaveLength(15);
    expect((await readPages(paginator, [ten(0, { total: 'invalid' })])).error).toMatch(
      'No number at total_path "total"',
    );
    expect((await readPages(paginator, [ten(0, {})])).error).toMatch('No number at total_path "total"');
  });

  test('D-O4 a flag decides, also as text; one that is none, or is missing, is an error', async () => {
    const paginator = { type: 'offset', limit: 10, total_path: null, has_more_path: 'more' };
    expect((await readPages(paginator, [ten(0, { more: false })])).queries).toHaveLength(1);
    expect((await readPages(paginator, [ten(0, { more: 'true' }), ten(10, { more: 'false' })])).queries).toHaveLength(
      2,
    );
    expect((await readPages(paginator, [ten(0, { more: 'invalid' })])).error).toMatch('has_more_path "more"');
    expect((await readPages(paginator, [ten(0, {})])).error).toMatch('has_more_path "more"');
  });

  test('D-O5 begins where it is told, and moves on by the page', async () => {
    const { queries } = await readPages({ type: 'offset', limit: 42, offset: 123, maximum_offset: 200 }, [
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
    const { bodies } = await readPages(paginator, [{ data: rows(1, 0), total: 1 }], {
      method: 'POST',
      json: { filter: 'a', pagination: { sort: 'b' } },
    });
    expect(bodies).toEqual([{ filter: 'a', pagination: { sort: 'b', offset: 0, limit: 5 } }]);
  });

  test('D-O8 the maximum is not asked for', async () => {
    const paginator = { type: 'offset', limit: 50, maximum_offset: 100, total_path: null };
    const { queries } = await readPages(paginator, [{ data: rows(50, 0) }, { data: rows(50, 50) }]);
    expect(queries).toEqual(['?offset=0&limit=50', '?offset=50&limit=50']);
  });

  test('D-O9 an empty page ends the list', async () => {
    const { queries } = await readPages({ type: 'offset', limit: 50 }, [{ data: [] }]);
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
    await expectAllPosts(api, { path: 'posts_offset_limit', paginator });
    await expectAllPosts(api, {
      path: 'posts_offset_limit_via_json_body',
      method: 'POST',
      json: { limit: 5, offset: 0, ids_greater_than: -1 },
      paginator: { ...paginator, offset_body_path: 'offset', limit_body_path: 'limit' },
    });
  });
});

describe('both', () => {
  test.each([
    ['offset', 'offset', { limit: 5 }],
    ['page_number', 'page', {}],
  ])('D-RB a place is the query or the body, and has a name: %s', (type, name, more) => {
    const words = `Either "${name}_param" or "${name}_body_path" must be given`;
    const [param, path] = [`${name}_param`, `${name}_body_path`];
    for (const given of [{ [param]: 'a', [path]: 'b' }, { [param]: '' }, { [path]: '' }, { [param]: '', [path]: '' }]) {
      expect(refusal({ type, ...more, ...given })).toMatch(words);
    }
    expect(refusal({ type, ...more, [param]: null, [path]: null })).toBe('');
  });
});

describe('page_number', () => {
  const total = (count: number, first: number) => ({ data: rows(count, first), total: 3 });
  const threePages = [total(2, 0), total(2, 2), total(1, 4)];

  test('D-P1 asks for each page up to the number of pages', async () => {
    const { queries, ids } = await readPages({ type: 'page_number', base_page: 1, page: 1 }, threePages);
    expect(queries).toEqual(['?page=1', '?page=2', '?page=3']);
    expect(ids).toHaveLength(5);
  });

  test('D-P2 travels as page, as another parameter, or in the body', async () => {
    const end = [{ data: rows(1, 0), total: 1 }];
    expect((await readPages('page_number', end)).queries[0]).toBe('?page=0');
    expect((await readPages({ type: 'page_number', page_param: 'p' }, end)).queries[0]).toBe('?p=0');
    const inBody = await readPages({ type: 'page_number', page_body_path: 'page' }, end, { method: 'POST' });
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
        await readPages(
          paginator,
          threePages.map((body) => ({ ...body, total: '3' })),
        )
      ).ids,
    ).toHaveLength(5);
    expect((await readPages(paginator, [{ data: rows(1, 0), total: 'invalid' }])).error).toMatch('total_path "total"');
    expect((await readPages(paginator, [{ data: rows(1, 0) }])).error).toMatch('total_path "total"');
    const flagged = { type: 'page_number', base_page: 1, total_path: null, has_more_path: 'more' };
    expect(
      (
        await readPages(flagged, [
          { data: rows(1, 0), more: 'true' },
          { data: rows(1, 1), more: false },
        ])
      ).ids,
    ).toEqual([0, 1]);
    expect((await readPages(flagged, [{ data: rows(1, 0), more: 'invalid' }])).error).toMatch('has_more_path "more"');
    expect((await readPages(flagged, [{ data: rows(1, 0) }])).error).toMatch('has_more_path "more"');
  });

  test('D-P6 the next number goes where the first one went, and what is there stays', async () => {
    const inBody = { type: 'page_number', base_page: 1, page_body_path: 'page.next' };
    const { bodies } = await readPages(inBody, threePages, { method: 'POST', json: { a: 1, page: { size: 2 } } });
    expect(bodies).toEqual([1, 2, 3].map((next) => ({ a: 1, page: { size: 2, next } })));
  });

  test('D-P7 the maximum is not asked for', async () => {
    const paginator = { type: 'page_number', base_page: 1, maximum_page: 3, total_path: null };
    const { queries } = await readPages(paginator, [{ data: rows(2, 0) }, { data: rows(2, 2) }]);
    expect(queries).toEqual(['?page=1', '?page=2']);
  });

  test('D-P8 an empty page ends the list', async () => {
    expect((await readPages({ type: 'page_number', base_page: 1 }, [{ data: [] }])).queries).toEqual(['?page=1']);
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
    expect(await expectAllPosts(api, { path: 'posts', paginator })).toBe(5);
    expect(await expectAllPosts(api, { path: 'posts', paginator: { ...paginator, page: 1 } })).toBe(5);
    expect(await expectAllPosts(api, { path: 'posts_zero_based', paginator: { ...paginator, base_page: 0 } })).toBe(5);
    await expectAllPosts(api, {
      path: 'posts/search',
      method: 'POST',
      json: { page_size: 5, page: 1, ids_greater_than: -1 },
      paginator: { ...paginator, page_body_path: 'page' },
    });
  });
});
