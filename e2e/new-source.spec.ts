import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentials } from '../sample/api/access/credentials.ts';
import { countRows } from '../test/support/read-warehouse.ts';
import { Actions } from './support/actions.ts';
import { expect, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

const field = /^Paste a URL/;
const read = ({ projectRoot }: Dango, path: string): string => readFileSync(join(projectRoot, path), 'utf8');

test('a pasted URL becomes rows, and a saved and synced source, within eight actions', async ({ page, dango }) => {
  const person = new Actions(page);
  await person.click('link', 'New source');
  await person.fill(field, `${dango.api.url}/paged/link-header/products`);
  const rows = page.getByRole('region', { name: 'Rows', exact: true });
  await expect(rows.getByText('100 rows of products')).toBeVisible();
  await expect(rows.getByRole('button', { name: 'Type of id: BIGINT' })).toBeVisible();
  expect(dango.api.requests).toHaveLength(1);
  await expect(page.getByRole('button', { name: 'Pages of products: Link header, sure' })).toBeVisible();
  await person.click('button', 'Key of products: id, likely');
  await expect(page.getByText(/field id, in every record/)).toBeVisible();
  await person.press('Escape');
  await person.click('button', 'Create and sync');
  await expect(page).toHaveURL(/\/runs\//);
  await person.click('link', 'See the rows');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  expect(person.count).toBeLessThanOrEqual(8);
  expect((await countRows(dango.projectRoot, 'raw_api'))['products']).toBe(dango.api.shop.products.length);
  expect(read(dango, '.dango/sources.yml')).toContain('primary_key: id');
});

test('two pasted commands of curl become an OAuth 2 source within twelve actions; the secret is in secrets.toml only', async ({
  page,
  dango,
}) => {
  const answers: string[] = [];
  // Read on the way: a page that is left lets nobody read what it was answered.
  await page.route('**/api/import**', async (route) => {
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  const person = new Actions(page);
  await person.click('link', 'New source');
  await person.fill(
    field,
    `curl -X POST ${dango.api.url}/oauth/token -d grant_type=client_credentials -d client_id=${credentials.clientId} -d client_secret=${credentials.clientSecret}
curl '${dango.api.url}/auth/oauth2/orders' -H "Authorization: Bearer $TOKEN"`,
  );
  await expect(page.getByText('OAuth 2, client credentials')).toBeVisible();
  await expect(page.getByText(/^\d+ rows of orders$/)).toBeVisible();
  await person.fill('Name of the source', 'shop');
  await person.click('button', 'Create and sync');
  await person.click('link', 'See the rows');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  expect(person.count).toBeLessThanOrEqual(12);
  expect((await countRows(dango.projectRoot, 'raw_shop'))['orders']).toBe(dango.api.shop.orders.length);
  expect(read(dango, '.dango/sources.yml')).not.toContain(credentials.clientSecret);
  expect(read(dango, '.dlt/secrets.toml')).toContain(credentials.clientSecret);
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.join('\n')).not.toContain(credentials.clientSecret);
});

test('a pasted OpenAPI document becomes a source: parents come along, its token is asked for, rows are tried', async ({
  page,
  dango,
}) => {
  const list = (name: string, parameters: readonly object[] = []) => ({
    get: {
      operationId: name,
      parameters,
      responses: {
        200: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  data: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
                },
              },
            },
          },
        },
      },
    },
  });
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shop' },
    servers: [{ url: `${dango.api.url}/auth/bearer` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/users': list('users'),
      '/users/{userId}/orders': list('orders', [{ name: 'userId', in: 'path', required: true, schema: {} }]),
      '/products': list('products'),
    },
  };
  await page.goto(`${dango.url}/sources/new`);
  await page.getByLabel(field).fill(JSON.stringify(document));
  await expect(page.getByText('3 of 3 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'None', exact: true }).click();
  await page.getByRole('checkbox', { name: 'GET /users/{resources.users.id}/orders' }).click();
  await expect(page.getByText('2 of 3 chosen')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'GET /users', exact: true })).toBeDisabled();
  await expect(page.getByText('comes along')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create and sync' })).toBeDisabled();
  await page.getByLabel('SHOP_TOKEN').fill(credentials.token);
  await page.getByRole('button', { name: 'Use them' }).click();
  await page.getByRole('button', { name: 'Show rows' }).click();
  await expect(page.getByText(/^\d+ rows of users$/)).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Table' }).getByText('orders', { exact: true }).click();
  await expect(page.getByText(/^\d+ rows of orders$/)).toBeVisible();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page).toHaveURL(/\/sources\/shop$/);
  expect(read(dango, '.dlt/secrets.toml')).toContain(credentials.token);
  expect(read(dango, '.dango/sources.yml')).not.toContain('/products');
});

