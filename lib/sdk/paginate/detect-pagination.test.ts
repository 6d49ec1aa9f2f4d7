import { describe, expect, test } from 'vitest';
import { parseJsonPath } from '../../spec/json-path.ts';
import { findRecords } from '../records/find-records.ts';
import { selectRecords } from '../records/select-records.ts';
import { detectPagination } from './detect-pagination.ts';
import type { PageRequest } from './paginator.ts';

const two = [{ id: 1 }, { id: 2 }];
const url = 'https://api.test/items';
const get: PageRequest = { method: 'GET', params: {}, json: undefined };

function detect(body: unknown, request = get, headers: Record<string, string> = {}) {
  const path = findRecords(body);
  const records = selectRecords(body, path, url);
  const isSingleRecord = path.steps.length === 0 && !Array.isArray(body);
  const detection = detectPagination(request, { url, headers, body, records, isSingleRecord });
  const [best] = detection.candidates;
  return { more: detection.more, ...best };
}

const pageLinks = (next: string) => ({ first: { href: '/1' }, next: { href: next }, last: { href: '/9' } });

// The bodies of dlt's own suite, each with the place of its records. Those whose first response says that it is not the first page cannot be sure.
const bodies: readonly (readonly [string, string, object, object])[] = [
  [
    'C-1 (differs) offset, limit, total',
    'data',
    { data: two, pagination: { offset: 0, limit: 2, total: 100 } },
    {
      more: 'yes',
      confidence: 'likely',
      pagination: { type: 'offset', param: 'offset', limit: 2, totalPath: 'pagination.total' },
    },
  ],
  [
    'C-2 page_info.total_pages',
    'items',
    { items: two, page_info: { current_page: 1, items_per_page: 2, total_pages: 50 } },
    {
      more: 'yes',
      confidence: 'likely',
      pagination: { type: 'page_number', param: 'page', start: 1, totalPath: 'page_info.total_pages' },
    },
  ],
  [
    'C-3 next_cursor',
    'products',
    { products: two, next_cursor: 'eyJpZCI6MTAyfQ==' },
    { more: 'yes', confidence: 'likely', pagination: { type: 'cursor', cursorPath: 'next_cursor' } },
  ],
  [
    'C-4 cursors.next',
    'results',
    { results: two, cursors: { next: 'NjM=', previous: 'MTk=' } },
    { more: 'yes', confidence: 'likely', pagination: { type: 'cursor', cursorPath: 'cursors.next' } },
  ],
  [
    'C-5 next_id',
    'entries',
    { entries: two, next_id: 33, limit: 2 },
    { more: 'yes', confidence: 'likely', pagination: { type: 'cursor', cursorPath: 'next_id' } },
  ],
  [
    'C-6 page_number in the middle',
    'comments',
    { comments: two, page_number: 3, total_pages: 15 },
    { more: 'yes', confidence: 'unsure', pagination: { type: 'page_number', totalPath: 'total_pages' } },
  ],
  [
    'C-7 count, next',
    'results',
    { count: 1023, next: `${url}?page=5`, previous: `${url}?page=3`, results: two },
    { more: 'yes', confidence: 'sure', pagination: { type: 'json_link', nextUrlPath: 'next' } },
  ],
  [
    'C-8 _links',
    '_embedded.items',
    {
      _embedded: { items: two },
      _links: pageLinks('/3'),
      page: { size: 2, totalElements: 100, totalPages: 50, number: 1 },
    },
    { more: 'yes', confidence: 'sure', pagination: { type: 'json_link', nextUrlPath: '_links.next.href' } },
  ],
  [
    'C-9 links.nextPage beside totalPages',
    'items',
    {
      items: two,
      meta: { currentPage: 1, pageSize: 2, totalPages: 50, totalItems: 100 },
      links: { firstPage: '/items?page=1', previousPage: '', nextPage: '/items?page=2&limit=2', lastPage: '/items' },
    },
    { more: 'yes', confidence: 'sure', pagination: { type: 'json_link', nextUrlPath: 'links.nextPage' } },
  ],
  [
    'C-10 pagination.totalPages',
    'data',
    { data: two, pagination: { currentPage: 1, pageSize: 2, totalPages: 5, totalItems: 10 } },
    { more: 'yes', confidence: 'likely', pagination: { type: 'page_number', totalPath: 'pagination.totalPages' } },
  ],
  [
    'C-11 pagination.page',
    'items',
    { items: two, pagination: { page: 1, perPage: 2, total: 10, totalPages: 5 } },
    { more: 'yes', confidence: 'likely', pagination: { type: 'page_number', totalPath: 'pagination.totalPages' } },
  ],
  [
    'C-12 links.next',
    'data',
    { data: two, meta: { totalPages: 2 }, links: { first: '/1', previous: null, next: '/api/items?page=2' } },
    { more: 'yes', confidence: 'sure', pagination: { type: 'json_link', nextUrlPath: 'links.next' } },
  ],
  [
    'C-13 pages, from the second page',
    'data',
    { page: 2, per_page: 10, total: 100, pages: 10, data: two },
    { more: 'yes', confidence: 'unsure', pagination: { type: 'page_number', totalPath: 'pages' } },
  ],
  [
    'C-14 totalPages at the top',
    'items',
    { currentPage: 1, pageSize: 2, totalPages: 5, totalRecords: 10, items: two },
    { more: 'yes', confidence: 'likely', pagination: { type: 'page_number', totalPath: 'totalPages' } },
  ],
  [
    'C-15 (differs) paging.current in the middle',
    'articles',
    { articles: two, paging: { current: 3, size: 2, total: 60 } },
    { more: 'yes', confidence: 'unsure', pagination: { type: 'page_number', totalRecordsPath: 'paging.total' } },
  ],
  [
    'C-16 (differs) offset in the middle',
    'feed',
    { feed: two, offset: 40, limit: 2, total_count: 200 },
    { more: 'yes', confidence: 'unsure', pagination: { type: 'offset', totalPath: 'total_count' } },
  ],
  [
    'C-17 page_details',
    'query_results',
    { query_results: two, page_details: { number: 1, size: 2, total_elements: 50, total_pages: 5 } },
    { more: 'yes', confidence: 'likely', pagination: { type: 'page_number', totalPath: 'page_details.total_pages' } },
  ],
  [
    'C-18 pagination_details',
    'posts',
    { posts: two, pagination_details: { current_page: 1, posts_per_page: 2, total_posts: 100, total_pages: 20 } },
    {
      more: 'yes',
      confidence: 'likely',
      pagination: { type: 'page_number', totalPath: 'pagination_details.total_pages' },
    },
  ],
  [
    'C-19 page_metadata',
    'catalog',
    { catalog: two, page_metadata: { index: 1, size: 2, total_items: 20, total_pages: 10 } },
    { more: 'yes', confidence: 'likely', pagination: { type: 'page_number', totalPath: 'page_metadata.total_pages' } },
  ],
  ['C-20 a bare list', '$', two, { more: 'unknown', confidence: 'unsure', pagination: { type: 'single_page' } }],
];

