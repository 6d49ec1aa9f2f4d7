import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpEvent } from './http-event.ts';
import type { HttpResponse } from './http-client.ts';
import { runInHttpScope, type HttpScope } from './http-scope.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server for one test. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers everything in one way. */
function serveBody(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Promise<string> {
  return serve((_request, response) => response.writeHead(status, headers).end(body));
}

function createScope(rest: Partial<HttpScope> = {}): HttpScope & { exchanges: Exchange[]; events: HttpEvent[] } {
  const exchanges: Exchange[] = [];
  const events: HttpEvent[] = [];
  let count = 0;
  const recorder = { begin: () => ++count, record: (exchange: Exchange) => void exchanges.push(exchange) };
  return { recorder, onEvent: (event) => void events.push(event), exchanges, events, ...rest };
}

async function readAll(request: IncomingMessage): Promise<string> {
  return (await request.toArray()).join('');
}

describe('request', () => {
  test('sends method, query, headers and JSON with exact integers', async () => {
    const baseUrl = await serve(async (request, response) => {
      const { method, url, headers } = request;
      const { accept, 'content-type': type, 'user-agent': agent, 'x-own': own } = headers;
      response.end(JSON.stringify({ method, url, accept, type, agent, own, body: await readAll(request) }));
    });
    const client = createHttpClient({ baseUrl: `${baseUrl}/v1`, headers: { 'X-Own': 'client' }, userAgent: 'test/1' });
    const response = await client.request({
      method: 'post',
      url: '/search',
      params: { page: 2 },
      headers: { 'x-OWN': 'request' },
      json: { id: 12345678901234567890n },
    });
    expect(response.url).toBe(`${baseUrl}/v1/search?page=2`);
    expect(response.json()).toEqual({
      method: 'POST',
      url: '/v1/search?page=2',
      accept: 'application/json',
      type: 'application/json',
      agent: 'test/1',
      own: 'request',
      body: '{"id":12345678901234567890}',
    });
  });

  test('keeps connections alive', async () => {
    const ports = new Set<number | undefined>();
    const baseUrl = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('[]');
    });
    const client = createHttpClient({ baseUrl });
    for (let index = 0; index < 5; index++) await client.request({ url: 'x' });
    expect(ports.size).toBeLessThan(3);
  });

  test('names a header with a line break, not its value', async () => {
    const client = createHttpClient({ baseUrl: 'http://127.0.0.1:1', headers: { 'X-Key': 'hidden\n' } });
    const error: unknown = await client.request({ url: 'x' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'config-invalid' });
    expect(String(error)).toContain('x-key');
    expect(String(error)).not.toContain('hidden');
  });
});

describe('body', () => {
  const text = JSON.stringify({ name: 'Zoë', list: Array.from({ length: 1000 }, (_, index) => index) });
  test.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['zstd', zstdCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ])('is decompressed from %s', async (encoding, body) => {
    const baseUrl = await serveBody(body, { 'content-encoding': encoding });
    const response = await createHttpClient({ baseUrl }).request({ url: '/' });
    expect(response.text()).toBe(text);
  });

  test('is decoded by its charset, without a byte order mark', async () => {
    const latin = await serveBody(Buffer.from('"Zoë"', 'latin1'), {
      'content-type': 'application/json; charset="ISO-8859-1"',
    });
    const marked = await serveBody('\uFEFF{"a":1}');
    const client = createHttpClient({});
    expect((await client.request({ url: latin })).json()).toBe('Zoë');
    expect((await client.request({ url: marked })).json()).toEqual({ a: 1 });
  });

  test('is null as JSON when it is empty', async () => {
    const baseUrl = await serveBody('', {}, 204);
    expect((await createHttpClient({ baseUrl }).request({ url: '/' })).json()).toBeNull();
  });

  test('that is not JSON is explained with its beginning', async () => {
    const baseUrl = await serveBody('<!DOCTYPE html>\n<title>Log in</title>', { 'content-type': 'text/html' });
    const response = await createHttpClient({ baseUrl }).request({ url: '/users?token=hidden' });
    expect(() => response.json()).toThrow(
      expect.objectContaining({
        code: 'response-invalid',
        message: `Response is not JSON: GET ${baseUrl}/users?token=*** answered 200 OK with content type "text/html" and starts with: <!DOCTYPE html> <title>Log in</title>`,
        hint: 'Check base_url and the endpoint path: a web page answered, not the API.',
      }),
    );
  });

  test('that unfolds beyond the limit is not read to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const baseUrl = await serveBody(bomb, { 'content-encoding': 'gzip' });
    const scope = createScope({ limits: { maxResponseBytes: 1_000_000 } });
    const request = runInHttpScope(scope, () => createHttpClient({ baseUrl }).request({ url: '/bomb' }));
    await expect(request).rejects.toMatchObject({ code: 'http-limit' });
    await expect(request).rejects.toThrow(`larger than 1000000 bytes: GET ${baseUrl}/bomb (attempt 1)`);
    expect(scope.exchanges).toHaveLength(1);
  });
});

