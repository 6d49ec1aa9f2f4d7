import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { credentials } from './access/credentials.ts';
import type { Contact } from '../data/make-contacts.ts';
import { startSampleApi, type SampleApi } from './start-sample-api.ts';

interface Listing {
  readonly data: readonly { readonly id: number }[];
  readonly items: readonly unknown[];
  readonly next_page_url: string | null;
  readonly routes: readonly string[];
}

interface ContactPage {
  readonly total: number;
  readonly results: readonly Contact[];
  readonly paging?: { readonly next: { readonly after: string } };
}

interface Token {
  readonly access_token: string;
  readonly expires_in: number;
}

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi({ limitedRequestsPerSecond: 3 });
});
beforeEach(() => api.clearRequests());
afterAll(() => api.close());

const byText = (left: string, right: string) => (left < right ? -1 : 1);
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const basic = (name: string, password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` },
});
const getStatus = async (path: string, init?: RequestInit) => (await fetch(api.url + path, init)).status;
const getJson = async <Body = Listing>(path: string, init?: RequestInit) =>
  (await (await fetch(api.url + path, init)).json()) as Body;
const withToken = bearer(credentials.token);

describe('the shapes of the tutorial', () => {
  test('users come at once, or by page when one is asked for', async () => {
    expect((await getJson('/users', withToken)).data).toHaveLength(300);
    expect((await getJson('/users?page=3', withToken)).data).toHaveLength(100);
    expect((await getJson('/users?page=4', withToken)).data).toEqual([]);
    expect((await getJson('/users?role=staff', withToken)).data).toHaveLength(6);
  });

  test('orders name the next page by its whole address', async () => {
    const { data, next_page_url: next } = await getJson('/orders?status=completed', withToken);
    expect(data).toHaveLength(100);
    expect(next).toBe(`${api.url}/orders?status=completed&page=2`);
  });

  test('products come as items, events with a cursor and exact ids', async () => {
    expect((await getJson('/products?offset=100&limit=100')).items).toHaveLength(20);
    const text = await (await fetch(`${api.url}/events`)).text();
    expect(text).toContain('{"id":9007199254740993,');
    expect(JSON.parse(text)).toMatchObject({ next_cursor: expect.any(String) });
  });
});

describe('documents', () => {
  test('answer 404 where the list has an id without a document', async () => {
    expect(await getStatus('/users/13', withToken)).toBe(404);
    expect(await getStatus('/products/77')).toBe(404);
    expect(await getStatus('/orders/99999', withToken)).toBe(404);
    expect(await getJson('/users/1', withToken)).toMatchObject({ id: 1, addresses: expect.any(Array) });
    expect(await getJson('/products/1')).toMatchObject({ id: 1, sku: 'SKU-0001' });
    expect(await getJson('/orders/3000', withToken)).toEqual(api.shop.orders[2999]);
  });

  test('a user’s orders are those of the list', async () => {
    const { data } = await getJson('/users/50/orders', withToken);
    expect(data).toEqual(api.shop.orders.filter((order) => order.customer.id === 50));
  });
});

describe('contact search', () => {
  const search = (body: unknown) =>
    getJson<ContactPage>('/crm/v3/objects/contacts/search', {
      method: 'POST',
      body: JSON.stringify(body),
      ...withToken,
    });

  test('walked to its end gives every contact once, oldest change first', async () => {
    const ids = [];
    const changes = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page = await search({ limit: 100, after, sorts: [{ propertyName: 'lastmodifieddate' }] });
      ids.push(...page.results.map((contact) => contact.id));
      changes.push(...page.results.map((contact) => contact.updatedAt));
      after = page.paging?.next.after;
    }
    expect(ids.toSorted(byText)).toEqual(api.shop.contacts.map(({ id }) => id));
    expect(changes).toEqual(changes.toSorted(byText));
  });

  test('filters by lastmodifieddate, given in milliseconds or ISO, and sends only the properties asked for', async () => {
    const since = '2024-10-01T00:00:00.000Z';
    const filter = (value: string) => ({
      properties: ['phone'],
      filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value }] }],
    });
    const page = await search(filter(since));
    expect(page.total).toBe(api.shop.contacts.filter(({ updatedAt }) => updatedAt >= since).length);
    expect(page.results).toHaveLength(10);
    expect(new Set(Object.keys(page.results[0]?.properties ?? {}))).toEqual(
      new Set(['createdate', 'hs_object_id', 'lastmodifieddate', 'phone']),
    );
    expect(await search(filter(String(Date.parse(since))))).toEqual(page);
  });
});

describe('access', () => {
  test('users, orders and contacts need the token unless they are told not to', async () => {
    expect(await getStatus('/orders')).toBe(401);
    expect(await getStatus('/users', bearer('wrong'))).toBe(401);
    expect(await getStatus('/crm/v3/objects/contacts/search', { method: 'POST' })).toBe(401);
    await using open = await startSampleApi({ requireToken: false });
    await using other = await startSampleApi({ tokens: ['mine'] });
    expect((await fetch(`${open.url}/orders`)).status).toBe(200);
    expect((await fetch(`${other.url}/orders`, bearer('mine'))).status).toBe(200);
    expect((await fetch(`${other.url}/orders`, withToken)).status).toBe(401);
  });

  test.each([
    ['bearer', '', withToken],
    ['api-key-header', '', { headers: { 'x-api-key': credentials.apiKey } }],
    ['api-key-query', `?api_key=${credentials.apiKey}`, {}],
    ['basic', '', basic(credentials.username, credentials.password)],
  ])('/auth/%s lets in who has the right credentials and nobody else', async (kind, query, init) => {
    expect(await getStatus(`/auth/${kind}/orders${query}`, init)).toBe(200);
    expect(await getStatus(`/auth/${kind}/orders`)).toBe(401);
    expect(await getStatus(`/auth/${kind}/paged/none/products?api_key=no`, basic('a', 'b'))).toBe(401);
  });

  test('/auth/oauth2 takes tokens of /oauth/token until they are revoked', async () => {
    const form = (secret: string) =>
      new URLSearchParams({ grant_type: 'client_credentials', client_id: credentials.clientId, client_secret: secret });
    const ask = (query: string, init: RequestInit) =>
      fetch(`${api.url}/oauth/token${query}`, { method: 'POST', ...init });
    expect((await ask('', { body: form('wrong') })).status).toBe(401);
    expect((await ask('', { body: new URLSearchParams({ grant_type: 'password' }) })).status).toBe(400);
    const byForm = (await (await ask('?expires_in=1', { body: form(credentials.clientSecret) })).json()) as Token;
    const byHeader = (await (
      await ask('', {
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
        ...basic(credentials.clientId, credentials.clientSecret),
      })
    ).json()) as Token;
    expect([byForm.expires_in, byHeader.expires_in]).toEqual([1, 3600]);
    expect(await getStatus('/auth/oauth2/orders', bearer(byForm.access_token))).toBe(200);
    expect(await getStatus('/auth/oauth2/orders', bearer(byHeader.access_token))).toBe(200);
    api.revokeTokens();
    expect(await getStatus('/auth/oauth2/orders', bearer(byForm.access_token))).toBe(401);
  });
});

test('/limited answers 429 with Retry-After when there are too many requests in a second', async () => {
  const responses = await Promise.all(Array.from({ length: 12 }, () => fetch(`${api.url}/limited/products/1`)));
  const refused = responses.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(responses.some(({ status }) => status === 200)).toBe(true);
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
});

test('two APIs send the same bytes', async () => {
  await using other = await startSampleApi();
  for (const path of [
    '/orders',
    '/users',
    '/products',
    '/events',
    '/paged/none/orders',
    '/paged/none/events',
    '/users/7',
  ]) {
    const [one, two] = await Promise.all([fetch(api.url + path, withToken), fetch(other.url + path, withToken)]);
    expect((await two.text()).replaceAll(other.url, api.url)).toBe(await one.text());
  }
});

test('GET / lists what there is; everything else is 404, a wrong method 405', async () => {
  expect((await getJson('/')).routes).toContainEqual(expect.stringMatching(/^GET \/orders - /u));
  expect(await getStatus('/nothing')).toBe(404);
  expect(await getStatus('/paged/cursor/nothing')).toBe(404);
  expect(await getStatus('/auth/magic/orders')).toBe(404);
  expect(await getStatus('/users', { method: 'POST' })).toBe(405);
  expect(await getStatus('/search/orders', { method: 'POST', body: 'no JSON' })).toBe(400);
});

describe('on demand', () => {
  test('requests are noted with headers, body and status', async () => {
    const response = await fetch(`${api.url}/search/orders?x=1`, { method: 'POST', body: '{"page":2}' });
    await response.text();
    expect(api.requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/search/orders?x=1',
        path: '/search/orders',
        query: { x: '1' },
        body: '{"page":2}',
        status: 200,
      }),
    ]);
    expect(api.stats).toMatchObject({ requestCount: 1, countByStatus: { 200: 1 } });
  });

  test('a held request is answered after its release', async () => {
    const hold = api.hold(({ path }) => path === '/products/2');
    const answer = fetch(`${api.url}/products/2`);
    await hold.reached;
    expect(await getStatus('/products/1')).toBe(200);
    expect(api.requests[0]?.status).toBeUndefined();
    hold.release();
    expect((await answer).status).toBe(200);
  });

  test('a fault lasts as often as it was asked for', async () => {
    api.fail(({ path }) => path === '/products/3', {
      status: 503,
      headers: { 'retry-after': '0' },
      body: 'no',
      times: 2,
    });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push(await getStatus('/products/3'));
    expect(statuses).toEqual([503, 503, 200]);
  });

  test('a connection can be reset, or cut in the middle of the answer', async () => {
    api.fail(({ path }) => path === '/products/4', { connection: 'reset' });
    await expect(fetch(`${api.url}/products/4`)).rejects.toThrow('fetch failed');
    api.fail(({ path }) => path === '/products/4', { connection: 'cut' });
    const cut = await fetch(`${api.url}/products/4`);
    await expect(cut.text()).rejects.toThrow('terminated');
    expect(await getStatus('/products/4')).toBe(200);
  });

  test('orders can be added and changed between two reads', async () => {
    await using own = await startSampleApi({ requireToken: false });
    own.addOrders([
      { updated_at: '2025-08-01T00:00:00Z' },
      { updated_at: '2025-08-02T00:00:00Z', gift_note: 'new field' },
    ]);
    own.updateOrder(10, { updated_at: '2025-08-02T00:00:00Z' });
    const response = await fetch(`${own.url}/orders?updated_after=2025-08-01T00:00:00Z`);
    const { data } = (await response.json()) as Listing;
    expect(data.map(({ id }) => id)).toEqual([10, 3001, 3002]);
    expect(data[2]).toMatchObject({ gift_note: 'new field' });
  });

  test('closing twice, and with a held request, ends at once', async () => {
    const own = await startSampleApi();
    const hold = own.hold(() => true);
    const answer = fetch(own.url);
    answer.catch(() => {});
    await hold.reached;
    await own.close();
    await own.close();
    await expect(answer).rejects.toThrow('fetch failed');
  });
});
