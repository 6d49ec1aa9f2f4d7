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

test('an answer that is longer than what a load keeps of one is evaluated as a whole', async () => {
  const items = Array.from({ length: 900 }, (_, id) => ({ id, text: 'x'.repeat(6000) }));
  await using server = await startServer(() => ({ json: { items } }));
  const project = await emptyProject();
  const { made, tables } = await offer(project, { text: `${server.url}/items`, asks: 'gets' });
  expect(made?.failures).toBeUndefined();
  expect(tables).toMatchObject([{ name: 'items', rowCount: 900 }]);
  expect(server.requests).toHaveLength(1);
}, 30_000);
