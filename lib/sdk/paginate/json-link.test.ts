import { describe, expect, test } from 'vitest';
import { jsonLink } from './json-link.ts';
import type { PageResponse } from './paginator.ts';

const request = { method: 'GET', params: {}, json: undefined };

function respond(body: unknown, url = 'https://api.test/v1/items?page=1'): PageResponse {
  return { url, headers: {}, body, records: [{ id: 1 }], isSingleRecord: false };
}

describe('jsonLink', () => {
  test.each([
    ['next', { next: 'https://api.test/b' }],
    ['links.next.href', { links: { next: { href: 'https://api.test/b' } } }],
    [`['@odata.nextLink']`, { '@odata.nextLink': 'https://api.test/b' }],
    [`["@odata.nextLink"]`, { '@odata.nextLink': 'https://api.test/b' }],
  ])('finds the URL at %s', (nextUrlPath, body) => {
    expect(jsonLink({ nextUrlPath }).start(request).next(respond(body))).toEqual({
      next: { url: 'https://api.test/b' },
      reason: `${nextUrlPath} in the previous response`,
    });
  });

  test.each([
    ['https://other.test/x?page=2', 'http://example.com/api/resource', 'https://other.test/x?page=2'],
    ['/api/resource?page=2', 'http://example.com/api/resource', 'http://example.com/api/resource?page=2'],
    ['/api/resource?sort=asc', 'http://example.com/api/resource?page=1', 'http://example.com/api/resource?sort=asc'],
    ['/api/resource?page=2', 'http://example.com:8080/api/resource', 'http://example.com:8080/api/resource?page=2'],
    ['/api/%E3%81%82?page=2', 'http://example.com/api', 'http://example.com/api/%E3%81%82?page=2'],
    ['?page=2', 'http://example.com/api/resource?page=1&x=1', 'http://example.com/api/resource?page=2'],
    [
      '/api/page/4/items?filter=active',
      'http://example.com/api/page/3/items',
      'http://example.com/api/page/4/items?filter=active',
    ],
  ])('%s from %s leads to %s', (link, from, expected) => {
    const series = jsonLink({ nextUrlPath: 'next' }).start(request);
    expect(series.next(respond({ next: link }, from)).next).toEqual({ url: expected });
  });

  test.each([null, '', false])('%j ends the list', (next) => {
    const series = jsonLink({ nextUrlPath: 'next' }).start(request);
    expect(series.next(respond({ next }))).toEqual({ why: 'next is empty in the response' });
  });

  test('a missing URL ends the list', () => {
    expect(jsonLink({ nextUrlPath: 'next' }).start(request).next(respond([]))).toEqual({
      why: 'no next in the response',
    });
  });

  test('a URL that comes a second time is a circle', () => {
    const series = jsonLink({ nextUrlPath: 'next' }).start(request);
    series.next(respond({ next: '/v1/items?page=2' }));
    expect(() => series.next(respond({ next: '/v1/items?page=1' }, 'https://api.test/v1/items?page=2'))).toThrow(
      expect.objectContaining({ code: 'pagination-failed' }),
    );
    const self = jsonLink({ nextUrlPath: 'next' }).start(request);
    expect(() => self.next(respond({ next: '/v1/items?page=1' }))).toThrow('lead in a circle');
  });

  test('anything but a web address is refused', () => {
    for (const next of ['file:///etc/passwd', 7, { href: '/x' }]) {
      const series = jsonLink({ nextUrlPath: 'next' }).start(request);
      expect(() => series.next(respond({ next }))).toThrow(expect.objectContaining({ code: 'pagination-failed' }));
    }
  });
});
