import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { expectPreviewPrefix } from './support/expect-preview-prefix.ts';
import { startFakeGithub, type FakeIssue } from './support/fakes/github.ts';
import { startFakeHubspot, type HubspotObject } from './support/fakes/hubspot.ts';
import { startFakeShopify } from './support/fakes/shopify.ts';
import { startFakeStripe } from './support/fakes/stripe.ts';
import { startPokeapiServer } from './support/pokeapi-server.ts';
import { pokeapiSourcesYml } from './support/pokeapi-sources-yml.ts';
import { createTemplateProject } from './support/template-project.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const root = join(import.meta.dirname, '..');
const day = (index: number): string => new Date(Date.UTC(2024, 1, 1 + index)).toISOString();
const list = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a preview sends the first requests of a sync, and shows the same rows', () => {
  async function sampleProject(apiUrl: string): Promise<TempProject> {
    const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
    return await createTempProject({
      sourcesYml: await read('sample/project/.dango/sources.yml'),
      projectYml: await read('sample/project/.dango/project.yml'),
      secretsToml: await read('sample/project/.dlt/secrets.toml'),
      customSources: { 'my_api.ts': await read('custom_sources/my_api.ts') },
      env: { SAMPLE_API_URL: apiUrl },
    });
  }

  test.each([
    ['shop', { previewed: 9, synced: 39, rows: 616 }],
    ['shop_custom', { previewed: 3, synced: 30, rows: 400 }],
  ])('of the source %s of the sample project', async (source, compared) => {
    await using api = await startSampleApi();
    expect(await expectPreviewPrefix(await sampleProject(api.url), api, source)).toEqual(compared);
  });

  test('of the template github', async () => {
    const issue = (number: number, isPullRequest = false): FakeIssue => ({
      number,
      title: `I${number}`,
      updatedAt: day(number % 20).replace('.000Z', 'Z'),
      comments: number % 2 === 0 ? ['a'] : [],
      isPullRequest,
    });
    const app = [...list(250, (index) => issue(1_000 + index, true)), ...list(6, (index) => issue(index + 1))];
    await using server = await startFakeGithub({ app, docs: [issue(1)], site: [issue(2)], last: [issue(4)] });
    // As a secret it would be masked in what is recorded.
    const change = (text: string): string => text.replaceAll('${GITHUB_ORG}', 'acme');
    const secrets = { GITHUB_TOKEN: 'github-token' };
    const project = await createTemplateProject('github', { baseUrl: server.url, secrets, change });
    expect(await expectPreviewPrefix(project, server, 'api')).toEqual({ previewed: 12, synced: 22, rows: 113 });
  });

  test('of the template stripe', async () => {
    const at = (index: number): number => Date.UTC(2024, 1, 1) / 1000 + index * 3_600;
    const objects = (prefix: string, count: number) =>
      list(count, (index) => ({ id: `${prefix}_${index}`, object: prefix, created: at(index) }));
    await using server = await startFakeStripe({
      customers: objects('cus', 3),
      subscriptions: objects('sub', 2),
      charges: objects('ch', 350).map((charge, index) => ({ ...charge, amount: 100, customer: `cus_${index % 3}` })),
      invoices: objects('in', 3),
      balance_transactions: objects('txn', 250),
      events: objects('evt', 2).map((event) => ({ ...event, type: 'charge.updated', data: { object: { a: 1 } } })),
    });
    const secrets = { STRIPE_API_KEY: 'sk_test_key' };
    const project = await createTemplateProject('stripe', { baseUrl: `${server.url}/v1`, secrets });
    expect(await expectPreviewPrefix(project, server, 'api')).toEqual({ previewed: 8, synced: 11, rows: 210 });
  });

  test('of the template hubspot', async () => {
    const contacts = list(650, (index): HubspotObject => ({
      id: String(index),
      updatedAt: new Date(Date.UTC(2024, 1, 1) + index * 1000).toISOString(),
      properties: { email: `p${index}@example.com` },
    }));
    const deals: HubspotObject[] = [{ id: '1', updatedAt: day(0), properties: { dealname: 'A', amount: '10' } }];
    await using server = await startFakeHubspot({ contacts, companies: [], deals }, { mostFound: 10_000 });
    const secrets = { HUBSPOT_TOKEN: 'pat-token' };
    const project = await createTemplateProject('hubspot', { baseUrl: server.url, secrets });
    expect(await expectPreviewPrefix(project, server, 'api')).toEqual({ previewed: 7, synced: 12, rows: 106 });
  });

  test('of the template shopify', async () => {
    const local = (index: number): string => day(index).replace('.000Z', '-05:00');
    await using server = await startFakeShopify({
      orders: list(30, (index) => ({ id: index + 1, updated_at: local(index), line_items: [{ id: index * 100 }] })),
      customers: [{ id: 1, updated_at: local(0) }],
      products: [{ id: 1, updated_at: local(0), variants: [{ id: 11 }, { id: 12 }] }],
    });
    const secrets = { SHOPIFY_ACCESS_TOKEN: 'shpat_token' };
    const baseUrl = `${server.url}/admin/api/2025-07`;
    const project = await createTemplateProject('shopify', { baseUrl, secrets });
    expect(await expectPreviewPrefix(project, server, 'api')).toEqual({ previewed: 6, synced: 33, rows: 67 });
  });

  test('of real lists and documents', async () => {
    const resources = ['berry', 'type'] as const;
    await using server = await startPokeapiServer({ resources });
    const project = await createTempProject({ sourcesYml: pokeapiSourcesYml(server.apiUrl, resources) });
    expect(await expectPreviewPrefix(project, server, 'pokeapi')).toEqual({ previewed: 8, synced: 91, rows: 405 });
  });
});
