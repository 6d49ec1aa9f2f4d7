import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpError } from '../http/http-error.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import { bearer } from './authentication.ts';
import { exchangeOf } from './page.ts';
import { cursor } from './paginate/cursor.ts';
import { jsonLink } from './paginate/json-link.ts';
import { offset } from './paginate/offset.ts';
import { pageNumber } from './paginate/page-number.ts';
import { RestClient } from './rest-client.ts';

interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly json: Record<string, unknown>;
}

type Answer = (received: Received) => { status?: number; headers?: Record<string, string>; body: unknown };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(answer: Answer): Promise<{ url: string; seen: Received[] }> {
  const seen: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const json = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
      const received = { method: request.method ?? '', url, headers: request.headers, json };
      seen.push(received);
      const { status = 200, headers = {}, body: answered } = answer(received);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answered));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

const posts = Array.from({ length: 25 }, (_, id) => ({ id, title: `Post ${id}` }));
const pageOf = (page: number) => posts.slice((page - 1) * 5, page * 5);
const pagesOf = [1, 2, 3, 4, 5].map(pageOf);
const numberIn = (url: URL, name: string, fallback: number) => Number(url.searchParams.get(name) ?? fallback);

describe('paginate', () => {
  test('finds the way by itself: next URL, Link header and cursor', async () => {
    const { url } = await serve(({ url: asked }) => {
      const page = numberIn(asked, 'page', 1);
      const hasNext = page < 5;
      switch (asked.pathname) {
        case '/v1/next':
          return { body: { data: pageOf(page), next_page: hasNext ? `/v1/next?page=${page + 1}` : null } };
        case '/v1/link':
          return { headers: hasNext ? { link: `<?page=${page + 1}>; rel="next"` } : {}, body: pageOf(page) };
        default: {
          const start = numberIn(asked, 'cursor', 0);
          return { body: { data: posts.slice(start, start + 5), next_cursor: start + 5 < 25 ? start + 5 : null } };
        }
      }
    });
    const client = new RestClient({ baseUrl: url });
    for (const path of ['/next', '/link', '/cursor']) {
      expect(await Array.fromAsync(client.paginate(path))).toEqual(pagesOf);
    }
  });

  test('the parameters of the first request are not added to a next URL', async () => {
    const { url, seen } = await serve(({ url: asked }) => ({
      body: { data: [{ id: 1 }], next: asked.searchParams.has('page') ? null : `${asked.href}&page=2` },
    }));
    const client = new RestClient({ baseUrl: url, paginator: jsonLink({ nextUrlPath: 'next' }) });
    await Array.fromAsync(client.paginate('/posts', { params: { status: 'open', empty: undefined } }));
    expect(seen.map(({ url: { search } }) => search)).toEqual(['?status=open', '?status=open&page=2']);
  });

  test('a search by POST carries its cursor in the body, beside what was there', async () => {
    const { url, seen } = await serve(({ json }) => {
      const start = Number(json['after'] ?? 0);
      const next = start + 10 < 25 ? { paging: { next: { after: String(start + 10) } } } : {};
      return { body: { results: posts.slice(start, start + 10), ...next } };
    });
    const client = new RestClient({ baseUrl: url, headers: { Accept: 'application/json' } });
    const pages = client.paginate<{ id: number }>('/search', {
      method: 'POST',
      json: { limit: 10, filters: [] },
      paginator: cursor({ cursorPath: 'paging.next.after', param: 'after', sentBy: 'json' }),
      dataSelector: 'results',
    });
    expect((await Array.fromAsync(pages)).flat().map(({ id }) => id)).toEqual(posts.map(({ id }) => id));
    expect(seen.map(({ json }) => json)).toEqual([
      { limit: 10, filters: [] },
      { limit: 10, filters: [], after: '10' },
      { limit: 10, filters: [], after: '20' },
    ]);
  });

  test('one paginator serves many lists, each from its start', async () => {
    const { url } = await serve(({ url: asked }) => ({
      body: { data: pageOf(numberIn(asked, 'page', 1)), pages: 5 },
    }));
    const client = new RestClient({ baseUrl: url, paginator: pageNumber({ totalPath: 'pages' }) });
    const both = await Promise.all([1, 2].map(() => Array.fromAsync(client.paginate('/posts'))));
    expect(both).toEqual([pagesOf, pagesOf]);
  });

  test('the next page is asked for when the reader wants it, not before', async () => {
    const { url, seen } = await serve(({ url: asked }) => ({ body: { data: pageOf(numberIn(asked, 'page', 1)) } }));
    const client = new RestClient({ baseUrl: url, paginator: pageNumber() });
    for await (const page of client.paginate('/posts')) {
      expect(page).toHaveLength(5);
      break;
    }
    expect(seen).toHaveLength(1);
  });

  test('every page knows its exchange, and every exchange its reason', async () => {
    const { url } = await serve(({ url: asked }) => {
      const start = numberIn(asked, 'offset', 0);
      return { body: { items: posts.slice(start, start + 10) } };
    });
    const recorded = new Map<number, string | undefined>();
    let last = 0;
    const recorder = {
      begin: () => ++last,
      record: (exchange: { number: number; reason: string | undefined }) =>
        recorded.set(exchange.number, exchange.reason),
    };
    const client = new RestClient({ baseUrl: url, paginator: offset({ limit: 20 }) });
    const warnings: string[] = [];
    const pages = await runInHttpScope({ recorder }, () =>
      Array.fromAsync(client.paginate('/posts', { warn: (message) => warnings.push(message) })),
    );
    expect(pages.map((page) => [page.length, recorded.get(exchangeOf(page) ?? 0)])).toEqual([
      [10, 'first page'],
      [10, 'the previous page held 10 records'],
      [5, 'the previous page held 10 records'],
      [0, 'the previous page held 5 records'],
    ]);
    expect(warnings).toHaveLength(1);
  });

  test('a page that repeats itself is handed out once', async () => {
    const { url } = await serve(({ url: asked }) => ({
      body: { data: pageOf(Math.min(numberIn(asked, 'page', 1), 3)) },
    }));
    const client = new RestClient({ baseUrl: url, paginator: pageNumber() });
    const warnings: string[] = [];
    const pages = client.paginate('/posts', { warn: (message) => warnings.push(message) });
    expect(await Array.fromAsync(pages)).toEqual(pagesOf.slice(0, 3));
    expect(warnings).toEqual(['page=4 brought the same records as the page before, which was taken as the last one.']);
  });
});

describe('get and post', () => {
  test('send what they are given, with the credentials of the client', async () => {
    const { url, seen } = await serve(({ json, url: asked }) => ({ body: { json, search: asked.search } }));
    const client = new RestClient({ baseUrl: url, auth: bearer('t0ken'), headers: { 'X-A': '1' } });
    const got = await client.get('/posts', { params: { ids: [1, 2] }, headers: { 'x-a': '2' } });
    expect(got.json()).toEqual({ json: {}, search: '?ids=1&ids=2' });
    const posted = await client.post('posts', { json: { id: 1 } });
    expect(posted.json()).toEqual({ json: { id: 1 }, search: '' });
    expect(seen[0]).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer t0ken', 'x-a': '2' } });
  });

  test('throw an HttpError for a status of 400 and above', async () => {
    const { url } = await serve(() => ({ status: 404, body: { error: 'no such post' } }));
    const error: unknown = await new RestClient({ baseUrl: url }).get('/posts/7').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 404, method: 'GET', url: `${url}/posts/7` });
  });
});
