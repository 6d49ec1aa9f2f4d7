import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Exchange } from '../../lib/http/exchange.ts';
import { runInHttpScope } from '../../lib/http/http-scope.ts';
import { maskUrl } from '../../lib/http/redact.ts';
import {
  apiKey,
  type Authenticator,
  bearer,
  cursor,
  httpBasic,
  jsonLink,
  oauth2ClientCredentials,
  oauth2Jwt,
  type PaginateOptions,
  RestClient,
} from '../../lib/sdk/dango.ts';
import { exchangeOf } from '../../lib/sdk/page.ts';
import { guestCommand } from '../../lib/sync/guest/guest-command.ts';
import { startServer, type ReceivedRequest, type TestServer } from '../support/start-server.ts';
import { createTempFolder } from '../support/temp-project.ts';
import { postPages, posts, startRestClientApi } from './rest-client-api.ts';

let api: TestServer;
let client: RestClient;
beforeAll(async () => {
  api = await startRestClientApi();
  client = new RestClient({ baseUrl: api.url, headers: { Accept: 'application/json' } });
});

async function pagesOf(path: string, options: PaginateOptions = {}): Promise<readonly unknown[]> {
  return await Array.fromAsync(client.paginate(path, options));
}

/** What the API was sent while `work` ran. */
async function requestsOf(work: () => Promise<unknown>): Promise<readonly ReceivedRequest[]> {
  const before = api.requests.length;
  await work();
  return api.requests.slice(before);
}

describe('one request and many', () => {
  test('RC-01 a document is got as it is', async () => {
    const response = await client.get('/posts/1');
    expect([response.status, response.json()]).toEqual([200, { id: 1, body: 'Post body 1' }]);
  });

  test('RC-02 a list is read to its end by a next link, told or found, absolute or relative', async () => {
    expect(await pagesOf('/posts', { paginator: jsonLink({ nextUrlPath: 'next_page' }) })).toEqual(postPages);
    expect(await pagesOf('/posts')).toEqual(postPages);
    expect(await pagesOf('/posts_relative_next_url', { paginator: jsonLink({ nextUrlPath: 'next_page' }) })).toEqual(
      postPages,
    );
  });

  test('RC-03 (differs) a page is a plain list; request and response are the recorded exchange that it came in', async () => {
    const exchanges: Exchange[] = [];
    const recorder = {
      begin: () => exchanges.length + 1,
      record: (exchange: Exchange) => void exchanges.push(exchange),
    };
    const pages = await runInHttpScope({ recorder }, () => pagesOf('/posts'));
    expect(pages.map((page) => exchangeOf(page as object))).toEqual([1, 2, 3, 4, 5]);
    expect(exchanges.map(({ url }) => url.slice(api.url.length))).toEqual([
      '/posts',
      ...[2, 3, 4, 5].map((number) => `/posts?page=${number}`),
    ]);
  });

  test('RC-04 null instead of records is a page without any', async () => {
    const options = { paginator: cursor({ cursorPath: 'next_token', param: 'cursor' }), dataSelector: 'users' };
    const pages = await pagesOf('/posts_cursor_null_terminated', options);
    expect(pages.map((page) => (page as unknown[]).length)).toEqual([10, 4, 0]);
  });

  test('RC-05 a response that a rule ignores is the end of a list without a page', async () => {
    const responses = [{ status: 404, action: 'ignore' }] as const;
    expect(await pagesOf('/posts', { responses })).toEqual(postPages);
    expect(await pagesOf('/posts/1/some_details_404', { responses })).toEqual([]);
  });

  test('RC-14 a search by POST goes on with the cursor in its body', async () => {
    const pages = await pagesOf('/posts/search', {
      method: 'POST',
      json: { ids_greater_than: 9, page_size: 5, page_count: 5 },
      paginator: cursor({ cursorPath: 'next_page', param: 'page', sentBy: 'json' }),
      dataSelector: 'data',
    });
    expect(pages.flat()).toEqual(posts.slice(10));
  });

  test('RC-15 a POST with a body gives what it asks for', async () => {
    const response = await client.post('/posts/search', { json: { ids_greater_than: 14 } });
    expect(response.json<{ data: unknown }>().data).toEqual(posts.slice(15, 20));
  });

  test('RC-22 (differs) a list at an absolute address is read by a client, too', async () => {
    const anywhere = new RestClient({ baseUrl: 'https://api.example.com' });
    expect(await Array.fromAsync(anywhere.paginate(`${api.url}/posts`))).toEqual(postPages);
  });
});

