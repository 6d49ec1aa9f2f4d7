import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as hubspotModule from '../custom_sources/hubspot_contacts.ts';
import * as myApiModule from '../custom_sources/my_api.ts';
import * as patterns from '../custom_sources/patterns.ts';
import { bindSource } from '../lib/sdk/bind-source.ts';
import type { CursorValue } from '../lib/sdk/incremental.ts';
import { findSource } from '../lib/sdk/find-source.ts';
import { credentials } from '../sample/api/access/credentials.ts';
import { openInProcess } from './support/load-in-process.ts';
import { countRows } from './support/read-warehouse.ts';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());
beforeEach(() => api.clearRequests());

type Module = Readonly<Record<string, unknown>>;

/** Reads one resource of a module as a run does, without loading it. */
async function read(
  module: Module,
  sourceName: string,
  resourceName: string,
  { values = {}, startValue }: { values?: Record<string, unknown>; startValue?: CursorValue } = {},
): Promise<Record<string, unknown>[]> {
  const { factory, name } = findSource(module, sourceName);
  const { resources } = await bindSource(factory, { base_url: api.url, ...values }, name);
  const resource = resources.find((candidate) => candidate.name === resourceName);
  const initialValue = resource?.incremental?.initialValue;
  const start = startValue ?? initialValue;
  const cursor =
    resource?.incremental === undefined ? undefined : { initialValue, startValue: start, lastValue: start };
  const context = { cursor, parentRecord: undefined, signal: new AbortController().signal, warn: () => {} };
  return (await Array.fromAsync(resource?.records(context) ?? [])).flat() as Record<string, unknown>[];
}

const apiKey = credentials.token;

describe('my_api', () => {
  test('loads all users', async () => {
    expect(await read(myApiModule, 'my_api_source', 'users', { values: { apiKey } })).toHaveLength(
      api.shop.users.length,
    );
  });

  test('loads orders page by page, from the cursor on', async () => {
    const all = await read(myApiModule, 'my_api_source', 'orders', { values: { apiKey } });
    const times = all.map((order) => String(order['updated_at'])).toSorted();
    expect(new Set(all.map((order) => order['id'])).size).toBe(all.length);
    const startValue = times[Math.floor(times.length / 2)] ?? '';
    const newer = await read(myApiModule, 'my_api_source', 'orders', { values: { apiKey }, startValue });
    expect(newer.length).toBeGreaterThan(0);
    expect(newer.length).toBeLessThan(all.length);
  });
});

describe('hubspot_contacts', () => {
  test('loads every contact by search, with the columns of the tutorial', async () => {
    const contacts = await read(hubspotModule, 'hubspot_contacts_source', 'contacts', { values: { apiKey } });
    expect(contacts).toHaveLength(api.shop.contacts.length);
    expect(Object.keys(contacts[0] ?? {})).toEqual([
      'id',
      'email',
      'first_name',
      'last_name',
      'company',
      'phone',
      'created_at',
      'updated_at',
    ]);
  });

  test('loads only what changed since the cursor, which is a column of the rows', async () => {
    const contacts = await read(hubspotModule, 'hubspot_contacts_source', 'contacts', { values: { apiKey } });
    const startValue =
      contacts
        .map((contact) => String(contact['updated_at']))
        .toSorted()
        .at(-1) ?? '';
    const newest = await read(hubspotModule, 'hubspot_contacts_source', 'contacts', { values: { apiKey }, startValue });
    expect(newest.length).toBeGreaterThan(0);
    expect(newest.every((contact) => contact['updated_at'] === startValue)).toBe(true);
  });
});

describe('patterns', () => {
  test('an offset loop and a cursor loop read everything once', async () => {
    const ids = async (resource: string) =>
      (await read(patterns, 'pagination_source', resource)).map((record) => String(record['id']));
    expect(await ids('products')).toEqual(api.shop.products.map(({ id }) => String(id)));
    expect(new Set(await ids('events')).size).toBe(api.shop.events.length);
  });

  test('a rate limit keeps below what the server allows', async () => {
    const values = { baseUrl: `${api.url}/limited` };
    expect(await read(patterns, 'rate_limit_source', 'products', { values })).toHaveLength(api.shop.products.length);
    expect(api.requests.filter(({ status }) => status === 429)).toEqual([]);
  });

  test.each([
    ['api_key', 'api-key-header'],
    ['bearer', 'bearer'],
    ['basic', 'basic'],
    ['oauth', 'oauth2'],
  ])('%s proves who is asking', async (resource, kind) => {
    const { apiKey: key, token, username, password, clientId, clientSecret } = credentials;
    const tokenUrl = `${api.url}/oauth/token`;
    const baseUrl = `${api.url}/auth/${kind}`;
    const values = { key, token, username, password, clientId, clientSecret, tokenUrl, baseUrl };
    const products = await read(patterns, 'authentication_source', `products_by_${resource}`, { values });
    expect(products).toHaveLength(api.shop.products.length);
  });

  test('rules look at every response, and let a list that is fine pass', async () => {
    expect(await read(patterns, 'responses_source', 'products')).toHaveLength(api.shop.products.length);
    api.fail(({ path }) => path === '/products', { status: 404 });
    expect(await read(patterns, 'responses_source', 'products')).toEqual([]);
  });

  test('one list fills several tables, and remembers where it ended', async () => {
    const { factory, name } = findSource(patterns, 'tables_source');
    const { resources } = await bindSource(factory, { base_url: api.url }, name);
    const { root, load, savedState } = await openInProcess();
    expect(await load(resources)).toMatchObject({ report: { status: 'succeeded' } });
    const kinds = Object.groupBy(api.shop.events, ({ type }) => `events_${type}`);
    const counts = Object.fromEntries(Object.entries(kinds).map(([table, events = []]) => [table, events.length]));
    expect(await countRows(root, 'raw_shop')).toMatchObject(counts);
    expect(await savedState('events')).toEqual({ since: api.shop.events.at(-1)?.occurred_at });
  });

  test('a resource is read for each record of another one, and for each of some values', async () => {
    const { factory, name } = findSource(patterns, 'series_source');
    const { resources } = await bindSource(factory, { base_url: api.url }, name);
    const { root, load } = await openInProcess();
    expect(await load(resources)).toMatchObject({ report: { status: 'succeeded' } });
    const { products, missingProductIds } = api.shop;
    expect(await countRows(root, 'raw_shop')).toMatchObject({
      products: products.length,
      details: products.length - missingProductIds.length,
    });
    const kinds = api.requests.flatMap(({ path, query }) => (path === '/events' ? [query['kind']] : []));
    expect(kinds).toEqual(['view', 'view', 'view', 'order', 'order', 'order']);
  });

  test('records are filtered and changed', async () => {
    const records = await read(patterns, 'records_source', 'products');
    const wanted = api.shop.products.filter(({ id, price }) => price > 20 || id < 3);
    expect(records.map(({ id, name }) => [id, name])).toEqual(wanted.map(({ id, name }) => [id, name.toUpperCase()]));
    expect(records.every((record) => !('tags' in record) && typeof record['gross'] === 'number')).toBe(true);
  });

  test('what is not found is skipped, while a 429 is tried again', async () => {
    const refused = { status: 429, headers: { 'retry-after': '0' } };
    api.fail(({ path }) => path === '/products/3', refused);
    const products = await read(patterns, 'error_handling_source', 'products', { values: { last_id: 10 } });
    const missing = new Set(api.shop.missingProductIds);
    const expected = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((id) => !missing.has(id));
    expect(products.map((product) => product['id'])).toEqual(expected);
    expect(expected).toHaveLength(9);
  });
});
