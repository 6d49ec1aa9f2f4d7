import { describe, expect, test } from 'vitest';
import { auto } from './auto.ts';
import type { PageRequest, PageResponse } from './paginator.ts';

const request: PageRequest = { method: 'GET', params: {}, json: undefined };
const rows = (first: number, count = 3) => Array.from({ length: count }, (_, index) => ({ id: first + index }));

function respond(body: unknown, records: readonly unknown[] = rows(1), more: Partial<PageResponse> = {}): PageResponse {
  return { url: 'https://api.test/items', headers: {}, body, records, isSingleRecord: false, ...more };
}

describe('auto', () => {
  test('a Link header goes first, and decides for all pages', () => {
    const series = auto().start(request);
    const headers = { link: '</items?page=2>; rel="next"' };
    expect(series.next(respond({ next: '/other' }, rows(1), { headers })).next).toEqual({
      url: 'https://api.test/items?page=2',
    });
    expect(series.next(respond({ next: '/other' }, rows(4))).next).toBeUndefined();
  });

  test('then a next URL in the body', () => {
    const series = auto().start(request);
    expect(series.next(respond({ next: '/items?page=2' })).next).toEqual({ url: 'https://api.test/items?page=2' });
    expect(series.next(respond({ next: null }, rows(4)))).toEqual({ why: 'next is empty in the response' });
  });

  test('then a next cursor, sent as its name suggests', () => {
    const series = auto().start(request);
    expect(series.next(respond({ next_page_token: 'b' }))).toMatchObject({
      next: { params: { page_token: 'b' } },
      reason: 'next_page_token = "b" in the previous response',
    });
    expect(series.next(respond({ next_page_token: 'c' }, rows(4))).next).toEqual({ params: { page_token: 'c' } });
    expect(series.next(respond({}, rows(7))).next).toBeUndefined();
  });

  test('a parameter that the request has already is the better guess', () => {
    const series = auto().start({ ...request, params: { next_page_token: '' } });
    expect(series.next(respond({ next_page_token: 'b' })).next).toEqual({ params: { next_page_token: 'b' } });
  });

  test('a search by POST gets its cursor in the body', () => {
    const series = auto().start({ ...request, method: 'POST', json: { limit: 3 } });
    expect(series.next(respond({ paging: { next: { after: '3' } } })).next).toEqual({ json: { after: '3' } });
  });

  test('an API that ignores the guessed parameter gives one page, a warning and no double rows', () => {
    const series = auto().start(request);
    series.next(respond({ next_cursor: 'b' }));
    expect(series.next(respond({ next_cursor: 'b' }))).toMatchObject({
      isRepeat: true,
      warning: { message: expect.stringContaining('ignores it as parameter "cursor"') as string },
    });
  });

  test('a cursor beside a flag that nothing follows is not used', () => {
    const series = auto().start(request);
    expect(series.next(respond({ next_cursor: 'for the next poll', has_more: false })).next).toBeUndefined();
  });

  test('one page that says it is not everything is worth a warning', () => {
    expect(
      auto()
        .start(request)
        .next(respond({ total: 100 })),
    ).toMatchObject({
      warning: { message: 'Only the first 3 records were read, but the response says total = 100.' },
    });
    expect(
      auto()
        .start(request)
        .next(respond([], rows(1, 100))),
    ).toMatchObject({
      warning: { message: expect.stringContaining('exactly 100 records') as string },
    });
  });

  test('one page that looks whole is loaded without a word', () => {
    for (const body of [[], { data: [], status: 'ok' }, { next: null, total: 3 }, { total: 3, page: 1 }]) {
      const step = auto().start(request).next(respond(body));
      expect(step.next).toBeUndefined();
      expect(step.warning).toBeUndefined();
    }
  });

  test('the fields of a single record are not taken for paging', () => {
    const body = { id: 1, next: '/items/2', total: 100 };
    expect(
      auto()
        .start(request)
        .next(respond(body, [body], { isSingleRecord: true })),
    ).toEqual({
      why: 'the response is a single record',
    });
  });
});
