import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Auth } from '../spec/auth.ts';
import type { JsonObject } from '../spec/json-value.ts';
import { createAuthenticator } from './create-authenticator.ts';
import { createHttpClient, type HttpClientOptions } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpEvent } from './http-event.ts';
import { runInHttpScope } from './http-scope.ts';
import { createMask } from './redact.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface TestServer {
  readonly origin: string;
  readonly seen: Seen[];
}

type Handler = (seen: Seen, response: ServerResponse) => unknown;

/** A server for one test that remembers what it was sent. */
async function serve(handler: Handler = (_seen, response) => response.end('{}')): Promise<TestServer> {
  const seen: Seen[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const entry = { method, url, headers, body: (await request.toArray()).join('') };
    seen.push(entry);
    handler(entry, response);
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { seen, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function redirect(status: number, location: string): Handler {
  return (_seen, response) => response.writeHead(status, { location }).end();
}

/** Runs `work` and collects everything that it let out. */
async function collect(work: () => Promise<unknown>, secrets: readonly string[] = []) {
  const exchanges: Exchange[] = [];
  const events: HttpEvent[] = [];
  let count = 0;
  const recorder = { begin: () => ++count, record: (exchange: Exchange) => void exchanges.push(exchange) };
  const onEvent = (event: HttpEvent): void => void events.push(event);
  const scope = { recorder, onEvent, mask: createMask(secrets), limits: { maxAttempts: 1 } };
  const error = await runInHttpScope(scope, work).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { exchanges, events, error };
}

const bearer = createAuthenticator({ type: 'bearer', token: 'token-of-api' });

describe('kinds of authentication', () => {
  test.each<[Auth, Partial<Seen>]>([
    [{ type: 'bearer', token: 'abc' }, { headers: { authorization: 'Bearer abc' } }],
    [{ type: 'http_basic', username: 'zoë', password: 'p:w' }, { headers: { authorization: 'Basic em/DqzpwOnc=' } }],
    [{ type: 'api_key', name: 'X-Key', apiKey: 'abc', location: 'header' }, { headers: { 'x-key': 'abc' } }],
    [
      { type: 'api_key', name: 'Authorization', apiKey: 'Token abc', location: 'header' },
      { headers: { authorization: 'Token abc' } },
    ],
    [{ type: 'api_key', name: 'api key', apiKey: 'a&b', location: 'query' }, { url: '/x?page=1&api%20key=a%26b' }],
    [{ type: 'api_key', name: 'sid', apiKey: 'a1', location: 'cookie' }, { headers: { cookie: 'sid=a1' } }],
    [{ type: 'bearer', token: 'abc', prefix: 'Token' }, { headers: { authorization: 'Token abc' } }],
    [{ type: 'bearer', token: 'abc', prefix: '' }, { headers: { authorization: 'abc' } }],
    [
      { type: 'api_key', name: 'Authorization', apiKey: 'abc', location: 'header', prefix: 'Token token=' },
      { headers: { authorization: 'Token token=abc' } },
    ],
  ])('%j', async (auth, expected) => {
    const server = await serve();
    const client = createHttpClient({ baseUrl: server.origin, auth: createAuthenticator(auth) });
    await client.request({ url: '/x?page=1' });
    expect(server.seen[0]).toMatchObject(expected);
  });

  test('user name and password in the base URL become Basic', async () => {
    const server = await serve();
    const client = createHttpClient({ baseUrl: server.origin.replace('//', '//user:p%40ss@') });
    await client.request({ url: '/x' });
    expect(server.seen[0]?.headers.authorization).toBe(`Basic ${btoa('user:p@ss')}`);
  });

  test('a key in the query is not repeated when a next link has it already, and not handed to the caller', async () => {
    const server = await serve();
    const auth = createAuthenticator({ type: 'api_key', name: 'key', apiKey: 'abcd', location: 'query' });
    const response = await createHttpClient({ baseUrl: server.origin, auth }).request({ url: '/x?key=old&page=2' });
    expect(server.seen[0]?.url).toBe('/x?page=2&key=abcd');
    expect(response.url).toBe(`${server.origin}/x?key=old&page=2`);
  });
});

test('a key in a cookie stands beside the cookies of the request, in place of its own name', async () => {
  const server = await serve();
  const auth = createAuthenticator({ type: 'api_key', name: 'sid', apiKey: 'fresh', location: 'cookie' });
  const client = createHttpClient({ baseUrl: server.origin, auth });
  await client.request({ url: '/x', headers: { Cookie: 'lang=de; sid=stale; theme=dark' } });
  expect(server.seen[0]?.headers.cookie).toBe('lang=de; theme=dark; sid=fresh');
});

describe('a request with credentials of its own', () => {
  const own = createAuthenticator({ type: 'api_key', name: 'x-own', apiKey: 'own-key', location: 'header' });

  test('sends them in place of those of the client, and null sends none', async () => {
    const server = await serve();
    const client = createHttpClient({ baseUrl: server.origin, auth: bearer });
    for (const auth of [undefined, own, null]) await client.request({ url: '/x', auth });
    expect(server.seen.map(({ headers }) => [headers.authorization, headers['x-own']])).toEqual([
      ['Bearer token-of-api', undefined],
      [undefined, 'own-key'],
      [undefined, undefined],
    ]);
  });

  test('goes to the host of the client, or to the one that it names, and to no other', async () => {
    const [api, other] = [await serve(), await serve()];
    const client = createHttpClient({ baseUrl: api.origin, auth: bearer });
    await client.request({ url: `${other.origin}/x`, auth: own });
    await client.request({ url: `${other.origin}/x`, auth: own, authOrigin: other.origin });
    expect(other.seen.map(({ headers }) => headers['x-own'])).toEqual([undefined, 'own-key']);
    expect(other.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  test('is masked in what is recorded', async () => {
    const server = await serve((seen, response) => void response.end(JSON.stringify(seen.headers)));
    const client = createHttpClient({ baseUrl: server.origin, auth: bearer });
    const { exchanges } = await collect(() => client.request({ url: '/x', auth: own }));
    expect(exchanges[0]?.responseBody).toContain('***');
    expect(JSON.stringify(exchanges)).not.toContain('own-key');
  });
});

describe('credentials never leave their origin', () => {
  const options: HttpClientOptions = { auth: bearer, headers: { 'X-Tenant': 'seven' } };

  test('another origin gets neutral headers only', async () => {
    const [api, stranger] = [await serve(), await serve()];
    const client = createHttpClient({ ...options, baseUrl: api.origin });
    await client.request({ url: `${api.origin}/a` });
    await client.request({ url: `${stranger.origin}/b`, headers: { 'x-own': 'request' } });
    expect(api.seen[0]?.headers).toMatchObject({ authorization: 'Bearer token-of-api', 'x-tenant': 'seven' });
    expect(stranger.seen[0]?.headers).toMatchObject({ accept: 'application/json', 'x-own': 'request' });
    expect(stranger.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(stranger.seen[0]?.headers).not.toHaveProperty('x-tenant');
  });

  test('without a base URL they belong to the first origin', async () => {
    const [api, stranger] = [await serve(), await serve()];
    const client = createHttpClient(options);
    await client.request({ url: `${api.origin}/a` });
    await client.request({ url: `${stranger.origin}/b` });
    expect(api.seen[0]?.headers.authorization).toBe('Bearer token-of-api');
    expect(stranger.seen[0]?.headers.authorization).toBeUndefined();
  });

  test('a redirect to another origin carries no secret, one to the same keeps them', async () => {
    const stranger = await serve();
    const api = await serve((seen, response) => {
      const location = seen.url === '/first' ? '/second#part' : `${stranger.origin}/third`;
      response.writeHead(302, { location }).end();
    });
    const headers = { cookie: 'session=1', 'x-api-key': 'own', 'x-hidden': 'value-of-env', 'x-plain': 'yes' };
    const client = createHttpClient({ ...options, baseUrl: api.origin });
    const { exchanges } = await collect(() => client.request({ url: '/first', headers }), ['value-of-env']);
    expect(api.seen[1]?.headers).toMatchObject({ ...headers, authorization: 'Bearer token-of-api' });
    const received = stranger.seen[0]?.headers;
    expect(received?.['x-plain']).toBe('yes');
    for (const name of ['authorization', 'cookie', 'x-api-key', 'x-hidden', 'x-tenant'])
      expect(received).not.toHaveProperty(name);
    expect(exchanges).toMatchObject([
      { url: `${api.origin}/first`, redirectedTo: `${stranger.origin}/third`, attempts: 1 },
    ]);
  });

  test('headers meant for the server that gave a link do not go to another one', async () => {
    const [api, stranger] = [await serve(), await serve()];
    const client = createHttpClient({ baseUrl: api.origin });
    const headers = { authorization: 'Bearer own', accept: 'text/csv' };
    await client.request({ url: `${stranger.origin}/next`, headers, headersOrigin: `${api.origin}/page/1` });
    expect(stranger.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(stranger.seen[0]?.headers.accept).toBe('text/csv');
  });

  test('a body with a secret does not follow a link to another server', async () => {
    const [api, stranger] = [await serve(), await serve()];
    const client = createHttpClient({ ...options, baseUrl: api.origin });
    const send = (json: JsonObject) =>
      client.request({ method: 'POST', url: `${stranger.origin}/next`, json, headersOrigin: '/page/1' });
    await expect(send({ token: 'token-of-api' })).rejects.toMatchObject({ code: 'response-invalid' });
    expect(stranger.seen).toHaveLength(0);
    await send({ page: 2 });
    expect(stranger.seen[0]?.body).toBe('{"page":2}');
  });

  test('a 401 after a redirect elsewhere says where the credentials stayed', async () => {
    const stranger = await serve((_seen, response) => response.writeHead(401).end());
    const api = await serve(redirect(301, `${stranger.origin}/x`));
    const request = createHttpClient({ ...options, baseUrl: api.origin }).request({ url: '/x' });
    await expect(request).rejects.toMatchObject({
      status: 401,
      hint: expect.stringContaining(`sent to ${api.origin} only`) as string,
    });
  });
});

describe('redirects', () => {
  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
    [302, 'PUT', 'PUT'],
  ])('%i turns %s into %s', async (status, method, expected) => {
    const server = await serve((seen, response) => {
      response.writeHead(seen.url === '/to' ? 200 : status, { location: '/to' }).end('{}');
    });
    await createHttpClient({ baseUrl: server.origin }).request({ method, url: '/from', json: { a: 1 } });
    expect(server.seen[1]).toMatchObject({ method: expected, body: expected === 'GET' ? '' : '{"a":1}' });
  });

  test('end after five', async () => {
    const server = await serve(redirect(302, '/again'));
    const request = createHttpClient({ baseUrl: server.origin }).request({ url: '/x' });
    await expect(request).rejects.toMatchObject({
      code: 'http-limit',
      message: expect.stringContaining('more than 5 times') as string,
    });
    expect(server.seen).toHaveLength(6);
  });

  test('carry no body to another server', async () => {
    const stranger = await serve();
    const server = await serve(redirect(307, stranger.origin));
    const request = createHttpClient({ baseUrl: server.origin }).request({
      method: 'POST',
      url: '/x',
      json: { secret: 1 },
    });
    await expect(request).rejects.toMatchObject({ code: 'response-invalid' });
    expect(stranger.seen).toHaveLength(0);
  });

  test('lead to http addresses only', async () => {
    const server = await serve(redirect(302, 'file:///etc/passwd'));
    await expect(createHttpClient({ baseUrl: server.origin }).request({ url: '/x' })).rejects.toThrow(
      'not an http address',
    );
  });
});

describe('no secret is seen', () => {
  const secret = fc
    .string({
      unit: fc.constantFrom(...Array.from('abcXYZ019 \'"\\/+&=%?#:@é~!*()-_.,;<>')),
      minLength: 6,
      maxLength: 30,
    })
    .filter((text) => text.trim() === text);
  const kinds: readonly ((value: string) => Auth)[] = [
    (token) => ({ type: 'bearer', token }),
    (apiKey) => ({ type: 'api_key', name: 'X-Custom', apiKey, location: 'header' }),
    (apiKey) => ({ type: 'api_key', name: 'q', apiKey, location: 'query' }),
    (apiKey) => ({ type: 'api_key', name: 'sid', apiKey, location: 'cookie' }),
    (token) => ({ type: 'bearer', token, prefix: 'Zoho-oauthtoken' }),
    (password) => ({ type: 'http_basic', username: 'user', password }),
  ];

  test('in an exchange, event or error, though the server echoes everything', async () => {
    const server = await serve((seen, response) => {
      response.setHeader('content-type', 'application/json').setHeader('x-echo', encodeURIComponent(seen.url ?? ''));
      response.writeHead(400).end(JSON.stringify(seen));
    });
    await fc.assert(
      fc.asyncProperty(secret, fc.constantFrom(...kinds), async (value, kind) => {
        const client = createHttpClient({ baseUrl: server.origin, auth: createAuthenticator(kind(value)) });
        const request = { url: '/x', method: 'POST', params: { echo: value }, json: { value, nested: [value] } };
        const { exchanges, events, error } = await collect(() => client.request(request));
        const everything = [
          ...listTexts(exchanges),
          ...listTexts(events),
          ...listTexts(Object.assign({}, error)),
          String(error),
        ];
        for (const text of everything) {
          for (const spelling of [value, encodeURIComponent(value), btoa(`user:${value}`)])
            expect(text).not.toContain(spelling);
        }
      }),
      { numRuns: 60 },
    );
  });

  function listTexts(value: unknown): string[] {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
  }
});
