import { describe, expect, test } from 'vitest';
import { pageNumber } from './page-number.ts';
import type { PageResponse } from './paginator.ts';

const request = { method: 'GET', params: {}, json: undefined };

/** A page whose records no other page has. */
let nextId = 0;
function respond(body: unknown = {}, rows = 2): PageResponse {
  const records = Array.from({ length: rows }, () => ({ id: nextId++ }));
  return { url: 'https://api.test/users', headers: {}, body, records, isSingleRecord: false };
}

describe('pageNumber', () => {
  test('sends the number with the first request too', () => {
    expect(pageNumber().start(request).first).toEqual({ params: { page: 1 } });
    expect(pageNumber({ param: 'p', start: 0 }).start(request).first).toEqual({ params: { p: 0 } });
  });

  test('ends at an empty page when no total is known', () => {
    const series = pageNumber().start(request);
    expect(series.next(respond())).toMatchObject({
      next: { params: { page: 2 } },
      reason: 'the previous page held 2 records',
    });
    expect(series.next(respond({}, 1)).next).toEqual({ params: { page: 3 } });
    expect(series.next(respond({}, 0))).toEqual({ why: 'page=3 is empty' });
  });

  test('total_path is a number of pages, wherever counting starts', () => {
    for (const start of [0, 1]) {
      const series = pageNumber({ start, totalPath: 'meta.pages' }).start(request);
      const body = { meta: { pages: 3 } };
      const numbers = [2, 2, 1].map((rows) => series.next(respond(body, rows)).next?.params?.['page']);
      expect(numbers).toEqual([start + 1, start + 2, undefined]);
    }
  });

  test('a total may be text', () => {
    const series = pageNumber({ totalPath: 'pages' }).start(request);
    expect(series.next(respond({ pages: '2' })).next).toBeDefined();
    expect(series.next(respond({ pages: '2' }, 1))).toEqual({ why: 'page=2 is the last of 2 pages' });
  });

  test('a total that is missing or no number names the path and what is there', () => {
    const series = pageNumber({ totalPath: 'meta.pages' }).start(request);
    expect(() => series.next(respond({ meta: { count: 3 } }))).toThrow(
      expect.objectContaining({
        code: 'pagination-failed',
        message: 'No number at total_path "meta.pages" in the response of https://api.test/users: "meta" has count.',
      }),
    );
    expect(() => series.next(respond({ meta: { pages: 'many' } }))).toThrow('it holds "many"');
  });

  test('an empty page ends the list before its total is read', () => {
    expect(pageNumber({ totalPath: 'pages' }).start(request).next(respond({}, 0)).next).toBeUndefined();
  });

  test('max_page is the last page that is fetched', () => {
    const series = pageNumber({ maxPage: 2 }).start(request);
    expect(series.next(respond()).next).toEqual({ params: { page: 2 } });
    expect(series.next(respond())).toEqual({ why: 'max_page 2 is reached' });
  });

  test('can send the number in the body', () => {
    const series = pageNumber({ param: 'paging.page', sentBy: 'json' }).start(request);
    expect(series.first).toEqual({ json: { 'paging.page': 1 } });
    expect(series.next(respond()).next).toEqual({ json: { 'paging.page': 2 } });
  });

  test('a server that ignores the parameter is found out at the second page', () => {
    const series = pageNumber().start(request);
    const same = respond();
    series.next(same);
    expect(() => series.next(same)).toThrow(
      expect.objectContaining({ code: 'pagination-failed', hint: expect.stringContaining('"page"') as string }),
    );
  });

  test('a server that repeats its last page for ever ends the list without a double row', () => {
    const series = pageNumber().start(request);
    const last = respond();
    series.next(respond());
    series.next(last);
    expect(series.next(last)).toMatchObject({ isRepeat: true, warning: { hint: expect.any(String) as string } });
  });

  test('every series counts for itself', () => {
    const paginator = pageNumber();
    paginator.start(request).next(respond());
    expect(paginator.start(request).next(respond()).next).toEqual({ params: { page: 2 } });
  });
});
