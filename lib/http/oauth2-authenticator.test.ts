import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { runInHttpScope } from './http-scope.ts';
import { createOAuth2Authenticator } from './oauth2-authenticator.ts';

/** An API whose tokens are numbered, and end when the test says so. */
async function serveApi({ expiresIn }: { readonly expiresIn?: number } = {}) {
  const state = { tokenRequests: [] as string[], valid: '', baseUrl: '', tokenStatus: 200 };
  const answerToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    state.tokenRequests.push((await request.toArray()).join(''));
    state.valid = `issued-token-${state.tokenRequests.length}`;
    response.writeHead(state.tokenStatus, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: state.valid, expires_in: expiresIn, token_type: 'bearer' }));
  };
  const server = createServer((request, response) => {
    if (request.url === '/token') return void answerToken(request, response);
    const isValid = request.headers.authorization === `Bearer ${state.valid}`;
    return response.writeHead(isValid ? 200 : 401).end(JSON.stringify({ got: request.headers.authorization }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  state.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

function createClient(baseUrl: string, nowMs: () => number = Date.now): HttpClient {
  const auth = createOAuth2Authenticator({
    type: 'oauth2_client_credentials',
    accessTokenUrl: `${baseUrl}/token`,
    clientId: 'dango',
    clientSecret: 'very secret',
    accessTokenRequestData: { scope: 'read' },
  });
  return createHttpClient({ baseUrl, auth, headers: { 'x-own': 'client' }, clock: { ...systemClock, now: nowMs } });
}

test('fetches one token for concurrent requests and keeps it', async () => {
  const api = await serveApi();
  const client = createClient(api.baseUrl);
  await Promise.all([1, 2, 3, 4].map((id) => client.request({ url: `/${id}` })));
  await client.request({ url: '/5' });
  expect(api.tokenRequests).toEqual([
    'grant_type=client_credentials&client_id=dango&client_secret=very+secret&scope=read',
  ]);
});

test('renews a token 30 seconds before it ends', async () => {
  const api = await serveApi({ expiresIn: 100 });
  let nowMs = 0;
  const client = createClient(api.baseUrl, () => nowMs);
  for (nowMs of [0, 69_000, 71_000]) await client.request({ url: '/x' });
  expect(api.tokenRequests).toHaveLength(2);
});

test('renews a refused token once, for all requests that it fails', async () => {
  const api = await serveApi();
  const client = createClient(api.baseUrl);
  await client.request({ url: '/x' });
  api.valid = 'revoked';
  await Promise.all([1, 2, 3, 4].map((id) => client.request({ url: `/${id}` })));
  expect(api.tokenRequests).toHaveLength(2);
});

test('gives up when the new token is refused too', async () => {
  const api = await serveApi();
  const client = createClient(api.baseUrl);
  const failing = client.request({ url: '/x', headers: { authorization: 'Bearer own' } });
  await expect(failing).rejects.toMatchObject({ status: 401, attempts: 1 });
});

test('a failing token request names its address and status', async () => {
  const api = await serveApi();
  api.tokenStatus = 403;
  await expect(createClient(api.baseUrl).request({ url: '/x' })).rejects.toMatchObject({
    code: 'http-status',
    name: 'DangoError',
    message: expect.stringContaining(
      `No access token from ${api.baseUrl}/token: Request failed with status 403`,
    ) as string,
    hint: 'Check access_token_url, client_id and client_secret.',
  });
});

test('an answer without a token is explained', async () => {
  const server = createServer((_request, response) => response.end('{"error":"none"}')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const client = createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(client.request({ url: '/x' })).rejects.toThrow('has no "access_token"');
});

test('the token request is recorded with its tokens masked', async () => {
  const api = await serveApi();
  const exchanges: Exchange[] = [];
  const recorder = { begin: () => exchanges.length, record: (exchange: Exchange) => void exchanges.push(exchange) };
  await runInHttpScope({ recorder }, () => createClient(api.baseUrl).request({ url: '/x' }));
  const [token, page] = exchanges;
  expect(token).toMatchObject({
    method: 'POST',
    reason: 'token request',
    requestBody: 'grant_type=client_credentials&client_id=dango&client_secret=***&scope=read',
  });
  expect(token?.requestHeaders).not.toHaveProperty('x-own');
  expect(page?.responseBody).toBe('{"got":"Bearer ***"}');
  expect(JSON.stringify(exchanges)).not.toMatch(/issued-token|very secret|very\+secret/);
});
