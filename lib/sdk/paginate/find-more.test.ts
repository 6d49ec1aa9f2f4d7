import { describe, expect, test } from 'vitest';
import { findMore, saysLastPage } from './find-more.ts';

describe('findMore', () => {
  test.each([
    [{ total: 100 }, 'total = 100'],
    [{ pagination: { total_count: '200' } }, 'total_count = 200'],
    [{ count: 30 }, 'count = 30'],
    [{ meta: { totalPages: 2 } }, 'totalPages = 2'],
    [{ has_more: true }, 'has_more = true'],
    [{ isLastPage: false }, 'isLastPage = false'],
  ])('%j says that there is more than 7 records', (body, text) => {
    expect(findMore(body, 7)).toEqual({ type: 'certain', text });
  });

  test.each([
    [{ total: 7 }, 7],
    [{ page: 1, total_pages: 1 }, 100],
    [{ has_more: false }, 50],
    [{ last: true, number: 0 }, 10],
  ])('%j declares %d records to be all', (body, rows) => {
    expect(findMore(body, rows)).toEqual({ type: 'complete' });
  });

  test('fields of paging and round numbers of records are a sign, not a proof', () => {
    expect(findMore({ page: 1 }, 7)).toEqual({ type: 'likely', text: 'page = 1' });
    expect(findMore([], 100)).toEqual({ type: 'likely', text: 'exactly 100 records' });
    expect(findMore({ count: 20 }, 20)).toEqual({ type: 'likely', text: 'exactly 20 records' });
  });

  test('an ordinary response says nothing', () => {
    expect(findMore({ data: [], status: 'ok' }, 7)).toEqual({ type: 'none' });
    expect(findMore(null, 0)).toEqual({ type: 'none' });
    expect(findMore({ page: 1 }, 0)).toEqual({ type: 'none' });
  });

  test('a page that its size leaves room in is no sign', () => {
    expect(findMore({ page: 1, limit: 50 }, 20)).toEqual({ type: 'none' });
    expect(findMore({ page: 1, per_page: '7' }, 7)).toEqual({ type: 'likely', text: 'per_page = 7' });
  });
});

test('only a flag that nothing contradicts says that a page is the last', () => {
  expect(saysLastPage({ has_more: false })).toBe(true);
  expect(saysLastPage({ meta: { last: true } })).toBe(true);
  expect(saysLastPage({ has_more: true })).toBe(false);
  expect(saysLastPage({ total: 0 })).toBe(false);
});
