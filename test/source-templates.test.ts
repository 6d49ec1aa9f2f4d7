import { describe, expect, test } from 'vitest';
import { saveEjection } from '../lib/project/eject-source.ts';
import { syncSource } from '../lib/sync/sync-source.ts';
import { startFakeGithub, type FakeIssue } from './support/fakes/github.ts';
import { startFakeHubspot, type HubspotObject } from './support/fakes/hubspot.ts';
import { startFakeShopify } from './support/fakes/shopify.ts';
import { startFakeStripe, type StripeObject } from './support/fakes/stripe.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import type { TestServer } from './support/start-server.ts';
import { createTemplateProject, type TemplateProjectOptions } from './support/template-project.ts';

/** In the long run each of them is a module, which must do the same. */
const isModule = process.env['DANGO_TEST_LONG'] === '1';

interface Sync {
  /** Rows that came, by resource. */
  readonly rows: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Paths with their queries, in order of arrival. */
  readonly requests: readonly string[];
}

/** A source that is made from a template, and its syncs. */
async function openSource(template: string, options: TemplateProjectOptions) {
  const project = await createTemplateProject(template, options);
  if (isModule) saveEjection(project.root, 'api', { replaces: true });
  const sync = async (server: TestServer): Promise<Sync> => {
    const before = server.requests.length;
    const warnings: string[] = [];
    const report = await syncSource(
      { projectRoot: project.root, source: 'api' },
      {
        runId: 'test',
        onEvent: (event) => void (event.type === 'warning' && warnings.push(event.message)),
        signal: new AbortController().signal,
      },
    );
    expect(report.resources.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(report.status).toBe('succeeded');
    const rows = Object.fromEntries(report.resources.map(({ name, rows_extracted: count }) => [name, count]));
    const requests = server.requests.slice(before).map(({ url }) => `${url.pathname}${decodeURIComponent(url.search)}`);
    return { rows, warnings, requests };
  };
  return { root: project.root, sync };
}

const day = (index: number, hour = 0) =>
  new Date(Date.UTC(2024, 1, 1 + index, hour)).toISOString().replace('.000Z', 'Z');

describe('a source from a template loads from an API that refuses what the real one refuses, and then what is new', () => {
  test('github', async () => {
    const pulls = Array.from({ length: 104 }, (_, index): FakeIssue => ({
      number: 100 + index,
      title: 'P',
      updatedAt: day(0),
      comments: [],
      isPullRequest: true,
    }));
    const issue = (number: number, comments: string[] = []): FakeIssue => ({
      number,
      title: `I${number}`,
      updatedAt: day(number),
      comments,
    });
    await using server = await startFakeGithub({
      app: [...pulls, issue(1, ['a', 'b']), issue(2), issue(3, ['c'])],
      docs: [issue(1, ['d'])],
      archive: null,
    });
    const { root, sync } = await openSource('github', {
      baseUrl: server.url,
      secrets: { GITHUB_TOKEN: 'github-token', GITHUB_ORG: 'acme' },
    });
    const first = await sync(server);
    expect(first.rows).toEqual({ repos: 3, issues: 4, issue_comments: 4, pull_requests: 104 });
    expect(first.warnings).toEqual([expect.stringContaining('Records of the parent were skipped')]);
    expect(first.requests.filter((path) => path.includes('page=2'))).toHaveLength(2);

    const [changed] = server.repositories['docs'] ?? [];
    if (changed === undefined) throw new Error('The issue of the test is missing.');
    Object.assign(changed, { title: 'changed', updatedAt: day(20) });
    changed.comments.push('e');
    server.repositories['app']?.push(issue(9, ['f']));
    const second = await sync(server);
    // The issue within the hour before the position comes again, onto itself.
    expect(second.rows).toMatchObject({ issues: 3, issue_comments: 4 });
    expect(second.requests.filter((path) => /\/issues\?/.test(path))).toEqual(
      expect.arrayContaining([expect.stringContaining('since=2024-02-03T23:00:00Z')]),
    );
    expect(await countRows(root, 'raw_api')).toMatchObject({
      repos: 3,
      issues: 5,
      issue_comments: 6,
      pull_requests: 104,
    });
    expect(
      await readWarehouse(root, `select title, _repos_name from raw_api.issues where number = 1 order by title`),
    ).toEqual([
      { title: 'I1', _repos_name: 'app' },
      { title: 'changed', _repos_name: 'docs' },
    ]);
  });

  test('stripe', async () => {
    const at = (index: number) => Date.UTC(2024, 1, 1) / 1000 + index * 86_400;
    const objects = (prefix: string, count: number, more: (index: number) => object = () => ({})): StripeObject[] =>
      Array.from({ length: count }, (_, index) => ({
        id: `${prefix}_${index}`,
        object: prefix,
        created: at(index),
        ...more(index),
      }));
    const charge = (index: number) => ({ amount: 100, customer: `cus_${index % 3}` });
    await using server = await startFakeStripe({
      customers: objects('cus', 3, (index) => ({ email: `c${index}@example.com` })),
      subscriptions: objects('sub', 2, (index) => ({ status: index === 0 ? 'canceled' : 'active' })),
      charges: objects('ch', 250, charge),
      invoices: objects('in', 3),
      balance_transactions: objects('txn', 101),
      events: objects('evt', 2, (index) => ({
        type: 'charge.updated',
        data: { object: index === 0 ? { a: 1 } : { b: [2] } },
      })),
    });
    const { root, sync } = await openSource('stripe', {
      baseUrl: `${server.url}/v1`,
      secrets: { STRIPE_API_KEY: 'sk_test_key' },
    });
    const first = await sync(server);
    const rows = { customers: 3, subscriptions: 2, charges: 250, invoices: 3, balance_transactions: 101, events: 2 };
    expect(first.rows).toEqual(rows);
    expect(first.requests.filter((path) => path.startsWith('/v1/charges'))).toEqual([
      '/v1/charges?limit=100&expand[]=data.customer&created[gte]=1704067200',
      '/v1/charges?limit=100&expand[]=data.customer&created[gte]=1704067200&starting_after=ch_150',
      '/v1/charges?limit=100&expand[]=data.customer&created[gte]=1704067200&starting_after=ch_50',
    ]);

    server.lists.charges.push({ id: 'ch_new', created: at(300), ...charge(1) });
    server.lists.balance_transactions.push({ id: 'txn_new', created: at(300) });
    const second = await sync(server);
    // Charges of the last 30 days come again, because they may have changed.
    expect(second.rows).toEqual({ ...rows, charges: 32, balance_transactions: 1, events: 0 });
    expect(await countRows(root, 'raw_api')).toMatchObject({ ...rows, charges: 251, balance_transactions: 102 });
    expect(
      await readWarehouse(
        root,
        `select created, created_at::DATE::VARCHAR as day, customer__email from raw_api.charges where id = 'ch_0'`,
      ),
    ).toEqual([{ created: at(0), day: '2024-02-01', customer__email: 'c0@example.com' }]);
  });

  test('hubspot', async () => {
    const contact = (index: number): HubspotObject => ({
      id: String(index),
      updatedAt: new Date(Date.UTC(2024, 1, 1) + index * 1000).toISOString(),
      properties: { email: `p${index}@example.com`, phone: 'not asked for' },
    });
    const contacts = Array.from({ length: 650 }, (_, index) => contact(index)).toReversed();
    const deal: HubspotObject = {
      id: '1',
      updatedAt: '2024-02-01T00:00:00.123Z',
      properties: { dealname: 'A', amount: '10' },
    };
    await using server = await startFakeHubspot({ contacts, companies: [], deals: [deal] }, { mostFound: 300 });
    const { root, sync } = await openSource('hubspot', {
      baseUrl: server.url,
      secrets: { HUBSPOT_TOKEN: 'pat-token' },
      // 10,000 contacts would take the test too long.
      change: (text) => text.replaceAll('>= 10000', '>= 300'),
    });
    const first = await sync(server);
    expect(first.rows).toMatchObject({ contacts: 300, deals: 1, owners: 3, deal_pipelines: 1 });
    expect((await sync(server)).rows).toMatchObject({ contacts: 299, deals: 0 });
    expect((await sync(server)).rows).toMatchObject({ contacts: 51 });

    Object.assign(deal, { updatedAt: '2024-03-01T00:00:00.456Z' });
    contacts.push(contact(10_000));
    expect((await sync(server)).rows).toMatchObject({ contacts: 1, deals: 1 });
    expect(await countRows(root, 'raw_api')).toMatchObject({ contacts: 651, deals: 1, owners: 3 });
    expect(await readWarehouse(root, `select id, properties__email from raw_api.contacts where id = '7'`)).toEqual([
      { id: '7', properties__email: 'p7@example.com' },
    ]);
  });

  test('shopify', async () => {
    const order = (id: number, updatedAt: string) => ({
      id,
      updated_at: updatedAt,
      closed_at: id % 2 === 0 ? updatedAt : null,
      line_items: [{ id: id * 100 }],
    });
    const local = (index: number) => day(index, 5).replace('Z', '-05:00');
    await using server = await startFakeShopify({
      orders: Array.from({ length: 260 }, (_, index) => order(index + 1, local(index))),
      customers: [{ id: 1, updated_at: local(0) }],
      products: [{ id: 1, updated_at: local(0), variants: [{ id: 11 }, { id: 12 }] }],
    });
    const { root, sync } = await openSource('shopify', {
      baseUrl: `${server.url}/admin/api/2025-07`,
      secrets: { SHOPIFY_ACCESS_TOKEN: 'shpat_token' },
    });
    const first = await sync(server);
    expect(first.rows).toEqual({ orders: 260, transactions: 260, customers: 1, products: 1 });
    expect(first.requests.filter((path) => path.includes('page_info'))).toEqual([
      '/admin/api/2025-07/orders.json?limit=250&page_info=info1',
    ]);

    server.lists.orders.push(order(999, local(300)));
    const [customer] = server.lists.customers;
    Object.assign(customer ?? {}, { updated_at: local(301) });
    const second = await sync(server);
    expect(second.rows).toEqual({ orders: 1, transactions: 1, customers: 1, products: 0 });
    expect(second.requests.find((path) => path.includes('/orders.json'))).toContain(`updated_at_min=${local(259)}`);
    expect(await countRows(root, 'raw_api')).toMatchObject({
      orders: 261,
      orders__line_items: 261,
      transactions: 261,
      customers: 1,
      products: 1,
      products__variants: 2,
    });
  });
});
