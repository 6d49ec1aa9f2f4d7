import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { limitPages } from './limit-pages.ts';
import { cursor } from './paginate/cursor.ts';
import { offset } from './paginate/offset.ts';
import { withoutReadingAhead } from './reading-ahead.ts';
import { RestClient } from './rest-client.ts';

const rows = 60;
const size = 2;
const paginator = (concurrency?: number) => offset({ limit: size, totalPath: 'total', concurrency });

/** A list of 30 pages. Those behind the first one are answered once so many of them were asked for together. */
async function startList(expected = 1) {
  let open = 0;
  const most = { together: 0 };
  const areThere = Promise.withResolvers<void>();
  const server = await startServer(async ({ query }) => {
    open += 1;
    most.together = Math.max(most.together, open);
    if (open >= expected) areThere.resolve();
    if (Number(query['offset'] ?? 0) > 0) await areThere.promise;
    open -= 1;
    const first = Number(query['offset'] ?? query['cursor'] ?? 0);
    const data = Array.from({ length: Math.max(0, Math.min(size, rows - first)) }, (_, index) => ({
      id: first + index,
    }));
    return { json: { data, total: rows, next: first + size < rows ? first + size : null } };
  });
  return { server, most, client: new RestClient({ baseUrl: server.url, dataSelector: 'data' }) };
}

test('so many pages are asked for at a time as the paginator says, four where it says nothing', async () => {
  for (const [given, expected] of [
    [8, 8],
    [undefined, 4],
    [1, 1],
  ] as const) {
    const { client, most } = await startList(expected);
    const pages = await Array.fromAsync(client.paginate('/list', { paginator: paginator(given), readAhead: true }));
    expect(pages.flat()).toEqual(Array.from({ length: rows }, (_, id) => ({ id })));
    expect(most.together).toBe(expected);
  }
});

test('who stops after the first page has sent one request', async () => {
  const { client, server } = await startList();
  for await (const _ of client.paginate('/list', { paginator: paginator(8) })) break;
  expect(server.requests).toHaveLength(1);
});

test('a sample, and a resource with a limit of pages, ask for what they need and no more', async () => {
  const sampled = await startList();
  await withoutReadingAhead(async () => {
    let taken = 0;
    for await (const _ of sampled.client.paginate('/list', { paginator: paginator(8), readAhead: true })) {
      taken += 1;
      if (taken === 3) break;
    }
  });
  expect(sampled.server.requests).toHaveLength(3);
  const limited = await startList();
  await Array.fromAsync(limitPages(limited.client.paginate('/list', { paginator: paginator(8) }), 3, false));
  expect(limited.server.requests).toHaveLength(3);
});

test('the next page by cursor is asked for while one is worked on, if the list is read to its end', async () => {
  const { promise: wasAsked, resolve } = Promise.withResolvers<void>();
  await using server = await startServer(({ query }) => {
    if (query['cursor'] === 'b') resolve();
    return { json: { data: [{ id: query['cursor'] ?? 'a' }], next: query['cursor'] === 'b' ? null : 'b' } };
  });
  const client = new RestClient({ baseUrl: server.url, dataSelector: 'data' });
  const seen: unknown[] = [];
  for await (const page of client.paginate('/list', { paginator: cursor({ cursorPath: 'next' }), readAhead: true })) {
    seen.push(...page);
    await wasAsked;
  }
  expect(seen).toEqual([{ id: 'a' }, { id: 'b' }]);
});