describe('a small body that unfolds into a huge one', () => {
  test.each([
    ['gzip', gzipSync(Buffer.alloc(40 * 1024 * 1024))],
    ['br', brotliCompressSync(Buffer.alloc(40 * 1024 * 1024), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(40 * 1024 * 1024)))],
  ])('is refused by its ratio when it is made by %s, below the limit of size', async (encoding, body) => {
    const baseUrl = await serveBody(body, { 'content-encoding': encoding });
    await expect(createHttpClient({ baseUrl }).request({ url: '/' })).rejects.toMatchObject({
      code: 'http-limit',
      message: expect.stringContaining('unfolds to more than 500 times its size') as string,
    });
  });

  test('is read as long as it is small, and so is a large one that is only regular', async () => {
    const small = Buffer.alloc(10 * 1024 * 1024);
    const line = '{"id":1,"name":"the same"}\n';
    const regular = Buffer.from(Array.from({ length: 700_000 }, (_, id) => line.replace('1', String(id))).join(''));
    expect(regular.length).toBeGreaterThan(16 * 1024 * 1024);
    for (const bytes of [small, regular]) {
      const baseUrl = await serveBody(gzipSync(bytes), { 'content-encoding': 'gzip' });
      const response = await createHttpClient({ baseUrl }).request({ url: '/' });
      expect(response.bytes.length).toBe(bytes.length);
    }
  });
});

describe('status of 400 and above', () => {
  test('is an error that says what failed and what to do', async () => {
    const baseUrl = await serveBody('{"message": "Bad credentials"}', { 'content-type': 'application/json' }, 401);
    const request = createHttpClient({ baseUrl }).request({ url: '/user' });
    await expect(request).rejects.toMatchObject({
      name: 'HttpError',
      code: 'http-status',
      status: 401,
      method: 'GET',
      url: `${baseUrl}/user`,
      attempts: 1,
      bodyExcerpt: '{"message": "Bad credentials"}',
      message: `Request failed with status 401 Unauthorized: GET ${baseUrl}/user (attempt 1). The response says: {"message": "Bad credentials"}`,
      hint: 'Check the credentials in the auth block of the source: the API did not accept them.',
    });
  });

  test('is returned where the caller asks for it', async () => {
    const baseUrl = await serveBody('gone', {}, 410);
    const response = await createHttpClient({ baseUrl }).request({ url: '/', throwsOnStatus: false });
    expect([response.status, response.text()]).toEqual([410, 'gone']);
  });
});

describe('record', () => {
  test('holds one exchange per request, with its reason', async () => {
    const baseUrl = await serve((request, response) => {
      response.setHeader('content-type', request.url === '/picture' ? 'image/png' : 'application/json');
      response.writeHead(request.url === '/missing' ? 404 : 200).end('{"data": []}');
    });
    const scope = createScope({ resource: 'users' });
    await runInHttpScope(scope, async () => {
      const client = createHttpClient({ baseUrl });
      const response = await client.request({ url: '/users', reason: 'first page' });
      expect(response.exchange).toBe(1);
      await client.request({ url: '/picture' });
      await client.request({ url: '/missing' }).catch(() => undefined);
    });
    expect(scope.lastExchange).toBe(3);
    expect(scope.exchanges).toMatchObject([
      { number: 1, resource: 'users', status: 200, reason: 'first page', attempts: 1, responseBody: '{"data": []}' },
      { number: 2, status: 200, responseBytes: 12, responseBody: undefined },
      { number: 3, status: 404, responseBody: '{"data": []}', error: undefined },
    ]);
    expect(scope.events.map((event) => (event.type === 'request-finished' ? event.status : event.type))).toEqual([
      200, 200, 404,
    ]);
  });

  test('holds what was tried before, and what the caller decided by the response', async () => {
    let asked = 0;
    const baseUrl = await serve((_request, response) => {
      response.writeHead(asked++ === 0 ? 503 : 200).end('{"data": [1, 2]}');
    });
    const scope = createScope({ resource: 'users', mask: (text) => text.replaceAll('hush', '***') });
    await runInHttpScope(scope, async () => {
      const clock = { now: () => Date.now(), wait: () => Promise.resolve() };
      const client = createHttpClient({ baseUrl, clock, random: () => 0.5 });
      const conclude = async (response: HttpResponse) => ({ decision: `status ${response.status}, hush` });
      await client.request({ url: '/users', conclude });
      const failed = client.request({ url: '/users', conclude: () => Promise.reject(new Error('hush, no list')) });
      await expect(failed).rejects.toThrow('hush, no list');
    });
    expect(scope.exchanges).toMatchObject([
      {
        attempts: 2,
        retries: [{ cause: expect.stringContaining('503') as string, waitMs: 1000 }],
        decision: 'status 200, ***',
      },
      { attempts: 1, retries: undefined, status: 200, error: undefined, decision: 'fails: ***, no list' },
    ]);
  });

  test('holds requests that got no response', async () => {
    const scope = createScope({ limits: { maxAttempts: 1 } });
    await runInHttpScope(scope, () => createHttpClient({}).request({ url: 'http://127.0.0.1:1/' })).catch(
      () => undefined,
    );
    expect(scope.exchanges).toMatchObject([
      { number: 1, status: 0, error: expect.stringContaining('connection refused') as string },
    ]);
  });
});
