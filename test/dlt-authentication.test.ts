import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  apiKey,
  bearer,
  httpBasic,
  oauth2ClientCredentials,
  oauth2Jwt,
  RestClient,
  type Authenticator,
} from '../lib/sdk/dango.ts';
import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from './support/start-server.ts';

// What dlt's own client is held to, with the same server behaviour.

const token = { access_token: 'test-token', expires_in: 3600 };
const refused: ServerAnswer = { status: 401, json: { error: 'Unauthorized' } };

function giveToken({ path, headers, body }: ReceivedRequest): ServerAnswer {
  const form = new URLSearchParams(body);
  if (path === '/custom-oauth/token') {
    const isCustom =
      form.get('grant_type') === 'account_credentials' &&
      form.get('account_id') === 'test-account-id' &&
      headers['authorization'] === 'Basic dGVzdC1hY2NvdW50LWlkOnRlc3QtY2xpZW50LXNlY3JldA==';
    return isCustom ? { json: token } : refused;
  }
  const isClient = form.get('client_id') === 'test-client-id' && form.get('client_secret') === 'test-client-secret';
  const isJwt = form.get('grant_type')?.includes('jwt-bearer') === true;
  if (!isJwt && !isClient) return refused;
  return { json: path === '/oauth/token-expires-now' ? { ...token, expires_in: 0 } : token };
}

/** Posts in pages of two behind every kind of protection. */
function startApi(): Promise<TestServer> {
  const checks: Readonly<Record<string, (request: ReceivedRequest) => boolean>> = {
    'basic-auth': ({ headers }) => headers['authorization'] === `Basic ${btoa('user:password')}`,
    'bearer-token': ({ headers }) => headers['authorization'] === 'Bearer test-token',
    'api-key': ({ headers }) => headers['x-api-key'] === 'test-api-key',
  };
  return startServer((request) => {
    const { method, path, url } = request;
    if (method === 'POST') return giveToken(request);
    const kind = path.replace('/protected/posts/', '');
    if (checks[kind]?.(request) !== true) return refused;
    const page = Number(url.searchParams.get('page') ?? 1);
    const next = page < 3 ? `${url.origin}${path}?page=${page + 1}` : null;
    return { json: { data: [{ id: page * 2 }, { id: page * 2 + 1 }], next_page: next } };
  });
}

async function readAll(server: TestServer, path: string, auth: Authenticator): Promise<number> {
  const client = new RestClient({ baseUrl: server.url });
  expect((await client.get(path, { auth })).status).toBe(200);
  return (await Array.fromAsync(client.paginate(path, { auth }))).flat().length;
}

const clientOf = ({ url }: TestServer, path = '/oauth/token') => ({
  accessTokenUrl: `${url}${path}`,
  clientId: 'test-client-id',
  clientSecret: 'test-client-secret',
});

describe('authentication given with each call', () => {
  test.each<[string, Authenticator]>([
    ['basic-auth', httpBasic('user', 'password')],
    ['bearer-token', bearer('test-token')],
    ['api-key', apiKey({ name: 'x-api-key', apiKey: 'test-api-key', location: 'header' })],
  ])('%s reads one answer and all pages', async (kind, auth) => {
    await using server = await startApi();
    expect(await readAll(server, `/protected/posts/${kind}`, auth)).toBe(6);
  });

  test('an object of the caller works like a built-in kind', async () => {
    await using server = await startApi();
    const own: Authenticator = {
      apply: ({ headers }) => void (headers['x-api-key'] = 'test-api-key'),
      secrets: () => ['test-api-key'],
    };
    expect(await readAll(server, '/protected/posts/api-key', own)).toBe(6);
  });
});

describe('OAuth 2', () => {
  const protectedPath = '/protected/posts/bearer-token';

  test('client credentials read all pages with one token', async () => {
    await using server = await startApi();
    expect(await readAll(server, protectedPath, oauth2ClientCredentials(clientOf(server)))).toBe(6);
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each(['clientId', 'clientSecret'])('a wrong %s is a 401', async (key) => {
    await using server = await startApi();
    const auth = oauth2ClientCredentials({ ...clientOf(server), [key]: 'wrong' });
    const client = new RestClient({ baseUrl: server.url, auth });
    await expect(client.get(protectedPath)).rejects.toThrow('Request failed with status 401 Unauthorized');
  });

  test('a token that ends at once is fetched anew for the next request', async () => {
    await using server = await startApi();
    const auth = oauth2ClientCredentials(clientOf(server, '/oauth/token-expires-now'));
    const client = new RestClient({ baseUrl: server.url, auth });
    const counts: number[] = [];
    for (const _ of [1, 2]) {
      await client.get(protectedPath);
      counts.push(server.requests.filter(({ method }) => method === 'POST').length);
    }
    expect(counts).toEqual([1, 2]);
  });

  test('the token request can be another one', async () => {
    await using server = await startApi();
    const auth = oauth2ClientCredentials({
      accessTokenUrl: `${server.url}/custom-oauth/token`,
      clientId: 'test-account-id',
      clientSecret: 'test-client-secret',
      clientAuthentication: 'basic',
      accessTokenRequestData: { grant_type: 'account_credentials', account_id: 'test-account-id' },
    });
    expect(await readAll(server, protectedPath, auth)).toBe(6);
    const asked = server.requests.find(({ method }) => method === 'POST');
    expect(asked?.body).toBe('grant_type=account_credentials&account_id=test-account-id');
    expect(asked?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test('a signed assertion gives a token, also by a key with a passphrase', async () => {
    await using server = await startApi();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'opens it' });
    expect(() => createPrivateKey(pem)).toThrow(/passphrase|interrupted|bad decrypt/i);
    const auth = oauth2Jwt({
      accessTokenUrl: `${server.url}/oauth/token`,
      clientId: 'test-client-id',
      privateKey: String(pem),
      privateKeyPassphrase: 'opens it',
      scopes: ['read', 'write'],
    });
    expect(await readAll(server, protectedPath, auth)).toBe(6);
  });
});