test('what is wrong says the next step; chips are changed by keyboard without another request; everyone can use it', async ({
  page,
  dango,
}) => {
  await page.goto(`${dango.url}/sources/new`);
  await expect(page.getByLabel(field)).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel(field).fill('nothing that is an API');
  await expect(page.getByRole('alert').filter({ hasText: 'This makes no source yet' })).toContainText(
    'Give an address',
  );
  await page.getByLabel(field).fill(`${dango.api.url}/auth/bearer/orders`);
  await expect(page.getByRole('alert').filter({ hasText: '401' })).toContainText('Copy as cURL');
  await page.getByLabel(field).fill(`${dango.api.url}/products`);
  await expect(page.getByText(/^\d+ rows of products$/)).toBeVisible();
  const sent = dango.api.requests.length;
  await page.getByRole('button', { name: /^Table of products/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Table' }).fill('goods');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ rows of goods$/)).toBeVisible();
  await page.getByRole('button', { name: 'Type of id: BIGINT' }).click();
  await page.getByLabel('Another type').selectOption('text');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Type of id: VARCHAR' })).toBeVisible();
  expect(dango.api.requests).toHaveLength(sent);
  await page.getByRole('button', { name: 'Detect paging' }).click();
  await expect(page.getByRole('button', { name: /^Pages of goods: offset/ })).toBeVisible();
  expect(dango.api.requests.length).toBeGreaterThan(sent);
  await expectAccessible(page);
});

test('a HAR file shows the rows it holds; a refused change leaves everything as it was; settings are tested on demand', async ({
  page,
  dango,
}) => {
  await page.goto(`${dango.url}/sources/new`);
  await page.getByRole('button', { name: 'An OpenAPI document' }).click();
  await expect(page.getByText('1 request described')).toBeVisible();
  expect(dango.api.requests).toHaveLength(0);
  const choose = async (name: string, text: string) =>
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(text) });
  const items = [{ id: 1, itemName: 'a' }];
  const request = { method: 'GET', url: `${dango.api.url}/things?page=1`, headers: [] };
  const content = { mimeType: 'application/json', text: JSON.stringify({ items, total_pages: 9 }) };
  const log = { version: '1.2', entries: [{ request, response: { status: 200, headers: [], content } }] };
  await choose('shop.har', JSON.stringify({ log }));
  await expect(page.getByText('1 row of things')).toBeVisible();
  await page.getByRole('button', { name: 'Type of item_name: VARCHAR' }).click();
  await expect(page.getByText('Field itemName of the record.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear' }).click();
  expect(dango.api.requests).toHaveLength(0);

  await page.getByLabel(field).fill(`${dango.api.url}/products`);
  await expect(page.getByText(/^\d+ rows of products$/)).toBeVisible();
  const change = async (paging: string) => {
    await page.getByRole('button', { name: /^Pages of products/ }).click();
    await page.getByRole('textbox', { name: 'Pages' }).fill(paging);
    await page.keyboard.press('Enter');
  };
  await change('{type: [');
  await expect(page.getByText('The change was not taken')).toBeVisible();
  await change('{type: offset, limit: 7}');
  await expect(page.getByText('The change was not taken')).toBeHidden();
  await page.getByRole('button', { name: 'Test these settings' }).click();
  await expect(page.getByText('21 rows of products')).toBeVisible();
  expect(dango.api.requests).toHaveLength(4);
});

test('a document that does not say its host waits for the address of the API', async ({ page, dango }) => {
  await page.goto(`${dango.url}/sources/new`);
  await page
    .getByLabel(field)
    .fill('openapi: 3.1.0\ninfo: {title: Shop}\npaths: {/products: {get: {responses: {"200": {description: ok}}}}}\n');
  const address = page.getByRole('textbox', { name: 'Address of the API' });
  await expect(address).toHaveAccessibleDescription(/Write its address, then press Use it/);
  await expect(page.getByRole('button', { name: 'Show rows' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Create and sync' })).toBeDisabled();
  await expect(page.getByText('A sync needs the address of the API first.')).toBeVisible();
  await address.fill(dango.api.url);
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('button', { name: 'Create and sync' })).toBeEnabled();
  await page.getByRole('button', { name: 'Show rows' }).click();
  await expect(page.getByText(/^\d+ rows of products$/)).toBeVisible();
});

test('a dropped file becomes chips; one that is no text is told where it was dropped', async ({ page, dango }) => {
  await page.goto(`${dango.url}/sources/new`);
  const drop = async (name: string, text: string) => {
    const dataTransfer = await page.evaluateHandle(
      ([title, content]) => {
        const made = new DataTransfer();
        made.items.add(new File([content], title));
        return made;
      },
      [name, text] as const,
    );
    await page.getByLabel(field).dispatchEvent('drop', { dataTransfer });
  };
  const refusal = page.getByRole('alert').filter({ hasText: 'was not read' });
  await drop('photo.png', '\u0089PNG\0');
  await expect(refusal).toContainText('photo.png was not read');
  await expect(refusal).toContainText('It is no text. Choose one of these: OpenAPI');
  await drop('empty.json', '');
  await expect(refusal).toContainText('It is empty.');
  await expectAccessible(page);
  await drop('requests.txt', `curl '${dango.api.url}/products'`);
  await expect(page.getByRole('button', { name: /^Table of products: products/ })).toBeVisible();
  await expect(page.getByText(/^\d+ rows of products$/)).toBeVisible();
  await expect(refusal).toBeHidden();
});

test('the name of a table says at once what becomes of it, or why it cannot be one', async ({ page, dango }) => {
  await page.goto(`${dango.url}/sources/new`);
  await page.getByLabel(field).fill(`${dango.api.url}/products`);
  await expect(page.getByText(/^\d+ rows of products$/)).toBeVisible();
  await page.getByRole('button', { name: /^Table of products/ }).click();
  const name = page.getByRole('textbox', { name: 'Table' });
  await name.fill('_dlt_rows');
  await expect(name).toHaveAccessibleDescription(/"_dlt_rows" cannot name a table\. Choose a name with a letter/);
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeDisabled();
  await name.fill('Bad name: 2');
  await expect(name).toHaveAccessibleDescription('The table is called bad_name_2.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Table of Bad name: 2: bad_name_2, yours' })).toBeVisible();
  await expect(page.getByText(/^\d+ rows of bad_name_2$/)).toBeVisible();
});
