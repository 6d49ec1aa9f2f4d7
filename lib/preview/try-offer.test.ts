import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { credentials } from '../../sample/api/access/credentials.ts';
import { startSampleApi } from '../../sample/api/start-sample-api.ts';
import { startServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { detectOffer } from './detect-offer.ts';
import type { OfferEvent, OfferMadeEvent, TryOfferRequest } from './offer-event.ts';
import { saveOffer } from './save-offer.ts';
import { tryOffer } from './try-offer.ts';

const signal = new AbortController().signal;
const emptyProject = async (): Promise<TempProject> =>
  await createTempProject({ sourcesYml: 'version: 1\nsources: []\n' });

async function offer({ root }: TempProject, request: Omit<TryOfferRequest, 'projectRoot'>) {
  const events: OfferEvent[] = [];
  for await (const event of tryOffer({ ...request, projectRoot: root }, { signal, keepsProcess: true }))
    events.push(event);
  const made = events.findLast((event): event is OfferMadeEvent => event.type === 'offer-made');
  const tables = events.flatMap((event) => (event.type === 'preview-tables' ? event.tables : []));
  const failed = events.find((event) => event.type === 'offer-failed')?.error;
  return { events, made, offered: made?.offer, tables, failed };
}

test('an address is asked once: its answer gives chips, rows in real types, and the source that is saved', async () => {
  await using api = await startSampleApi();
  const project = await emptyProject();
  const text = `${api.url}/paged/link-header/products`;
  const { made, offered, tables } = await offer(project, { text, asks: 'gets' });
  expect(api.requests).toHaveLength(1);
  expect(made?.requests).toMatchObject([{ method: 'GET', status: 200 }]);
  const settings = offered?.proposal?.resources[0]?.settings;
  expect(settings).toMatchObject({
    name: { value: 'products' },
    pagination: { value: 'header_link', confidence: 'sure' },
    primary_key: { value: 'id', confidence: 'likely' },
  });
  expect(tables[0]).toMatchObject({ name: 'products', rowCount: 100 });
  expect(tables[0]?.columns.find(({ name }) => name === 'id')?.type).toBe('BIGINT');

  const changes = {
    'GET /paged/link-header/products': { primary_key: { text: 'sku' }, columns: { text: '{id: {type: text}}' } },
  };
  const again = await offer(project, { text, asks: 'gets', recording: made?.recording, changes });
  expect(again.tables[0]?.columns.find(({ name }) => name === 'id')?.type).toBe('VARCHAR');
  expect(again.offered?.yaml).toContain('primary_key: sku');
  expect(api.requests).toHaveLength(1);

  const saved = await saveOffer({ projectRoot: project.root, text, recording: made?.recording, changes }, signal);
  expect(saved).toMatchObject([{ source: 'api', missing: [] }]);
  expect(await project.read('.dango/sources.yml')).toContain('pagination: header_link');
  expect(api.requests).toHaveLength(1);
}, 30_000);

test('a token request and the request that uses it become OAuth 2; no credential leaves, all are stored', async () => {
  await using api = await startSampleApi();
  const project = await emptyProject();
  const text = `TOKEN=$(curl -s -X POST ${api.url}/oauth/token -d grant_type=client_credentials -d client_id=${credentials.clientId} -d client_secret=${credentials.clientSecret} | jq -r .access_token)
curl -H "Authorization: Bearer $TOKEN" '${api.url}/auth/oauth2/orders'`;
  const { events, offered, tables, made } = await offer(project, { text, asks: 'gets' });
  expect(offered?.missing).toEqual([]);
  expect(offered?.proposal?.settings.auth).toMatchObject({
    value: { type: 'oauth2_client_credentials', client_secret: '${API_CLIENT_SECRET}' },
    evidence: [{ at: 'command 1', text: 'asks for the token' }],
  });
  expect(tables[0]?.rowCount).toBeGreaterThan(0);
  expect(offered?.proposal?.resources[0]?.settings.primary_key).toMatchObject({ value: 'id' });
  expect(JSON.stringify(events)).not.toContain(credentials.clientSecret);
  await saveOffer({ projectRoot: project.root, text, recording: made?.recording, name: 'shop' }, signal);
  expect(await project.read('.dango/sources.yml')).not.toContain(credentials.clientSecret);
  expect(await project.read('.dlt/secrets.toml')).toContain(credentials.clientSecret);
}, 30_000);

test('paging is tried out on demand, with a secret that is not saved', async () => {
  await using api = await startServer(({ query, headers }) => {
    if (headers['x-api-key'] !== 'k-12345') return { status: 401, json: { error: 'no key' } };
    const page = Number(query['page'] ?? 1);
    return { json: page > 3 ? [] : [1, 2, 3, 4, 5].map((id) => ({ id: page * 10 + id })) };
  });
  const project = await emptyProject();
  const text = `curl ${api.url}/items -H 'X-Api-Key: k-12345'`;
  const { made } = await offer(project, { text, asks: 'gets' });
  const before = api.requests.length;
  const request = { projectRoot: project.root, text, recording: made?.recording };
  const { paging, error } = await detectOffer(request, 'GET /items', signal);
  expect(error).toBeUndefined();
  expect(paging).toMatchObject({ text: expect.stringContaining('page_number') as string, confidence: 'sure' });
  expect(paging?.requests).toBe(api.requests.length - before);
  expect(before).toBe(1);
}, 30_000);

test('an address whose answer describes an API is that description: its lists are chosen, its values asked for', async () => {
  const shop = readFileSync(new URL('../../test/fixtures/openapi/shop.yaml', import.meta.url), 'utf8');
  await using api = await startServer(({ path }) =>
    path === '/openapi.yaml'
      ? { headers: { 'content-type': 'application/yaml' }, body: shop }
      : { status: 404, json: {} },
  );
  const project = await emptyProject();
  const { offered, made, tables } = await offer(project, { text: `${api.url}/openapi.yaml`, asks: 'gets' });
  expect(offered?.kind).toBe('openapi');
  expect(offered?.proposal?.resources.length).toBeGreaterThan(2);
  expect(offered?.chosen.length).toBeGreaterThan(0);
  expect(made?.failures).toBeUndefined();
  expect(tables).toEqual([]);
  expect(api.requests.filter(({ path }) => path === '/openapi.yaml')).toHaveLength(1);
}, 30_000);

test.each([
  ['hello', 'the text is nothing that can be imported'],
  ['[{"id": 1}]', 'the text holds data, and does not say where it comes from'],
  ['{"openapi": "3.0.0", "paths": {', 'the text is neither JSON nor YAML'],
  ['', 'the text is empty'],
])('%j is told to be no source', async (text, message) => {
  const { failed } = await offer(await emptyProject(), { text, asks: 'nothing' });
  expect(failed?.message).toContain(message);
});

test('a web page, a refusal and a search by POST say what comes next; a POST waits for a person', async () => {
  await using api = await startServer(({ path, method }) => {
    if (path === '/page') return { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>API</p>' };
    if (path === '/search' && method === 'POST') return { json: { results: [{ id: 1 }, { id: 2 }] } };
    return { status: 401, json: { error: 'no' } };
  });
  const project = await emptyProject();
  const page = await offer(project, { text: `${api.url}/page`, asks: 'gets' });
  expect(page.made?.failures?.['page']?.message).toContain('answers with a web page');
  const refused = await offer(project, { text: `${api.url}/users`, asks: 'gets' });
  expect(refused.made?.failures?.['users']).toMatchObject({ code: 'http-status' });
  const sent = api.requests.length;
  const text = `curl ${api.url}/search -d '{"q": "a"}' -H 'content-type: application/json'`;
  const waiting = await offer(project, { text, asks: 'gets' });
  expect(waiting.offered?.unsent).toEqual(['POST /search']);
  expect(api.requests).toHaveLength(sent);
  const done = await offer(project, { text, asks: 'all' });
  expect(done.offered?.unsent).toEqual([]);
  expect(done.tables[0]).toMatchObject({ rowCount: 2 });
}, 30_000);

test('a query of GraphQL only reads, so it is asked at once: rows, records and paging by its variable; a mutation is never sent', async () => {
  await using api = await startServer(({ body }) => {
    const { variables = {} } = JSON.parse(body) as { variables?: { after?: string; first?: number } };
    const page = variables.after === undefined ? 1 : Number(variables.after);
    const edges = [{ node: { id: page * 2 } }, { node: { id: page * 2 + 1 } }];
    const pageInfo = { hasNextPage: page < 3, endCursor: String(page + 1) };
    return { json: { data: { shop: { orders: { edges, pageInfo } } } } };
  });
  const project = await emptyProject();
  const curl = (query: string, variables: object = { first: 2, after: null }) =>
    `curl ${api.url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query, variables })}'`;
  const connection = '{ edges { node { id } } pageInfo { hasNextPage endCursor } }';
  const text = curl(
    `query ($first: Int, $after: String) { shop { orders(first: $first, after: $after) ${connection} } }`,
  );
  const { made, offered, tables } = await offer(project, { text, asks: 'gets' });
  expect([api.requests.length, offered?.unsent, offered?.fault]).toEqual([1, [], undefined]);
  expect(offered?.proposal?.resources[0]?.settings).toMatchObject({
    name: { value: 'orders' },
    data_selector: { value: 'data.shop.orders.edges[*].node', confidence: 'sure' },
    pagination: {
      value: {
        type: 'cursor',
        cursor_path: 'data.shop.orders.pageInfo.endCursor',
        param: 'variables.after',
        sent_by: 'json',
        has_more_path: 'data.shop.orders.pageInfo.hasNextPage',
      },
      confidence: 'sure',
    },
    primary_key: { value: 'id' },
  });
  expect(tables[0]).toMatchObject({ name: 'orders', rowCount: 2 });
  const tested = await offer(project, { text, asks: 'test', recording: made?.recording });
  expect(tested.tables[0]).toMatchObject({ rowCount: 6 });

  const fixed = await offer(project, { text: curl(`{ shop { orders ${connection} } }`, {}), asks: 'gets' });
  const { pagination } = fixed.offered?.proposal?.resources[0]?.settings ?? {};
  expect(pagination?.value).toBe('single_page');
  expect(pagination?.evidence.map((one) => one.text).join()).toContain('the query has no variable for it');

  expect(fixed.offered?.notes.map((one) => one.text).join()).toContain(
    'query ($after: String) { orders(after: $after)',
  );

  const sent = api.requests.length;
  const refused = await offer(project, { text: curl('mutation { drop { id } }'), asks: 'all' });
  expect(refused.failed?.message).toContain('a GraphQL mutation');
  await offer(project, { text: curl('words to search for'), asks: 'gets' });
  expect(api.requests).toHaveLength(sent);
}, 30_000);

test('an answer that is longer than what a load keeps of one is evaluated as a whole', async () => {
  const items = Array.from({ length: 900 }, (_, id) => ({ id, text: 'x'.repeat(6000) }));
  await using server = await startServer(() => ({ json: { items } }));
  const project = await emptyProject();
  const { made, tables } = await offer(project, { text: `${server.url}/items`, asks: 'gets' });
  expect(made?.failures).toBeUndefined();
  expect(tables).toMatchObject([{ name: 'items', rowCount: 900 }]);
  expect(server.requests).toHaveLength(1);
}, 30_000);

test('the answers in a HAR give rows without a request; chips are evaluated on them; what they hold stays out of the offer', async () => {
  await using api = await startServer(() => ({ status: 404, json: {} }));
  const answer = {
    data: [
      { id: 1, big: '#' },
      { id: 2, big: null },
    ],
    note: 'n-secret-1',
  };
  const entry = {
    request: {
      method: 'GET',
      url: `${api.url}/v1/users?page=2`,
      headers: [{ name: 'Authorization', value: 'Bearer h-secret-1' }],
    },
    response: {
      status: 200,
      headers: [],
      content: { mimeType: 'application/json', text: JSON.stringify(answer).replace('"#"', '12345678901234567890') },
    },
  };
  const text = JSON.stringify({ log: { version: '1.2', entries: [entry] } });
  const project = await emptyProject();
  const { events, made, tables, offered } = await offer(project, { text, asks: 'gets' });
  expect(tables).toMatchObject([{ name: 'users', rowCount: 2 }]);
  expect(JSON.stringify(tables)).toContain('12345678901234567890');
  expect(events.at(-1)).toMatchObject({ type: 'preview-finished', status: 'succeeded', source: 'recording' });
  expect(JSON.stringify(made)).not.toContain('n-secret-1');
  expect(JSON.stringify(events)).not.toContain('h-secret-1');
  const [id = ''] = offered?.chosen ?? [];
  const changes = { [id]: { name: { text: 'people' }, data_selector: { text: '$' }, primary_key: { text: '' } } };
  const again = await offer(project, { text, asks: 'nothing', changes });
  expect(again.tables[0]).toMatchObject({ name: 'people', resource: 'people', rowCount: 1 });
  expect(api.requests).toHaveLength(0);
  const asked = await offer(project, { text, asks: 'test' });
  expect(asked.events.at(-1)).toMatchObject({ status: 'failed', source: 'api' });
}, 30_000);

test('rows of the request that was sent do not show paging and cursors; a test of the settings does', async () => {
  await using api = await startServer(({ query }) => {
    const offset = Number(query['offset'] ?? 0);
    const limit = Number(query['limit'] ?? 5);
    return { json: { items: Array.from({ length: limit }, (_, index) => ({ id: offset + index })), total: 1000 } };
  });
  const project = await emptyProject();
  const text = `${api.url}/things`;
  const { made, offered, tables } = await offer(project, { text, asks: 'gets' });
  expect(tables[0]?.rowCount).toBe(5);
  const changes = { 'GET /things': { pagination: { text: '{type: offset, limit: 10}' } } };
  const request = { text, recording: made?.recording, changes };
  const changed = await offer(project, { ...request, asks: 'nothing' });
  expect([offered?.hasUnshown, changed.offered?.hasUnshown]).toEqual([false, true]);
  expect(changed.tables[0]?.rowCount).toBe(5);
  expect(api.requests).toHaveLength(1);
  const tested = await offer(project, { ...request, asks: 'test' });
  expect(tested.tables[0]?.rowCount).toBe(30);
  expect(api.requests.slice(1).map(({ query }) => [query['offset'], query['limit']])).toEqual([
    ['0', '10'],
    ['10', '10'],
    ['20', '10'],
  ]);
}, 30_000);

test('columns are told a type by the field of the answer that they were made of', async () => {
  await using api = await startServer(() => ({
    json: [{ id: 1, userName: 'a', address: { zipCode: 101 }, tags: ['x'] }],
  }));
  const project = await emptyProject();
  const text = `${api.url}/users`;
  const { made, tables } = await offer(project, { text, asks: 'gets' });
  expect(tables.map(({ name, fields }) => [name, fields])).toEqual([
    ['users', { id: 'id', user_name: 'userName', address__zip_code: 'address.zipCode' }],
    ['users__tags', undefined],
  ]);
  const changes = { 'GET /users': { columns: { text: '{address.zipCode: {type: text}}' } } };
  const changed = await offer(project, { text, recording: made?.recording, asks: 'nothing', changes });
  expect(changed.tables[0]?.columns.find(({ name }) => name === 'address__zip_code')?.type).toBe('VARCHAR');
  expect(changed.offered?.yaml).toContain('address.zipCode');
}, 30_000);

test('an API that asks for a pause is not waited for', async () => {
  await using api = await startServer(() => ({ status: 429, headers: { 'retry-after': '60' }, json: {} }));
  const { made } = await offer(await emptyProject(), { text: `${api.url}/users`, asks: 'gets' });
  expect(made?.failures?.['users']).toMatchObject({
    code: 'http-status',
    hint: expect.stringContaining('Try again in a minute') as string,
  });
  expect(api.requests).toHaveLength(1);
}, 30_000);

test('why there are no rows is said the same after a chip was changed', async () => {
  const project = await emptyProject();
  await using api = await startServer(({ path }) =>
    path === '/page'
      ? { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }
      : { status: 401, json: {} },
  );
  const texts = [`${api.url}/page`, `${api.url}/users`, 'http://127.0.0.1:9/orders'];
  for (const text of texts) {
    const { made, offered } = await offer(project, { text, asks: 'gets' });
    const [before] = Object.values(made?.failures ?? {});
    const changes = { [offered?.chosen[0] ?? '']: { name: { text: 'things' } } };
    const again = await offer(project, { text, asks: 'nothing', recording: made?.recording, changes });
    const end = again.events.at(-1);
    const [after] = end?.type === 'preview-finished' ? end.resources : [];
    expect(after).toMatchObject({ name: 'things', error: { code: before?.code, message: before?.message } });
  }
}, 30_000);

test('a document that names no host takes the address that a person gives, and refuses what is none', async () => {
  await using api = await startServer(({ path }) => ({ json: path === '/v1/users' ? [{ id: 1 }] : {} }));
  const project = await emptyProject();
  const text = 'openapi: 3.1.0\ninfo: {title: Shop}\npaths: {/users: {get: {responses: {"200": {description: ok}}}}}\n';
  const { offered } = await offer(project, { text, asks: 'nothing' });
  expect(offered).toMatchObject({
    lacksHost: true,
    proposal: { settings: { base_url: { value: 'https://YOUR-HOST' } } },
  });
  const early = await offer(project, { text, asks: 'test' });
  expect(early.events.map(({ type }) => type)).toEqual(['offer-made']);
  const refused = await offer(project, { text, asks: 'nothing', baseUrl: 'shop' });
  expect(refused.failed?.message).toBe('"shop" is no address of an API.');
  const given = await offer(project, { text, asks: 'test', baseUrl: `${api.url}/v1/` });
  expect(given.offered).toMatchObject({ lacksHost: false, notes: [] });
  expect(given.tables).toMatchObject([{ name: 'users', rowCount: 1 }]);
}, 30_000);

test('of very many lists none is chosen for a person', async () => {
  const path = {
    get: { responses: { 200: { content: { 'application/json': { schema: { type: 'array', items: {} } } } } } },
  };
  const paths = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, id) => [`/things${id}`, path]));
  const chosenOf = async (count: number): Promise<number | undefined> => {
    const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'Shop' }, paths: paths(count) });
    return (await offer(await emptyProject(), { text, asks: 'nothing' })).offered?.chosen.length;
  };
  expect([await chosenOf(25), await chosenOf(26)]).toEqual([25, 0]);
});
