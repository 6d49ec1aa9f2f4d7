import { expect, test } from 'vitest';
import { startServer, type ReceivedRequest } from '../../test/support/start-server.ts';
import type { LoginRequest } from '../spec/auth.ts';
import { systemClock } from './clock.ts';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpEvent } from './http-event.ts';
import { runInHttpScope } from './http-scope.ts';
import { createLoginAuthenticator } from './login-authenticator.ts';

/** An API whose login numbers its sessions; the last one counts. */
async function serveApi() {
  const logins: ReceivedRequest[] = [];
  const server = await startServer((request) => {
    if (request.path === '/v1/login') {
      logins.push(request);
      return { json: { session: { sid: `sid-number-${logins.length}`, seconds: '100' } } };
    }
    const sent = `${request.headers['x-session']} ${request.headers['cookie']} ${request.headers['authorization']}`;
    return { status: sent.includes(`sid-number-${logins.length}`) ? 200 : 401, json: { sent } };
  });
  return { logins, server };
}

const tokenPath = 'session.sid';

function clientFor(url: string, login: Omit<LoginRequest, 'url' | 'tokenPath'>, now: () => number = Date.now) {
  const auth = createLoginAuthenticator({ url: '/login', tokenPath, ...login });
  return createHttpClient({ baseUrl: `${url}/v1`, auth, clock: { ...systemClock, now } });
}

test('concurrent requests share one login, whose token is sent with each', async () => {
  const { logins, server } = await serveApi();
  const client = clientFor(server.url, { json: { user: 'ann', pin: 12 } });
  await Promise.all([1, 2, 3].map((id) => client.request({ url: `/${id}` })));
  expect(logins.map(({ method, body, headers }) => [method, body, headers['content-type']])).toEqual([
    ['POST', '{"user":"ann","pin":12}', 'application/json'],
  ]);
  expect(server.requests.at(-1)?.headers['authorization']).toBe('Bearer sid-number-1');
});

test.each([
  [
    { form: { user: 'ann', pass: 'a b' }, place: { location: 'header', name: 'X-Session' } },
    { body: 'user=ann&pass=a+b', method: 'POST' },
    { 'x-session': 'sid-number-1' },
  ],
  [
    { method: 'GET', username: 'ann', password: 'pw', place: { location: 'cookie', name: 'SID' } },
    { body: '', method: 'GET', headers: expect.objectContaining({ authorization: `Basic ${btoa('ann:pw')}` }) },
    { cookie: 'SID=sid-number-1' },
  ],
] as const)('login %j', async (login, asked, sent) => {
  const { logins, server } = await serveApi();
  await clientFor(server.url, login).request({ url: '/x' });
  expect(logins[0]).toMatchObject(asked);
  expect(server.requests.at(-1)?.headers).toMatchObject(sent);
});

test.each([
  [419, [401, 419], 2],
  [419, undefined, 1],
  [401, [419], 1],
])('a session that ends with %d, renewed on %j, takes %d logins', async (status, renewOn, count) => {
  let logins = 0;
  await using server = await startServer(({ path, headers }) => {
    if (path === '/login') return { json: { session: { sid: `sid-number-${++logins}` } } };
    return headers['authorization'] === 'Bearer sid-number-2' ? { json: [] } : { status, json: {} };
  });
  const auth = createLoginAuthenticator({ url: '/login', tokenPath, renewOn });
  const answer = createHttpClient({ baseUrl: server.url, auth }).request({ url: '/x', throwsOnStatus: false });
  expect((await answer).status).toBe(count === 2 ? 200 : status);
  expect(logins).toBe(count);
});

test('the token is fetched anew before it ends, and after a 401', async () => {
  const { logins, server } = await serveApi();
  let now = 0;
  const client = clientFor(server.url, { expiresInPath: 'session.seconds' }, () => now);
  for (now of [0, 69_000, 71_000]) await client.request({ url: '/x' });
  expect(logins).toHaveLength(2);
  logins.push(...logins.slice(0, 1));
  await client.request({ url: '/x' });
  expect(logins).toHaveLength(4);
});

test('without a told end it is used until it is refused', async () => {
  const { logins, server } = await serveApi();
  let now = 0;
  const client = clientFor(server.url, {}, () => now);
  for (now of [0, 1e12]) await client.request({ url: '/x' });
  expect(logins).toHaveLength(1);
});

test('neither the password nor the token is seen, though their names tell nothing', async () => {
  const { server } = await serveApi();
  const exchanges: Exchange[] = [];
  const events: HttpEvent[] = [];
  const recorder = { begin: () => exchanges.length, record: (exchange: Exchange) => void exchanges.push(exchange) };
  const onEvent = (event: HttpEvent): void => void events.push(event);
  const client = clientFor(server.url, { json: { u: 'ann', p: 'hunter-2-hunter' } });
  await runInHttpScope({ recorder, onEvent }, () => client.request({ url: '/x' }));
  expect(exchanges.map(({ requestBody }) => requestBody)).toEqual(['{"u":"***","p":"***"}', undefined]);
  expect(exchanges[0]?.responseBody).toBe('{"session":{"sid":"***","seconds":"***"}}');
  expect(exchanges[1]?.responseBody).toContain('Bearer ***');
  expect(JSON.stringify([exchanges, events])).not.toMatch(/hunter|sid-number/);
});

test('an answer without the token says where it was looked for', async () => {
  const { server } = await serveApi();
  const client = clientFor(server.url, {});
  const auth = createLoginAuthenticator({ url: '/login', tokenPath: 'data.token' });
  await expect(client.request({ url: '/x', auth })).rejects.toMatchObject({
    code: 'response-invalid',
    message: 'No access token from /login: the answer with status 200 has no "data.token"',
  });
});
