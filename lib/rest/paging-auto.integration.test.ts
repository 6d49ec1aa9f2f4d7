import { describe, expect, test } from 'vitest';
import { readResource } from '../../test/support/read-resource.ts';
import type { ReceivedRequest, ServerAnswer } from '../../test/support/start-server.ts';

const all = Array.from({ length: 23 }, (_, id) => ({ id }));
const page = ({ query }: ReceivedRequest, name: string, first: number) => Number(query[name] ?? first);
const cut = (start: number, size = 5) => all.slice(start, start + size);

describe('auto follows what the second page proves', () => {
  test.each([0, 1])('pages that the response counts from %d', async (first) => {
    const { records, requests, warnings } = await readResource('pagination: auto', (request) => {
      const number = page(request, 'page', first);
      return { json: { data: cut((number - first) * 5), page: number, total_pages: 5 } };
    });
    expect(records).toEqual(all);
    expect(requests[1]).toBe(`GET /items?page=${first + 1}`);
    expect(requests).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  test('offsets that the response repeats', async () => {
    const { records, requests, warnings } = await readResource('pagination: auto', (request) => {
      const start = page(request, 'startAt', 0);
      return { json: { startAt: start, maxResults: 5, total: 23, issues: cut(start) } };
    });
    expect(records).toEqual(all);
    expect(requests.at(-1)).toBe('GET /items?startAt=20');
    expect(warnings).toEqual([]);
  });

  test('a search by POST in its body', async () => {
    const { records, requests } = await readResource('method: POST\njson: { query: x }', ({ body }) => {
      const { page: number = 1 } = JSON.parse(body) as { page?: number };
      return { json: { hits: cut((number - 1) * 5), page: number, has_more: number < 5 } };
    });
    expect(records).toEqual(all);
    expect(requests[1]).toBe('POST /items {"query":"x","page":2}');
  });
});

describe('auto is never sure and wrong: one page and a warning', () => {
  const firstPage = (more: object): ServerAnswer => ({ json: { data: cut(0), ...more } });

  test.each<[string, (request: ReceivedRequest) => ServerAnswer, string]>([
    ['the guessed parameter is ignored', () => firstPage({ page: 1, total_pages: 5 }), 'the API ignores it'],
    [
      'the guessed parameter is refused',
      ({ query }) => ('page' in query ? { status: 400 } : firstPage({ page: 1, total_pages: 5 })),
      'the API refuses it',
    ],
    [
      'the guessed parameter means something else',
      ({ query }) => ({ json: { data: cut(Number(query['page'] ?? 1) - 1), page: 1, total: 23 } }),
      'the second page begins in the first one',
    ],
    [
      'the response says that it is another page',
      ({ query }) => ({ json: { data: 'page' in query ? cut(15) : cut(0), page: 'page' in query ? 4 : 1, total: 23 } }),
      'the API answers page = 4',
    ],
    [
      'an empty second page',
      ({ query }) => ({ json: { data: 'page' in query ? [] : cut(0), page: 1, total: 23 } }),
      'empty',
    ],
    [
      'a cursor whose parameter is refused',
      ({ query }) => ('cursor' in query ? { status: 422 } : firstPage({ next_cursor: 'x' })),
      'the API refuses it',
    ],
    ['a number of pages alone', () => firstPage({ total_pages: 3 }), 'nothing tells whether the first page is 0 or 1'],
    ['a flag alone', () => firstPage({ has_more: true }), 'has_more = true'],
    ['a page in the middle', () => firstPage({ page: 3, total_pages: 9 }), 'the first response is page 3'],
  ])('%s', async (_, handler, doubt) => {
    const { records, warnings, error } = await readResource('pagination: auto', handler);
    expect(error).toBeUndefined();
    expect(records).toEqual(cut(0));
    expect(warnings).toEqual([expect.stringContaining(doubt)]);
  });

  test('a failing server is no answer to a guess', async () => {
    const { error } = await readResource('pagination: auto', ({ query }) =>
      'page' in query ? { status: 403 } : firstPage({ page: 1, total_pages: 5 }),
    );
    expect(error).toMatchObject({ code: 'http-status', status: 403 });
  });
});
