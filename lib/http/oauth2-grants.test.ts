import { expect, test } from 'vitest';
import { startServer, type ReceivedRequest, type TestServer } from '../../test/support/start-server.ts';
import type { OAuth2Auth } from '../spec/auth.ts';
import { systemClock } from './clock.ts';
import { createHttpClient } from './create-http-client.ts';
import type { Exchange } from './exchange.ts';
import type { HttpClient } from './http-client.ts';
import { runInHttpScope } from './http-scope.ts';
import { createOAuth2Authenticator } from './oauth2-authenticator.ts';
import type { TokenShelf } from './token-authenticator.ts';
import { createMemoryTokenStore, type KeptToken, type TokenStore } from './token-store.ts';

interface Api {
  readonly server: TestServer;
  /** Bodies of the token requests. */
  readonly tokenRequests: ReceivedRequest[];
  /** Tokens that the API takes; undefined: the one that was given last. */
  accepted: string | undefined;
}

/** An API whose n-th token answer is what `answer` makes of n. */
async function serveApi(answer: (count: number, request: ReceivedRequest) => object | number): Promise<Api> {
  const tokenRequests: ReceivedRequest[] = [];
  const server = await startServer((request) => {
    if (request.path === '/token') {
      tokenRequests.push(request);
      const made = answer(tokenRequests.length, request);
      return typeof made === 'number' ? { status: made, json: { error: 'invalid_grant' } } : { json: made };
    }
    const token = api.accepted ?? `access-${tokenRequests.length}`;
    const isGood = [request.headers['authorization'], request.query['access_token']].some((sent) =>
      [`Bearer ${token}`, token].includes(sent ?? ''),
    );
    return { status: isGood ? 200 : 401, json: { sent: request.headers['authorization'] ?? null } };
  });
  const api: Api = { server, tokenRequests, accepted: undefined };
  return api;
}

type Settings<Auth> = Auth extends unknown ? Omit<Auth, 'accessTokenUrl' | 'clientId'> : never;

function clientFor(
  { server }: Api,
  auth: Settings<OAuth2Auth>,
  { shelf, now = Date.now }: { readonly shelf?: TokenShelf; readonly now?: () => number } = {},
): HttpClient {
  const whole = { accessTokenUrl: `${server.url}/token`, clientId: 'dango', ...auth } as OAuth2Auth;
  return createHttpClient({
    baseUrl: server.url,
    auth: createOAuth2Authenticator(whole, { shelf }),
    clock: { ...systemClock, now },
  });
}

const credentials = { type: 'oauth2_client_credentials', clientSecret: 'very secret' } as const;
const numbered = (count: number) => ({ access_token: `access-${count}`, expires_in: 3600 });

