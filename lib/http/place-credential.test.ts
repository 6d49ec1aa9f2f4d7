import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { createApiKeyAuthenticator } from './api-key-authenticator.ts';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpRequest } from './http-client.ts';
import { runInHttpScope } from './http-scope.ts';

/** What arrives of a request whose key is sent in the body, and what is recorded. */
async function send(name: string, request: Omit<HttpRequest, 'url'>) {
  await using server = await startServer(() => ({ json: [] }));
  const exchanges: Exchange[] = [];
  const recorder = { begin: () => 1, record: (exchange: Exchange) => void exchanges.push(exchange) };
  const auth = createApiKeyAuthenticator({ name, apiKey: 'k"ey 7', location: 'body' });
  const client = createHttpClient({ baseUrl: server.url, auth });
  await runInHttpScope({ recorder }, () => client.request({ method: 'POST', ...request, url: '/x' }));
  const [received] = server.requests;
  return [received?.headers['content-type'], received?.body, exchanges[0]?.requestBody];
}

test('a key goes into a JSON body, in which every digit stays', async () => {
  expect(await send('key', { json: { id: 9007199254740993n, key: 'old', n: 1.5 } })).toEqual([
    'application/json',
    '{"id":9007199254740993,"n":1.5,"key":"k\\"ey 7"}',
    '{"id":9007199254740993,"n":1.5,"key":"***"}',
  ]);
  expect((await send('auth.key', { json: { auth: { user: 'a' } } }))[1]).toBe('{"auth":{"user":"a","key":"k\\"ey 7"}}');
});

test('a body is made where there is none, and a form stays one', async () => {
  expect(await send('key', {})).toEqual(['application/json', '{"key":"k\\"ey 7"}', '{"key":"***"}']);
  expect(await send('key', { body: new URLSearchParams({ a: 'b c' }) })).toEqual([
    'application/x-www-form-urlencoded',
    'a=b+c&key=k%22ey+7',
    'a=b+c&key=***',
  ]);
});

test.each([
  [{ method: 'GET' }, 'a GET request has no body'],
  [{ json: [1] }, 'the body of this request is no JSON object'],
  [{ body: 'text' }, 'the body of this request is no JSON object'],
])('%j has no place for it', async (request, why) => {
  await expect(send('key', request)).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining(why),
  });
});
