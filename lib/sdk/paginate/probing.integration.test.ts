import { describe, expect, test } from 'vitest';
import { startServer, type ReceivedRequest, type ServerAnswer } from '../../../test/support/start-server.ts';
import { RestClient } from '../rest-client.ts';
import type { ProbeOutcome } from './probe-pagination.ts';
import { probing } from './probing.ts';

const all = Array.from({ length: 23 }, (_, index) => ({ id: index + 1, name: `n${index}` }));
const number = ({ query }: ReceivedRequest, name: string, fallback: number) => Number(query[name] ?? fallback);
const cut = (start: number, size = 5) => all.slice(Math.max(0, start), Math.max(0, start) + size);

async function probe(
  handler: (request: ReceivedRequest) => ServerAnswer,
  options: Parameters<RestClient['paginate']>[1] = {},
): Promise<ProbeOutcome & { readonly requests: number }> {
  await using server = await startServer(handler);
  const client = new RestClient({ baseUrl: server.url });
  let found: ProbeOutcome | undefined;
  const paginator = probing((outcome) => {
    found = outcome;
  });
  for await (const _ of client.paginate('/items', { ...options, paginator, warn: () => undefined }));
  if (found === undefined) throw new Error('The probe told nothing.');
  return { ...found, requests: server.requests.length };
}

// Shapes of real APIs, drawn from the paging of several hundred connectors.
describe('what is found out', () => {
  test.each<[string, (request: ReceivedRequest) => ServerAnswer, object]>([
    [
      'pages from 1 on, in a bare list',
      (request) => ({ json: cut((number(request, 'page', 1) - 1) * 5) }),
      { type: 'page_number', param: 'page', start: 1 },
    ],
    [
      'pages from 0 on',
      (request) => ({ json: { data: cut(number(request, 'page', 0) * 5) } }),
      { type: 'page_number', param: 'page', start: 0 },
    ],
    [
      'page 0 is answered as page 1',
      (request) => ({ json: cut((Math.max(1, number(request, 'page', 1)) - 1) * 5) }),
      { type: 'page_number', start: 1 },
    ],
    [
      'page[number], and a total of pages without a position',
      (request) => ({ json: { data: cut((number(request, 'page[number]', 1) - 1) * 5), meta: { total_pages: 5 } } }),
      { type: 'page_number', param: 'page[number]', start: 1, totalPath: 'meta.total_pages' },
    ],
    [
      'the last page again behind the end',
      (request) => ({ json: cut((Math.min(5, number(request, 'page', 1)) - 1) * 5) }),
      { type: 'page_number', param: 'page', start: 1 },
    ],
    [
      'pages with a flag',
      (request) => ({
        json: { rows: cut((number(request, 'page', 1) - 1) * 5), has_more: number(request, 'page', 1) < 5 },
      }),
      { type: 'page_number', start: 1, hasMorePath: 'has_more' },
    ],
    [
      'offset and a limit that is capped',
      (request) => ({ json: cut(number(request, 'offset', 0), Math.min(5, number(request, 'limit', 5))) }),
      { type: 'offset', param: 'offset', limit: 5, limitParam: 'limit' },
    ],
    [
      'skip and per_page, with a total',
      (request) => ({ json: { items: cut(number(request, 'skip', 0), number(request, 'per_page', 5)), total: 23 } }),
      { type: 'offset', param: 'skip', limitParam: 'per_page', totalPath: 'total' },
    ],
    [
      'an offset that is called page',
      (request) => ({ json: cut(number(request, 'page', 0)) }),
      { type: 'offset', param: 'page' },
    ],
    [
      'a page that is called start',
      (request) => ({ json: cut(number(request, 'start', 0) * 5) }),
      { type: 'page_number', param: 'start', start: 0 },
    ],
    [
      'the id of the last record, with a flag',
      (request) => {
        const after = number(request, 'starting_after', 0);
        return { json: { data: cut(after), has_more: after + 5 < 23 } };
      },
      { type: 'cursor', cursorFrom: 'last_record', cursorPath: 'id', param: 'starting_after', hasMorePath: 'has_more' },
    ],
    [
      'a token with its own parameter',
      ({ query }) => {
        const start = Number(query['pageToken'] ?? 0);
        return { json: { files: cut(start), nextPageToken: String(start + 5) } };
      },
      { type: 'cursor', cursorPath: 'nextPageToken', param: 'pageToken' },
    ],
    [
      'a next link',
      (request) => ({ json: { data: cut(number(request, 'c', 0)), links: { next: '/items?c=5' } } }),
      { type: 'json_link', nextUrlPath: 'links.next' },
    ],
  ])('%s', async (_, handler, expected) => {
    const outcome = await probe(handler);
    expect(outcome).toMatchObject({ confidence: 'sure', pagination: expected });
    expect(outcome.requests).toBeLessThanOrEqual(16);
    expect(outcome.evidence).not.toEqual([]);
  });

  test('a search by POST is tried in its body, and each try begins anew', async () => {
    const bodies: string[] = [];
    const outcome = await probe(
      ({ body }) => {
        bodies.push(body);
        const { offset = 0, limit = 5 } = JSON.parse(body) as { offset?: number; limit?: number };
        return { json: { hits: cut(offset, limit) } };
      },
      { method: 'POST', json: { query: 'x' } },
    );
    expect(outcome).toMatchObject({ confidence: 'sure', pagination: { type: 'offset', sentBy: 'json' } });
    expect(bodies.slice(0, 3)).toEqual(['{"query":"x"}', '{"query":"x","page":2}', '{"query":"x","page[number]":2}']);
  });
});

describe('what is not found out', () => {
  test('a list that takes no notice of anything is a single page, unless it looks like one of several', async () => {
    expect(await probe(() => ({ json: { data: cut(0) } }))).toMatchObject({
      confidence: 'likely',
      pagination: { type: 'single_page' },
    });
    expect(await probe(() => ({ json: { data: cut(0), total: 23 } }))).toMatchObject({ confidence: 'unsure' });
    expect(await probe(() => ({ json: cut(0, 10) }))).toMatchObject({ confidence: 'unsure' });
  });

  test('an API that refuses what it does not know', async () => {
    const outcome = await probe(({ query }) =>
      Object.keys(query).length > 0 ? { status: 400 } : { json: { data: cut(0), total: 23 } },
    );
    expect(outcome.confidence).toBe('unsure');
    expect(outcome.tried[0]).toBe('page=2: refused');
  });

  test('a list in another order at each request', async () => {
    let turn = 0;
    const outcome = await probe(() => {
      turn += 1;
      return { json: all.map(({ id }) => ({ id: id * 100 + turn })).slice(0, 10) };
    });
    expect(outcome.confidence).not.toBe('sure');
  });

  test('a small list whose second page is empty', async () => {
    const outcome = await probe((request) => ({ json: number(request, 'page', 1) === 1 ? cut(0, 3) : [] }));
    expect(outcome).toMatchObject({ confidence: 'likely', pagination: { type: 'page_number', start: 1 } });
  });

  test('an empty list', async () => {
    const outcome = await probe(() => ({ json: { data: [] } }));
    expect(outcome).toMatchObject({ confidence: 'unsure', tried: [] });
  });
});