describe('authentication', () => {
  test('RC-06 is given with the request, for one and for many', async () => {
    const kinds: readonly (readonly [string, Authenticator])[] = [
      ['basic-auth', httpBasic('user', 'password')],
      ['bearer-token', bearer('test-token')],
      ['api-key', apiKey({ name: 'x-api-key', apiKey: 'test-api-key', location: 'header' })],
    ];
    for (const [route, auth] of kinds) {
      expect(await client.get(`/protected/posts/${route}`, { auth })).toMatchObject({ status: 200 });
      expect(await pagesOf(`/protected/posts/${route}`, { auth })).toEqual(postPages);
    }
    await expect(client.get('/protected/posts/basic-auth')).rejects.toMatchObject({ status: 401 });
  });

  const protectedPosts = '/protected/posts/bearer-token';
  const credentials = (change: object = {}): Authenticator =>
    oauth2ClientCredentials({
      accessTokenUrl: `${api.url}/oauth/token`,
      clientId: 'test-client-id',
      clientSecret: 'test-client-secret',
      ...change,
    });

  test('RC-07 client credentials fetch a token; wrong ones are refused', async () => {
    const auth = credentials();
    const [, sent] = await requestsOf(() => client.get(protectedPosts, { auth }));
    expect(sent?.headers['authorization']).toBe('Bearer test-token');
    expect(await pagesOf(protectedPosts, { auth })).toEqual(postPages);
    for (const wrong of [{ clientId: 'invalid-client-id' }, { clientSecret: 'invalid-client-secret' }]) {
      await expect(client.get(protectedPosts, { auth: credentials(wrong) })).rejects.toMatchObject({
        code: 'http-status',
        message: expect.stringContaining('401 Unauthorized') as string,
      });
    }
  });

  test('RC-08 a token that has expired is fetched anew before it is sent', async () => {
    const auth = credentials({ accessTokenUrl: `${api.url}/oauth/token-expires-now` });
    const tokens = async (): Promise<number> => {
      const sent = await requestsOf(() => client.get(protectedPosts, { auth }));
      return sent.filter(({ path }) => path.startsWith('/oauth/')).length;
    };
    expect([await tokens(), await tokens()]).toEqual([1, 1]);
  });

  test('RC-09 the request for a token is as the API wants it', async () => {
    const auth = oauth2ClientCredentials({
      accessTokenUrl: `${api.url}/custom-oauth/token`,
      clientId: 'test-account-id',
      clientSecret: 'test-client-secret',
      clientAuthentication: 'basic',
      accessTokenRequestData: { grant_type: 'account_credentials', account_id: 'test-account-id' },
    });
    const [asked] = await requestsOf(async () => expect(await pagesOf(protectedPosts, { auth })).toEqual(postPages));
    expect(asked?.headers).toMatchObject({
      authorization: 'Basic dGVzdC1hY2NvdW50LWlkOnRlc3QtY2xpZW50LXNlY3JldA==',
      'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/) as string,
    });
    expect(asked?.body).toBe('grant_type=account_credentials&account_id=test-account-id');
  });

  test('RC-10 a signed assertion fetches a token', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const auth = oauth2Jwt({
      clientId: 'test-client-id',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      accessTokenUrl: `${api.url}/oauth/token`,
      scopes: ['read', 'write'],
    });
    const [, sent] = await requestsOf(() => client.get(protectedPosts, { auth }));
    expect(sent?.headers['authorization']).toBe('Bearer test-token');
    expect(await pagesOf(protectedPosts, { auth })).toEqual(postPages);
  });

  test('RC-12 anything that signs a request will do', async () => {
    const auth: Authenticator = {
      apply: ({ headers }) => void (headers['authorization'] = 'Bearer test-token'),
      secrets: () => ['test-token'],
    };
    expect(await client.get(protectedPosts, { auth })).toMatchObject({ status: 200 });
    expect(await pagesOf(protectedPosts, { auth })).toEqual(postPages);
  });
});

