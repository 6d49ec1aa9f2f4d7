import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';

import { credentials } from '../sample/api/access/credentials.ts';
import { expect, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

test.use({ startsAt: 'nowhere' });

const sourcesYml = (url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "${url}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: staff
          endpoint: { path: /users, params: { role: staff } }
          data_selector: data
        - name: profiles
          endpoint: "/users/{resources.staff.id}"
        - name: products
          endpoint: /products
          pagination: { type: offset, limit: 20 }
`;

const ordersYml = (url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "${url}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: orders
          endpoint: /orders
          primary_key: id
          pagination: { type: json_link, next_url_path: next_page_url }
          incremental: { cursor_path: updated_at, initial_value: "2024-01-01T00:00:00Z", start_param: updated_after }
`;

async function startTest(page: Page, dango: Dango): Promise<Locator> {
  dango.write('.dlt/secrets.toml', `TOKEN = "${credentials.token}"\n`);
  dango.write('.dango/sources.yml', sourcesYml(dango.api.url));
  await page.goto(`${dango.url}/sources/shop?view=form`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await expect(panel).toContainText('Works', { timeout: 20_000 });
  return panel;
}

const staffRows = (panel: Locator): Locator => panel.getByRole('region', { name: 'Rows of staff' }).getByRole('row');

test('an edit that touches no request shows at once what becomes of the answers, and the API is asked nothing', async ({
  page,
  dango,
}) => {
  const panel = await startTest(page, dango);
  await expect(staffRows(panel)).toHaveCount(7);
  const asked = dango.api.requests.length;
  expect(asked).toBe(6);

  await page.getByRole('button', { name: 'Settings of staff' }).click();
  await page.getByRole('combobox', { name: 'Data selector' }).fill('data[:2]');
  await expect(panel.getByText('from recording', { exact: true })).toBeVisible();
  await expect(staffRows(panel)).toHaveCount(3);
  await expect(panel).toContainText('no request was sent');

  await panel.getByRole('tab', { name: /^Findings/ }).click();
  const finding = panel.getByRole('listitem').filter({ hasText: 'staff has no primary key' });
  await finding.getByRole('button', { name: 'Apply' }).click();
  await expect(finding).toHaveCount(0);
  await expect(panel.getByText('from recording', { exact: true })).toBeVisible();
  expect(dango.api.requests).toHaveLength(asked);

  await page.getByLabel('Endpoint path').fill('/people');
  await expect(panel.getByText('The request changed: run the test again (Ctrl+Enter)')).toBeVisible();
  await expect(panel.getByText('rest_api.resources[0].endpoint.path')).toBeVisible();
  await page.getByLabel('Endpoint path').fill('/users');
  await expect(panel.getByText('The request changed')).toHaveCount(0);
  expect(dango.api.requests).toHaveLength(asked);
  await page.getByLabel('Endpoint path').press('ControlOrMeta+Enter');
  await expect(panel.getByText('from recording', { exact: true })).toHaveCount(0);
  await expect.poll(() => dango.api.requests.length).toBeGreaterThan(asked);
});

test('requests are walked through by arrow keys, each with its reason, its records and as code', async ({
  page,
  dango,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  dango.api.fail(({ path }) => path === '/products', { status: 503 });
  const panel = await startTest(page, dango);
  await panel.getByRole('tab', { name: 'Requests (6)' }).click();
  const list = panel.getByRole('region', { name: 'Requests of the test' });
  await expect(list.getByRole('listitem')).toHaveText([
    /^staff 1 request$/,
    /^200GET \/users\?role=staff#1 first page\d.* · 6 records$/,
    /^profiles 3 requests$/,
    /^200GET \/users\/\d+#\d first page for staff\.id = \d+ · ends: a single page was asked for.* · 1 record$/,
    /GET \/users\/\d+#\d first page for/,
    /GET \/users\/\d+#\d first page for/,
    /^ Ends here: the response names no next page$/,
    /^ profiles is not read on: the limit of parents was reached$/,
    /^products 2 requests$/,
    /offset=0&limit=20#\d first page.* · 20 records · 2 attempts$/,
    /offset=20&limit=20#\d the previous page held 20 records.* · 20 records$/,
    /^ Not read on: the limit of pages was reached, though the API has a next page$/,
  ]);
  await list.getByRole('button', { name: /role=staff/ }).focus();
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('button', { name: /offset=0/ })).toBeFocused();
  const detail = panel.getByRole('region', { name: /^Request \d/ });
  await expect(detail).toContainText(/Tried again: .*503/);
  await detail.getByText('Records (20)').click();
  await expect(detail).toContainText('Taken from items');
  await detail.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'cURL' }).click();
  await expect(page.getByText('The request is copied as cURL.')).toBeVisible();
  const copied = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toContain(`curl '${dango.api.url}/products?`);
  expect(copied).toContain(`--header 'authorization: Bearer '"\${TOKEN}"`);
  await expectAccessible(page);
});

test(
  'a recording is saved, replayed from its file, and exported as report and as test',
  { tag: '@long' },
  async ({ page, dango }) => {
    const panel = await startTest(page, dango);
    const save = async (item: string): Promise<string> => {
      const saved = page.waitForEvent('download');
      await panel.getByRole('button', { name: 'Recording', exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
      return await (await saved).path();
    };
    const file = await save('Save the recording');
    expect(readFileSync(file, 'utf8')).not.toContain(credentials.token);
    const report = readFileSync(await save('Report as Markdown, without secrets'), 'utf8');
    expect(report).toContain('# Test of shop: succeeded');
    const expectation: unknown = JSON.parse(
      readFileSync(await save('As a test for "dango source test --expect"'), 'utf8'),
    );
    expect(expectation).toMatchObject({
      dango_expectation: 1,
      source: 'shop',
      requests: 6,
      tables: { staff: { rows: 6 } },
    });

    dango.api.clearRequests();
    await page.reload();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(panel).toContainText('Works', { timeout: 20_000 });
    dango.api.clearRequests();
    await panel.getByLabel('File with a recording').setInputFiles({
      name: 'shop.recording.jsonl',
      mimeType: 'application/x-ndjson',
      buffer: readFileSync(file),
    });
    await expect(panel.getByText('from file shop.recording.jsonl')).toBeVisible();
    await expect(staffRows(panel)).toHaveCount(7);
    expect(dango.api.requests).toEqual([]);
  },
);

test(
  'a pretended 429 is waited for and survived, and a test that starts where this one ended asks with its cursor',
  { tag: '@long' },
  async ({ page, dango }) => {
    dango.write('.dlt/secrets.toml', `TOKEN = "${credentials.token}"\n`);
    dango.write('.dango/sources.yml', ordersYml(dango.api.url));
    await page.goto(`${dango.url}/sources/shop?view=form`);
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    const panel = page.getByRole('region', { name: 'Test', exact: true });
    await expect(panel).toContainText('Works', { timeout: 20_000 });
    dango.api.clearRequests();
    await panel.getByLabel('Records').fill('300');
    await panel.getByRole('button', { name: 'Pretend …' }).click();
    const menu = page.getByRole('dialog', { name: 'Pretend …' });
    await expect(menu.getByLabel('In the next test')).toHaveValue('429');
    await menu.getByLabel('At request').fill('2');
    await menu.getByLabel('Seconds').fill('1');
    await expectAccessible(page);
    await menu.getByRole('button', { name: 'Pretend it' }).click();
    await expect(panel.getByText('Pretends 429 with Retry-After: 1 at request 2 of any table')).toBeVisible();
    await panel.getByRole('button', { name: 'Run test' }).click();

    const outcomes = panel.getByRole('list', { name: 'What was pretended' });
    await expect(outcomes.getByRole('listitem')).toHaveText(
      /^Survived: 429 with Retry-After: 1 at request 2 of any table · answered at attempt 2, after 1 s of waiting \(request #2\)$/,
      { timeout: 20_000 },
    );
    await expect(panel.getByRole('region', { name: 'Of the next test' })).toHaveCount(0);
    expect(dango.api.requests.map(({ path }) => path)).toEqual(['/orders', '/orders']);
    await panel.getByRole('tab', { name: 'Requests (2)' }).click();
    await panel.getByRole('button', { name: /pretended.*2 attempts/ }).click();
    await expect(panel.getByRole('region', { name: 'Request 2' })).toContainText(
      'Pretended: 429 with Retry-After: 1, at attempt 1',
    );
    await panel.getByRole('tab', { name: /^Log/ }).click();
    await expect(panel.getByText(/orders.*: 429 with Retry-After: 1$/)).toBeVisible();

    await panel.getByRole('tab', { name: 'State' }).click();
    await expect(panel.getByText('This test started from the beginning.')).toBeVisible();
    const cell = panel.getByRole('region', { name: 'State of the test' }).getByRole('cell');
    await expect(cell).toHaveText(['orders', 'how far updated_at was read', 'the beginning', '', /^20\d\d-/]);
    const cursor = (await cell.last().textContent()) ?? '';
    await panel.getByRole('button', { name: 'Use as next start' }).click();
    await expect(panel.getByText('The next test starts where this one ended.')).toBeVisible();
    await expectAccessible(page);

    dango.api.clearRequests();
    await panel.getByRole('button', { name: 'Run test' }).click();
    await panel.getByRole('tab', { name: 'State' }).click();
    await expect(panel.getByText('This test started where an earlier test ended.')).toBeVisible({ timeout: 20_000 });
    await expect(cell.nth(2)).toHaveText(cursor);
    expect(dango.api.requests[0]?.query['updated_after']).toBe(cursor);
  },
);
