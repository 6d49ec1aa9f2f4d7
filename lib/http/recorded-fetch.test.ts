import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import { runInHttpScope } from './http-scope.ts';
import { createFetch } from './recorded-fetch.ts';

const waitless = { now: Date.now, wait: () => Promise.resolve() };
const fetch = createFetch(() => createHttpClient({ clock: waitless }));

/** A server that tells what it was sent. */
async function serve(
  change?: (request: IncomingMessage, response: ServerResponse, count: number) => boolean,
): Promise<string> {
  let count = 0;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (change?.(request, response, ++count) === true) return;
    const { method, url, headers } = request;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, url, headers, body: (await request.toArray()).join('') }));
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what is sent', () => {
  test.each<[string, RequestInit, object]>([
    ['text', { body: 'hello' }, { body: 'hello', headers: { 'content-type': 'text/plain;charset=UTF-8' } }],
    ['a form', { body: new URLSearchParams({ a: '1 2' }) }, { body: 'a=1+2' }],
    ['bytes', { body: new TextEncoder().encode('raw') }, { body: 'raw' }],
    [
      'headers',
      {
        body: '{}',
        headers: [
          ['X-Own', 'yes'],
          ['content-type', 'application/json'],
        ],
      },
      { headers: { 'x-own': 'yes', 'content-type': 'application/json' } },
    ],
  ])('%s', async (_name, init, expected) => {
    const url = await serve();
    const response = await fetch(url, { method: 'POST', ...init });
    expect(await response.json()).toMatchObject({ method: 'POST', ...expected });
  });

  test('a URL or a Request instead of text', async () => {
    const url = await serve();
    expect(await (await fetch(new URL('/a?b=1', url))).json()).toMatchObject({ method: 'GET', url: '/a?b=1' });
    const request = new Request(`${url}/put`, { method: 'PUT', body: 'x' });
    expect(await (await fetch(request)).json()).toMatchObject({ method: 'PUT', url: '/put', body: 'x' });
  });
});

describe('what comes back', () => {
  test('a status of 400 and above is a response', async () => {
    const url = await serve((_request, response) => Boolean(response.writeHead(404, { 'x-why': 'gone' }).end('no')));
    const response = await fetch(`${url}/x`);
    expect([response.ok, response.status, response.headers.get('x-why'), response.url]).toEqual([
      false,
      404,
      'gone',
      `${url}/x`,
    ]);
    expect(await response.text()).toBe('no');
  });

  test('an empty response has no body', async () => {
    const url = await serve((_request, response) => Boolean(response.writeHead(204).end()));
    expect((await fetch(url)).body).toBeNull();
  });

  test('redirects are followed unless they are wanted', async () => {
    const url = await serve((request, response) => {
      if (request.url !== '/from') return false;
      response.writeHead(302, { location: '/to' }).end();
      return true;
    });
    const followed = await fetch(`${url}/from`);
    expect([followed.url, followed.redirected]).toEqual([`${url}/to`, true]);
    expect((await fetch(`${url}/from`, { redirect: 'manual' })).status).toBe(302);
    await expect(fetch(`${url}/from`, { redirect: 'error' })).rejects.toThrow(TypeError);
  });
});

test('is repeated and recorded like any other request', async () => {
  const url = await serve((_request, response, count) => count < 3 && Boolean(response.writeHead(503).end()));
  const exchanges: Exchange[] = [];
  const recorder = { begin: () => 1, record: (exchange: Exchange) => void exchanges.push(exchange) };
  const response = await runInHttpScope({ recorder }, () => fetch(url));
  expect(response.status).toBe(200);
  expect(exchanges).toMatchObject([{ attempts: 3, reason: 'fetch', status: 200 }]);
});

test('ends with the reason of its signal', async () => {
  const url = await serve(() => true);
  await expect(fetch(url, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('leaves other schemes to the real fetch', async () => {
  expect(await (await fetch('data:text/plain,hello')).text()).toBe('hello');
});
