import { describe, expect, test } from 'vitest';
import { findNext } from './find-next.ts';

const url = 'https://api.test/items?page=2';

describe('findNext', () => {
  test.each([
    [{ count: 9, next: url, previous: null, results: [] }, 'next'],
    [{ links: { first: '/1', next: '/api/items?page=2' } }, 'links.next'],
    [{ links: { firstPage: '/1', nextPage: '/items?page=2&limit=2' }, meta: { totalPages: 5 } }, 'links.nextPage'],
    [{ _links: { next: { href: '/3' }, last: { href: '/9' } } }, '_links.next.href'],
    [{ '@odata.nextLink': url }, `['@odata.nextLink']`],
    [{ nextRecordsUrl: '/services/data/query/01g-2000' }, 'nextRecordsUrl'],
    [{ next_page_url: '?page=2' }, 'next_page_url'],
    [{ next_cursor: 'abc', next: url }, 'next'],
    [{ paging: { next: { link: url, after: 'a' } } }, 'paging.next.link'],
  ])('%j has its next URL', (body, path) => {
    expect(findNext(body)).toEqual({ type: 'url', path });
  });

  test.each([
    [{ next_cursor: 'eyJpZCI6MTAyfQ==' }, 'next_cursor', 'cursor'],
    [{ cursors: { next: 'NjM=', previous: 'MTk=' } }, 'cursors.next', 'cursor'],
    [{ next_id: 33 }, 'next_id', 'cursor'],
    [{ nextPageToken: 'x' }, 'nextPageToken', 'pageToken'],
    [{ next_page_token: 'x' }, 'next_page_token', 'page_token'],
    [{ paging: { next: { after: '100' } } }, 'paging.next.after', 'after'],
    [{ paging: { cursors: { before: 'a', after: 'b' } } }, 'paging.cursors.after', 'after'],
    [{ response_metadata: { next_cursor: 'dXNlcg==' } }, 'response_metadata.next_cursor', 'cursor'],
    [{ next_page: 2 }, 'next_page', 'page'],
    [{ nextOffset: 20 }, 'nextOffset', 'offset'],
    [{ meta: { next: 3 } }, 'meta.next', 'page'],
    [{ pageInfo: { endCursor: 'c', hasNextPage: true } }, 'pageInfo.endCursor', 'after'],
    [{ next_token: 'x' }, 'next_token', 'next_token'],
    [{ data: { a: { b: { pageInfo: { endCursor: 'c' } } } } }, 'data.a.b.pageInfo.endCursor', 'after'],
    [{ _scroll_id: 'x', scroll_id: 'y' }, '_scroll_id', '_scroll_id'],
  ])('%j has its next cursor', (body, path, param) => {
    const hint = findNext(body);
    expect(hint).toMatchObject({ type: 'cursor', path });
    expect(hint?.type === 'cursor' ? hint.params[0] : undefined).toBe(param);
  });

  test.each([
    [{ next: null, results: [] }, 'next'],
    [{ next_cursor: '' }, 'next_cursor'],
    [{ links: { next: null } }, 'links.next'],
    [{ nextUrl: null }, 'nextUrl'],
  ])('%j is at its end', (body, path) => {
    expect(findNext(body)).toEqual({ type: 'end', path });
  });

  test.each([
    { data: [], pagination: { offset: 0, limit: 2, total: 100 } },
    { page: 2, per_page: 10, total: 100, pages: 10 },
    { next_billing_date: '2024-01-01', nextSyncToken: 'x' },
    { cursor: 'the one that was sent', token: 'x' },
    { data: [{ next: url }] },
    { next_steps_url: url, next_episode: url },
    { a: { b: { c: { next: url } } } },
    { next: true },
    [],
    null,
  ])('%j names no next page', (body) => {
    expect(findNext(body)).toBeUndefined();
  });
});
