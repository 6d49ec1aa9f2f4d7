import { describe, expect, test } from 'vitest';
import { headerCursor } from './header-cursor.ts';
import { headerLink } from './header-link.ts';
import type { PageResponse } from './paginator.ts';
import { singlePage } from './single-page.ts';

const request = { method: 'GET', params: {}, json: undefined };

function respond(headers: Record<string, string>): PageResponse {
  return { url: 'https://api.test/items', headers, body: [], records: [{ id: 1 }], isSingleRecord: false };
}

describe('headerLink', () => {
  test('follows the link of its relation, relative or not', () => {
    const headers = { link: '</first>; rel="first", </items?page=2>; rel="next"' };
    expect(headerLink().start(request).next(respond(headers))).toEqual({
      next: { url: 'https://api.test/items?page=2' },
      reason: 'Link rel="next" in the previous response',
    });
    expect(headerLink({ rel: 'First' }).start(request).next(respond(headers)).next).toEqual({
      url: 'https://api.test/first',
    });
  });

  test('ends without such a link', () => {
    expect(
      headerLink()
        .start(request)
        .next(respond({ link: '</items?page=1>; rel="prev"' })),
    ).toEqual({
      why: 'the response has no Link rel="next"',
    });
    expect(headerLink().start(request).next(respond({})).next).toBeUndefined();
  });

  test('a link that comes a second time is a circle', () => {
    const series = headerLink().start(request);
    const headers = { link: '</items?page=2>; rel="next"' };
    series.next(respond(headers));
    expect(() => series.next(respond(headers))).toThrow(expect.objectContaining({ code: 'pagination-failed' }));
  });
});

describe('headerCursor', () => {
  test('sends the header back as a parameter', () => {
    const series = headerCursor({ header: 'X-Next', param: 'page' }).start(request);
    expect(series.next(respond({ 'x-next': '2' }))).toEqual({
      next: { params: { page: '2' } },
      reason: 'X-Next: 2 in the previous response',
    });
    expect(series.next(respond({}))).toEqual({ why: 'the response has no header X-Next' });
  });

  test('a value that comes a second time is a circle', () => {
    const series = headerCursor({ header: 'X-Next', param: 'page' }).start(request);
    series.next(respond({ 'x-next': '2' }));
    expect(() => series.next(respond({ 'x-next': '2' }))).toThrow('the header X-Next: 2 came a second time');
  });
});

test('singlePage asks for nothing more, whatever the response says', () => {
  const series = singlePage().start(request);
  expect(series.first).toEqual({});
  expect(series.next(respond({ link: '</2>; rel="next"' })).next).toBeUndefined();
});