describe('what a request is made of', () => {
  test('RC-11 (differs) no session is given, so none can be set up wrongly: a status of 400 and above throws', async () => {
    // @ts-expect-error there is no session
    const other = new RestClient({ baseUrl: api.url, session: {} });
    await expect(other.get('/nowhere')).rejects.toMatchObject({ name: 'HttpError', status: 404 });
  });

  test('RC-13 (differs) own certificates are told by NODE_EXTRA_CA_CERTS, which reaches modules', async () => {
    const { NODE_EXTRA_CA_CERTS: before } = process.env;
    onTestFinished(() => {
      if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
      else process.env['NODE_EXTRA_CA_CERTS'] = before;
    });
    process.env['NODE_EXTRA_CA_CERTS'] = '/certificates/own.pem';
    const root = await createTempFolder();
    const places = { projectRoot: root, customSources: `${root}/custom_sources`, spoolFolder: `${root}/spool` };
    const { env } = guestCommand({ ...places, memoryMb: 512, timeLimitMs: 1000 });
    expect(env['NODE_EXTRA_CA_CERTS']).toBe('/certificates/own.pem');
  });

  test('RC-16 (differs) the project sets the time that a request may take', async () => {
    const silent = await startServer(() => new Promise(() => {}));
    const slow = new RestClient({ baseUrl: silent.url, retry: { attempts: 1 } });
    const limits = { requestTimeoutMs: 42 };
    await expect(runInHttpScope({ limits }, () => slow.get('/posts'))).rejects.toMatchObject({ code: 'http-timeout' });
  });

  test('RC-17 (differs) headers and a signal go with one request; connection settings are those of the machine', async () => {
    const headers = { Custom: 'My-Header' };
    const one = await requestsOf(() => client.get('/posts/1', { headers }));
    const many = await requestsOf(() => pagesOf('/posts', { headers }));
    expect([...one, ...many].map((request) => request.headers['custom'])).toEqual(
      Array.from({ length: 6 }, () => 'My-Header'),
    );
    // @ts-expect-error there is no such setting
    void client.get('/posts/1', { verify: false });
    await expect(client.get('/posts/1', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'run-cancelled',
    });
  });

  test('RC-18 (differs) an absolute address stands for itself; one of another scheme is refused', async () => {
    const other = await startServer(({ path }) => ({ json: { path } }));
    expect((await client.get(`${other.url}/endpoint`)).json()).toEqual({ path: '/endpoint' });
    await expect(client.get('my://protocol')).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('my://protocol') as string,
    });
  });

  test('RC-19 headers of a request win over those of the client', async () => {
    const [sent] = await requestsOf(() => client.get('/posts/1', { headers: { Accept: 'my/mimetype' } }));
    expect(sent?.headers['accept']).toBe('my/mimetype');
  });

  test('RC-20 fields and pairs are a form, a text is sent as it is', async () => {
    const form = async (body: URLSearchParams): Promise<unknown> =>
      (await client.post('/post_form_data', { body })).json();
    const type = expect.stringMatching(/^application\/x-www-form-urlencoded/) as string;
    expect(await form(new URLSearchParams({ key1: 'value1', key2: 'value2' }))).toEqual({
      data: { key1: ['value1'], key2: ['value2'] },
      type,
    });
    const pairs: [string, string][] = [
      ['key1', 'value1'],
      ['key1', 'another'],
    ];
    expect(await form(new URLSearchParams(pairs))).toEqual({ data: { key1: ['value1', 'another'] }, type });
    expect((await client.post('/post_raw_data', { body: 'raw text' })).json()).toMatchObject({ data: 'raw text' });
  });

  test('RC-21 JSON and a body together are refused', async () => {
    const both = { json: { key: 'value' }, body: 'text' };
    const refusal = { code: 'config-invalid', message: expect.stringMatching(/json.*body/i) as string };
    await expect(client.post('/post_raw_data', both)).rejects.toMatchObject(refusal);
    await expect(pagesOf('/post_raw_data', { method: 'POST', ...both })).rejects.toMatchObject(refusal);
  });
});

describe('what is hidden', () => {
  test('RD-01 (differs) every value of a parameter that carries a secret, whatever the case of its name; none is none', () => {
    const address = 'https://api.example.com/endpoint';
    const shown = {
      '?api_key=secret123&other=value': '?api_key=***&other=value',
      '?token=abc&api_key=def&other=value': '?token=***&api_key=***&other=value',
      '?API_KEY=abc&Token=def&ACCESS_TOKEN=ghi': '?API_KEY=***&Token=***&ACCESS_TOKEN=***',
      '?page=1&limit=10': '?page=1&limit=10',
      '/deeper?api_key=abc#part': '/deeper?api_key=***#part',
      // There is nothing to hide, and that it is missing is what a person looks for.
      '?api_key=&other=value': '?api_key=&other=value',
    };
    for (const [given, expected] of Object.entries(shown)) expect(maskUrl(address + given)).toBe(address + expected);
  });

  test('RD-02 (differs) an error tells status and masked address, and always the start of what the API said', async () => {
    const explain = 'x'.repeat(9000);
    const refusing = await startServer(({ path }) => ({ status: path === '/ok' ? 200 : 404, body: explain }));
    const other = new RestClient({ baseUrl: refusing.url });
    const error = await other.get('/gone', { params: { api_key: 'secret123' } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Request failed with status 404 Not Found: GET \S+\/gone\?api_key=\*\*\* /,
      ) as string,
      bodyExcerpt: 'x'.repeat(500),
    });
    expect(String(error)).not.toContain('secret123');
    expect(await other.get('/ok')).toMatchObject({ status: 200 });
  });
});
