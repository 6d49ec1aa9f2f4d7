import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDocuments, loadNextTo } from '../../sync/load-documents.ts';
import { chooseLists, chooseNamed } from '../choose-resources.ts';
import type { SourceProposal } from '../proposal.ts';
import { readImport, recognizeImport } from '../read-import.ts';
import { writeSource } from '../write-source.ts';

const fixtures = join(import.meta.dirname, '../../../test/fixtures/openapi');

async function read(file: string, address?: string): Promise<SourceProposal> {
  const path = join(fixtures, file);
  const found = recognizeImport(readFileSync(path, 'utf8'), file);
  if (found.kind === 'curl' || found.kind === 'url') throw new Error('This is no document.');
  const documents = await loadDocuments(basename(file), found.document, loadNextTo(path));
  const result = readImport(found, { file, address, documents });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  return result.proposal;
}

function readText(document: unknown): SourceProposal {
  const result = readImport(recognizeImport(JSON.stringify(document), 'api.json'), { file: 'api.json' });
  if (result.type !== 'proposal') throw new Error('This is no proposal.');
  return result.proposal;
}

const resource = (proposal: SourceProposal, id: string) => {
  const found = proposal.resources.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no ${id}.`);
  return found;
};

describe('OpenAPI 3.1 in several files', () => {
  test('takes every request that reads, and no other', async () => {
    const { resources, notes } = await read('shop.yaml');
    expect(resources.map(({ id, kind }) => [id, kind])).toEqual([
      ['listCustomers', 'list'],
      ['getCustomer', 'document'],
      ['listOrders', 'list'],
      ['listOffers', 'list'],
      ['searchProducts', 'list'],
      ['listEvents', 'list'],
    ]);
    expect(notes.map(({ text }) => text)).toEqual([
      'the first of 2 servers is taken; the others: https://sandbox.corner-shop.test',
      'variables of the server have their default: region is eu, version is 2',
      expect.stringContaining('person: a scheme of type mutualtls is not known'),
      '2 of 8 operations change something and are left out',
    ]);
  });

  test('each value says where it comes from and how sure it is', async () => {
    const proposal = await read('shop.yaml');
    const { settings } = resource(proposal, 'listCustomers');
    expect(settings.data_selector).toMatchObject({ value: 'data', confidence: 'sure' });
    expect(settings.data_selector?.evidence[0]?.at).toBe(
      '#/paths/~1customers/get/responses/200/content/application~1json/schema/properties/data',
    );
    expect(settings.pagination).toEqual({
      value: { type: 'page_number', limit: 100, total_path: 'meta.total_pages' },
      confidence: 'sure',
      evidence: [
        { at: '#/components/parameters/page', text: 'parameter page, default 1, minimum 1' },
        { at: '#/paths/~1customers/get/parameters/1', text: 'parameter per_page, default 20, maximum 100' },
        { at: expect.stringMatching(/total_pages$/), text: 'meta.total_pages in the response' },
      ],
    });
    expect(settings.primary_key).toMatchObject({
      value: 'id',
      confidence: 'sure',
      evidence: [{ at: 'schemas/customer.yaml#/properties/id' }, { text: 'one record is read by customer_id' }],
    });
    expect(settings.incremental).toMatchObject({
      value: { cursor_path: 'updated_at', start_param: 'updated_since' },
      confidence: 'likely',
    });
  });

  test('a path behind a list is read for each of its records', async () => {
    const { settings, parents, values } = resource(await read('shop.yaml'), 'listOrders');
    expect([settings.endpoint.value, parents, values]).toEqual([
      '/customers/{resources.customers.id}/orders',
      ['listCustomers'],
      [],
    ]);
    expect(settings.pagination).toMatchObject({
      value: { type: 'cursor', cursor_from: 'last_record', cursor_path: 'id', has_more_path: 'has_more' },
      confidence: 'sure',
    });
  });

  test('a parameter that no list fills is a value to give, and keeps the resource out of all lists', async () => {
    const proposal = await read('shop.yaml');
    const { settings, values } = resource(proposal, 'listOffers');
    expect([settings.endpoint.value, values]).toEqual(['/regions/${REGION}/offers', ['REGION']]);
    expect(settings.pagination?.value).toBe('header_link');
    expect([...chooseLists(proposal)].sort()).toEqual(['listCustomers', 'listEvents', 'listOrders']);
    expect([...chooseNamed(proposal, ['GET /customers/{customer_id}/orders'])].sort()).toEqual([
      'listCustomers',
      'listOrders',
    ]);
    expect(() => chooseNamed(proposal, ['listOrder'])).toThrow('There is no operation "listOrder" that reads.');
  });

  test('a search by POST sends what its body must have', async () => {
    const { settings } = resource(await read('shop.yaml'), 'searchProducts');
    expect(settings.json?.value).toEqual({ category: 'all' });
    expect(settings.pagination?.value).toEqual({
      type: 'cursor',
      cursor_path: 'paging.next_cursor',
      param: 'page.cursor',
      sent_by: 'json',
    });
  });

  test('writes what is sure, and leaves what is not as a comment', async () => {
    const proposal = await read('shop.yaml');
    const { yaml } = writeSource(proposal, new Set(['listCustomers', 'listOrders', 'listEvents']), 'shop.yaml');
    expect(yaml).toBe(`name: corner_shop
type: rest_api
enabled: true
description: Corner Shop API
rest_api:
  base_url: https://eu.corner-shop.test/v2
  auth:
    type: oauth2_client_credentials
    access_token_url: https://eu.corner-shop.test/oauth/token
    client_id: "\${CORNER_SHOP_CLIENT_ID}"
    client_secret: "\${CORNER_SHOP_CLIENT_SECRET}"
    scopes:
      - orders.read
      - orders.history
  resources:
    # All customers
    - name: customers
      endpoint: /customers
      data_selector: data
      pagination:
        type: page_number
        limit: 100
        total_path: meta.total_pages
      primary_key: id
      # incremental: {cursor_path: updated_at, start_param: updated_since}   # likely: field updated_at; parameter updated_since

    - name: orders
      endpoint: /customers/{resources.customers.id}/orders
      data_selector: orders
      pagination:
        type: cursor
        cursor_from: last_record
        cursor_path: id
        param: starting_after
        has_more_path: has_more
      primary_key: id

    - name: events
      endpoint: /events
      primary_key: id
      # pagination: {type: page_number}   # guess: parameter page
`);
  });
});

test('OpenAPI 2.0: host, key, OData names, required parameters', async () => {
  const proposal = await read('legacy.json');
  expect(proposal.settings.base_url.value).toBe('https://store.example.test/api');
  expect(proposal.settings.auth?.value).toEqual({
    type: 'api_key',
    name: 'X-Store-Key',
    api_key: '${LEGACY_STORE_STORE_KEY}',
  });
  const warehouses = resource(proposal, 'GET /Warehouses');
  expect(warehouses.settings.pagination).toMatchObject({
    value: { type: 'json_link', next_url_path: "['@odata.nextLink']" },
    confidence: 'sure',
  });
  const stock = resource(proposal, 'stock');
  expect([stock.settings.endpoint.value, stock.values, stock.settings.params?.value]).toEqual([
    '/Warehouses/{resources.warehouses.warehouse_id}/stock',
    ['AT'],
    { at: '${AT}' },
  ]);
  expect(stock.settings.pagination?.value).toEqual({ type: 'offset', limit: 200 });
});

test('OpenAPI 3.2: lines of a stream, a server below the address, a key that is only a parameter', async () => {
  const proposal = await read('stream.yaml', 'https://weather.example.test/docs/openapi.yaml');
  expect(proposal.settings.base_url).toMatchObject({ value: 'https://weather.example.test/v1', confidence: 'likely' });
  expect(proposal.settings.auth).toMatchObject({
    value: { type: 'api_key', name: 'api_key', location: 'query', api_key: '${WEATHER_STREAM_API_KEY}' },
    confidence: 'likely',
  });
  expect(resource(proposal, 'readings')).toMatchObject({
    kind: 'list',
    settings: { format: { value: 'ndjson' }, primary_key: { value: 'id' } },
  });
  const stations = resource(proposal, 'GET /stations');
  expect(stations.settings.params).toBeUndefined();
  expect(stations.settings.pagination?.value).toEqual({ type: 'json_link', next_url_path: 'next' });
});

describe('documents with faults', () => {
  test.each([
    [{ swagger: '1.2' }, 'api.json is no OpenAPI document of version 2.0 to 3.2: its version is 1.2'],
    [{ openapi: '3.0.0', paths: [] }, 'api.json has no mapping of paths at #/paths'],
    [{ openapi: '3.0.0', paths: {} }, 'api.json describes nothing that reads: #/paths is empty'],
    [
      { openapi: '3.0.0', paths: { '/a': { delete: {} } } },
      'api.json describes nothing that reads: none of its 1 operations is a GET, or a POST that searches',
    ],
  ])('%j', (document, message) => {
    expect(() => readText(document)).toThrow(message);
  });

  test('a reference that leads nowhere, or in a circle, costs what it stands for only', () => {
    const { resources, notes } = readText({
      openapi: '3.0.0',
      paths: {
        '/lost': { $ref: '#/components/pathItems/lost' },
        '/round': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/a' } } } } },
          },
        },
      },
      components: { schemas: { a: { $ref: '#/components/schemas/b' }, b: { $ref: '#/components/schemas/a' } } },
    });
    expect(resources.map(({ id, kind }) => [id, kind])).toEqual([['GET /round', 'unknown']]);
    expect(notes).toContainEqual({ at: '#/paths/~1lost', text: '#/components/pathItems/lost leads nowhere' });
  });

  test('a broken text is told with its place', () => {
    const text = 'openapi: 3.0.0\npaths:\n  /a: [\n';
    expect(() => recognizeImport(text, 'api.yaml')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('api.yaml is neither JSON nor YAML'),
        at: expect.objectContaining({ line: 4 }),
      }),
    );
  });
});