describe('one response', () => {
  test.each(bodies)('%s', (_, place, body, expected) => {
    expect(findRecords(body)).toEqual(parseJsonPath(place));
    expect(selectRecords(body, parseJsonPath(place), url)).toEqual(two);
    expect(detect(body)).toMatchObject(expected);
  });

  test('C-21 a bare list with a Link header', () => {
    expect(detect(two, get, { link: '</items?page=2>; rel="next"' })).toMatchObject({
      more: 'yes',
      confidence: 'sure',
      pagination: { type: 'header_link' },
      evidence: ['the header Link names rel="next"'],
    });
  });

  test('a bare list with its next position, or its total, in a header', () => {
    expect(detect(two, get, { 'x-next-page': '2', 'x-total': '9' })).toMatchObject({
      more: 'yes',
      confidence: 'likely',
      pagination: { type: 'header_cursor', header: 'x-next-page', param: 'page' },
    });
    expect(detect(two, get, { 'x-next-page': '', 'x-total-count': '9' })).toMatchObject({
      more: 'yes',
      confidence: 'unsure',
    });
    expect(detect(two, get, { 'x-total-count': '2' })).toMatchObject({ more: 'unknown' });
  });

  test('C-22 a single record', () => {
    expect(detect({ id: 101, product_name: 'Product A', page: 1, total: 9 })).toMatchObject({
      more: 'no',
      pagination: { type: 'single_page' },
    });
  });
});

