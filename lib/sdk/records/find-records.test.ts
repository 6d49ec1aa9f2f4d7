import { describe, expect, test } from 'vitest';
import { selectFirst } from '../../spec/json-path.ts';
import { findRecords } from './find-records.ts';

const two = [{ id: 1 }, { id: 2 }];

// Bodies of real APIs, as dlt's own suite lists them.
const bodies: readonly (readonly [string, object])[] = [
  ['data', { data: two, pagination: { offset: 0, limit: 2, total: 100 } }],
  ['items', { items: two, page_info: { current_page: 1, items_per_page: 2, total_pages: 50 } }],
  ['products', { products: two, next_cursor: 'eyJpZCI6MTAyfQ==' }],
  ['results', { results: two, cursors: { next: 'NjM=', previous: 'MTk=' } }],
  ['entries', { entries: two, next_id: 33, limit: 2 }],
  ['comments', { comments: two, page_number: 3, total_pages: 15 }],
  ['results', { count: 1023, next: 'https://api.test/?page=5', previous: 'https://api.test/?page=3', results: two }],
  [
    '_embedded.items',
    {
      _embedded: { items: two },
      _links: { first: { href: '/1' }, self: { href: '/2' }, next: { href: '/3' }, last: { href: '/9' } },
      page: { size: 2, totalElements: 100, totalPages: 50, number: 1 },
    },
  ],
  [
    'items',
    {
      items: two,
      meta: { currentPage: 1, pageSize: 2, totalPages: 50, totalItems: 100 },
      links: {
        firstPage: '/items?page=1',
        previousPage: '/items?page=0',
        nextPage: '/items?page=2',
        lastPage: '/items?page=50',
      },
    },
  ],
  ['data', { data: two, pagination: { currentPage: 1, pageSize: 2, totalPages: 5, totalItems: 10 } }],
  ['items', { items: two, pagination: { page: 1, perPage: 2, total: 10, totalPages: 5 } }],
  ['data', { data: two, meta: { totalPages: 2 }, links: { first: '/1', previous: null, next: '/api/items?page=2' } }],
  ['data', { page: 2, per_page: 10, total: 100, pages: 10, data: two }],
  ['items', { currentPage: 1, pageSize: 2, totalPages: 5, totalRecords: 10, items: two }],
  ['articles', { articles: two, paging: { current: 3, size: 2, total: 60 } }],
  ['feed', { feed: two, offset: 40, limit: 2, total_count: 200 }],
  ['query_results', { query_results: two, page_details: { number: 1, size: 2, total_elements: 50, total_pages: 5 } }],
  [
    'posts',
    { posts: two, pagination_details: { current_page: 1, posts_per_page: 2, total_posts: 100, total_pages: 20 } },
  ],
  ['catalog', { catalog: two, page_metadata: { index: 1, size: 2, total_items: 20, total_pages: 10 } }],
  ['$', two],
];

describe('findRecords', () => {
  test.each(bodies)('finds %s', (expected, body) => {
    const path = findRecords(body);
    expect(path.text).toBe(expected);
    expect(selectFirst(path, body)).toBe(Array.isArray(body) ? body : two);
  });

  test('a single object is one record, also when it holds lists', () => {
    expect(findRecords({ id: 101, product_name: 'Product A' }).text).toBe('$');
    expect(findRecords({ name: 'a', tags: ['x', 'y'] }).text).toBe('$');
    expect(findRecords({ id: 7, items: two }).text).toBe('$');
    expect(findRecords({ data: { id: 7, lines: two } }).text).toBe('$');
  });

  test('an id beside data, results or records is the id of the response', () => {
    expect(findRecords({ id: 'response-1', data: two }).text).toBe('data');
  });

  test('of several lists without a known name none is chosen', () => {
    expect(findRecords({ authors: two, articles: two }).text).toBe('$');
  });

  test('a known name wins over others, and the shallow one over the deep one', () => {
    expect(findRecords({ meta: { values: two }, included: two, data: two }).text).toBe('data');
  });

  test('lists of plain values count only under the surest names', () => {
    expect(findRecords({ results: ['a', 'b'] }).text).toBe('results');
    expect(findRecords({ title: 'a', values: [1, 2] }).text).toBe('$');
  });

  test('an empty list counts when only talk about the response surrounds it', () => {
    expect(findRecords({ items: [] }).text).toBe('items');
    expect(findRecords({ articles: [], total: 0, page: 1, _links: {} }).text).toBe('articles');
    expect(findRecords({ title: 'a', tags: [] }).text).toBe('$');
  });

  test('names that are no plain words are quoted', () => {
    const body = { 'odd name': { 'a.b': two } };
    const path = findRecords(body);
    expect(selectFirst(path, body)).toBe(two);
    expect(path.text).toBe(`['odd name']['a.b']`);
  });

  test.each([null, 'text', 3])('%j is found as it is', (body) => {
    expect(findRecords(body).text).toBe('$');
  });
});