test('client id and secret are sent as HTTP Basic where it is asked for, scopes and audience as fields', async () => {
  const api = await serveApi(numbered);
  const more = { clientAuthentication: 'basic', scopes: ['a', 'b'], audience: 'https://api' } as const;
  await clientFor(api, { ...credentials, ...more, accessTokenRequestHeaders: { 'X-Tenant': 't' } }).request({
    url: '/',
  });
  expect(api.tokenRequests[0]?.headers).toMatchObject({
    authorization: `Basic ${btoa('dango:very secret')}`,
    'x-tenant': 't',
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(api.tokenRequests[0]?.body).toBe('grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi');
});

test('the fields can be sent as JSON, and the answer can hold the token anywhere', async () => {
  const endsAt = new Date(Date.now() + 100_000).toISOString();
  const api = await serveApi((count) => ({ data: { key: `access-${count}`, until: endsAt } }));
  const paths = { accessTokenPath: 'data.key', expiresInPath: 'data.until', accessTokenRequestFormat: 'json' } as const;
  let now = Date.now();
  const client = clientFor(api, { ...credentials, ...paths }, { now: () => now });
  await client.request({ url: '/' });
  now += 80_000;
  await client.request({ url: '/' });
  const fields = { grant_type: 'client_credentials', client_id: 'dango', client_secret: 'very secret' };
  expect(api.tokenRequests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([fields, fields]);
});

test('the token can be sent in the query', async () => {
  const api = await serveApi(numbered);
  const place = { location: 'query', name: 'access_token' } as const;
  await clientFor(api, { ...credentials, place }).request({ url: '/x?access_token=old' });
  expect(api.server.requests.at(-1)?.url.search).toBe('?access_token=access-1');
});

test.each([
  ['a text', '100', [0, 69_000, 71_000], 2],
  ['an instant in seconds', 2_000_000_000, [1_999_999_900_000, 1_999_999_969_000, 1_999_999_971_000], 2],
  ['an instant in milliseconds', 2_000_000_000_000, [1_999_999_900_000, 1_999_999_971_000], 2],
  ['nothing of use', 'soon', [0, 3_569_000, 3_571_000], 2],
  ['no time at all', 0, [0, 1, 2], 3],
])('a lifetime told as %s is understood', async (_words, expiresIn, instants, requests) => {
  const api = await serveApi((count) => ({ access_token: `access-${count}`, expires_in: expiresIn }));
  let now = 0;
  const client = clientFor(api, credentials, { now: () => now });
  for (now of instants) await client.request({ url: '/' });
  expect(api.tokenRequests).toHaveLength(requests);
});

test('a refresh token that is replaced is kept before the access token is used', async () => {
  const api = await serveApi((count, { body }) => {
    const isNewest = new URLSearchParams(body).get('refresh_token') === `refresh-${count - 1}`;
    return isNewest ? { ...numbered(count), refresh_token: `refresh-${count}` } : 400;
  });
  const kept: string[] = [];
  const memory = createMemoryTokenStore();
  const store: TokenStore = {
    read: (key) => memory.read(key),
    async renew(key, work, signal) {
      const token = await memory.renew(key, work, signal);
      kept.push(`${token.refreshToken} after ${api.server.requests.length} requests`);
      return token;
    },
  };
  const shelf = { store, key: 'k' };
  const auth = { type: 'oauth2_refresh_token', refreshToken: 'refresh-0' } as const;
  await clientFor(api, auth, { shelf }).request({ url: '/1' });
  // Another client with the same store: it uses the token that is kept, and renews with the newest refresh token.
  const second = clientFor(api, auth, { shelf });
  await second.request({ url: '/2' });
  api.accepted = 'access-2';
  await second.request({ url: '/3' });
  expect(kept).toEqual(['refresh-1 after 1 requests', 'refresh-2 after 5 requests']);
  expect(api.tokenRequests.map(({ body }) => body)).toEqual([
    'grant_type=refresh_token&client_id=dango&refresh_token=refresh-0',
    'grant_type=refresh_token&client_id=dango&refresh_token=refresh-1',
  ]);
});

test('a refresh token that the API leaves as it is stays', async () => {
  const api = await serveApi(numbered);
  const store = createMemoryTokenStore();
  const auth = { type: 'oauth2_refresh_token', refreshToken: 'for ever' } as const;
  await clientFor(api, auth, { shelf: { store, key: 'k' } }).request({ url: '/' });
  expect(store.read('k')).toMatchObject({ accessToken: 'access-1', refreshToken: 'for ever' });
});

test('a password gives a token, its refresh token the next, and the password again when that ran out', async () => {
  const api = await serveApi((count, { body }) => {
    const isRefresh = body.includes('grant_type=refresh_token');
    return isRefresh && count > 2 ? 400 : { ...numbered(count), refresh_token: `refresh-${count}` };
  });
  const auth = { type: 'oauth2_password', username: 'ann', password: 'pass word', clientSecret: 's3cr' } as const;
  const client = clientFor(api, auth);
  for (const accepted of [undefined, 'access-2', 'access-4']) {
    api.accepted = accepted;
    await client.request({ url: '/' });
  }
  expect(api.tokenRequests.map(({ body }) => body)).toEqual([
    'grant_type=password&client_id=dango&client_secret=s3cr&username=ann&password=pass+word',
    'grant_type=refresh_token&client_id=dango&client_secret=s3cr&refresh_token=refresh-1',
    'grant_type=refresh_token&client_id=dango&client_secret=s3cr&refresh_token=refresh-2',
    'grant_type=password&client_id=dango&client_secret=s3cr&username=ann&password=pass+word',
  ]);
});

test('an answer that refuses with status 200 is quoted without secrets', async () => {
  const api = await serveApi(() => ({ ok: false, error: 'bad_secret', error_description: 'no client "very secret"' }));
  await expect(clientFor(api, credentials).request({ url: '/' })).rejects.toMatchObject({
    code: 'response-invalid',
    message: `No access token from ${api.server.url}/token: the answer with status 200 has no "access_token". It says: bad_secret: no client "***"`,
  });
});

test('an API that refuses every token is not asked for one with each request', async () => {
  const api = await serveApi(numbered);
  api.accepted = 'none';
  const client = clientFor(api, credentials);
  for (let count = 0; count < 10; count++) await client.request({ url: '/', throwsOnStatus: false });
  expect(api.tokenRequests).toHaveLength(4);
});

test('a grant that a person must allow fails with the next step where nobody has', async () => {
  const api = await serveApi(numbered);
  const auth = { type: 'oauth2_authorization_code', authorizationUrl: 'https://x.test' } as const;
  await expect(clientFor(api, auth).request({ url: '/' })).rejects.toMatchObject({
    code: 'secret-missing',
    hint: 'Allow the access in the browser.',
  });
  const store = createMemoryTokenStore();
  const old: KeptToken = { accessToken: 'old', refreshToken: 'refresh-0', obtainedAtMs: 0, expiresAtMs: 1 };
  await store.renew('k', () => Promise.resolve(old), undefined);
  await clientFor(api, auth, { shelf: { store, key: 'k' } }).request({ url: '/' });
  expect(store.read('k')).toMatchObject({ accessToken: 'access-1', refreshToken: 'refresh-0' });
});

test('no token is seen in what is recorded of it, wherever the answer holds it', async () => {
  const api = await serveApi((count) => ({ result: [{ sid: `access-${count}` }], expires_in: 60, token_type: 'x' }));
  const exchanges: Exchange[] = [];
  const recorder = { begin: () => exchanges.length, record: (exchange: Exchange) => void exchanges.push(exchange) };
  const client = clientFor(api, { ...credentials, accessTokenPath: 'result[0].sid' });
  await runInHttpScope({ recorder }, () => client.request({ url: '/' }));
  expect(exchanges[0]?.responseBody).toBe('{"result":[{"sid":"***"}],"expires_in":60,"token_type":"x"}');
  expect(JSON.stringify(exchanges)).not.toMatch(/access-1|very secret/);
});