describe('shapes that mislead', () => {
  test('a first page that is 0', () => {
    expect(detect({ content: two, number: 0, page: 0, totalPages: 4 })).toMatchObject({
      confidence: 'likely',
      pagination: { start: 0, totalPath: 'totalPages' },
    });
  });

  test('a number of pages alone, which dlt reads from page 0 on', () => {
    expect(detect({ data: two, total_pages: 3 })).toMatchObject({ more: 'yes', confidence: 'unsure' });
  });

  test('a total that is as large as a full page', () => {
    const hundred = Array.from({ length: 100 }, (_, id) => ({ id }));
    expect(detect({ data: hundred, total: 100 })).toMatchObject({ more: 'unknown', confidence: 'unsure' });
    expect(detect({ data: two, total: 2 })).toMatchObject({ more: 'no' });
  });

  test('a link that leads to its own page', () => {
    expect(detect({ data: two, next: url })).toMatchObject({ confidence: 'unsure' });
  });

  test('a flag without a word how', () => {
    expect(detect({ object: 'list', data: two, has_more: true })).toMatchObject({
      more: 'yes',
      confidence: 'unsure',
      pagination: { type: 'cursor', cursorFrom: 'last_record', cursorPath: 'id', hasMorePath: 'has_more' },
    });
  });

  test('a cursor beside a flag that nothing follows', () => {
    expect(detect({ data: two, next_cursor: 'x', has_more: false })).toMatchObject({ more: 'no' });
  });

  test('a parameter that is sent already names the one to move', () => {
    const request = { ...get, params: { p: '1', page_no: '1' } };
    expect(detect({ data: two, pageNo: 1, total: 10 }, request)).toMatchObject({
      confidence: 'likely',
      pagination: { param: 'page_no' },
    });
    expect(detect({ data: two, offset: 0, limit: 2, total: 9 }, { ...get, params: { skip: '0' } })).toMatchObject({
      pagination: { param: 'skip' },
    });
  });

  test('a search by POST has its values in the body', () => {
    const request = { method: 'POST', params: {}, json: { query: 'x', page: 1 } };
    expect(detect({ hits: two, page: 1, nbPages: 7 }, request)).toMatchObject({
      confidence: 'likely',
      pagination: { type: 'page_number', param: 'page', sentBy: 'json', totalPath: 'nbPages' },
    });
  });

  test('a GraphQL query has its cursor in its variables', () => {
    const request = { method: 'POST', params: {}, json: { query: '{ … }', variables: { first: 2 } } };
    const issues = { nodes: two, pageInfo: { endCursor: 'Y3', hasNextPage: true } };
    expect(detect({ data: { repository: { issues } } }, request)).toMatchObject({
      confidence: 'likely',
      pagination: {
        type: 'cursor',
        cursorPath: 'data.repository.issues.pageInfo.endCursor',
        hasMorePath: 'data.repository.issues.pageInfo.hasNextPage',
        param: 'variables.after',
        sentBy: 'json',
      },
    });
  });

  test('fields of the records say nothing', () => {
    expect(detect([{ id: 1, page: 1, total: 100, next: url }])).toMatchObject({
      more: 'unknown',
      pagination: { type: 'single_page' },
    });
  });
});
