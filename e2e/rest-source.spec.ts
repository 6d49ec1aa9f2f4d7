import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { credentials } from '../sample/api/access/credentials.ts';
import { readWarehouse } from '../test/support/read-warehouse.ts';
import { expect, test } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { file, onDisk, open, save, text, yamlOf } from './support/open-shop.ts';
import { startBerries } from './support/start-berries.ts';

test.use({ startsAt: 'nowhere' });

/** Takes a type from the list of a choice. */
async function choose(page: Page, label: string, type: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).first().click();
  await page.getByRole('option', { name: type }).click();
}

test('a field changes its own value and no other byte', async ({ page, dango }) => {
  await open(page, dango);
  await page.getByLabel('Rate limit').fill('5');
  await page.getByRole('button', { name: 'Settings of orders' }).click();
  await page.getByLabel('Endpoint path').fill('/all-orders');
  await page.getByLabel('Write disposition').selectOption('append');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  expect(onDisk(dango)).toBe(text);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save sources.yml' });
  await expect(dialog.getByText('rate_limit: 5').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(onDisk(dango)).toBe(
    text
      .replace('rate_limit: 2 #', 'rate_limit: 5 #')
      .replace('path: "/orders"', 'path: "/all-orders"')
      .replace('# in brackets\n', '# in brackets\n          write_disposition: append\n'),
  );
});

test('tables are added, copied, moved and removed', async ({ page, dango }) => {
  await open(page, dango, text, 'form');
  await page.getByRole('button', { name: 'Duplicate users' }).click();
  await page.getByRole('button', { name: 'Move users_2 up' }).click();
  await page.getByRole('button', { name: 'Remove orders' }).click();
  await page.getByRole('button', { name: 'Add a table' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('carts');
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const names = [...onDisk(dango).matchAll(/^ {8}- name: (\w+)/gm)].map(([, name]) => name);
  expect(names).toEqual(['users_2', 'users', 'carts', 'b']);
  expect(onDisk(dango)).toContain("base_url: 'https://shop.example/api'   # no slash");
});

test('a wrong key is underlined, and mended by its quick fix', async ({ page, dango }) => {
  await open(page, dango, text.replace('endpoint: /users', 'endpont: /users'), 'yaml');
  await yamlOf(page).focus();
  await page.keyboard.press('F8');
  await expect(page.getByText(/Unknown key|endpont/).last()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.getByText('Rename to "endpoint"').click();
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(onDisk(dango)).toBe(text);
});

test('the YAML offers the keys that fit', async ({ page, dango }) => {
  await open(page, dango, text, 'yaml');
  await page.getByText('/users', { exact: true }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('write');
  await expect(page.getByRole('option', { name: /write_disposition/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
});

test('what is not saved survives a reload', async ({ page, dango }) => {
  await open(page, dango);
  await page.getByLabel('Base URL').fill('https://shop.example/v2');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Unsaved changes, restored')).toBeVisible();
  await expect(page.getByLabel('Base URL')).toHaveValue('https://shop.example/v2');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('button', { name: 'Really discard them' }).click();
  await expect(page.getByLabel('Base URL')).toHaveValue('https://shop.example/api');
});

test('what is wrong is told in the form and before it is saved, and another source may be broken', async ({
  page,
  dango,
}) => {
  await open(page, dango, text, 'form');
  await page.getByLabel('Base URL').fill('nonsense');
  await expect(page.getByLabel('Base URL')).toHaveAccessibleDescription(/URL/);
  await expect(page.getByRole('alert').filter({ hasText: 'To be mended first' })).toContainText('Line 12');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Saved like this, it does not run: 1 to be mended');
  await page.getByRole('dialog').getByRole('button', { name: 'Go on editing' }).click();
  await page.getByLabel('Base URL').fill('https://shop.example/api');
  await expect(page.getByText('To be mended first')).toBeHidden();

  await page.evaluate(() => sessionStorage.clear());
  await page.evaluate(() => localStorage.clear());
  dango.write(file, text.replace('- name: first   # stays', '- name: [first'));
  await page.reload();
  await expect(page.getByRole('link', { name: 'open the whole file' })).toBeVisible();
  await expect(page.getByLabel('Base URL')).toHaveCount(0);
});

test('two tabs have a draft each, which their reload finds', { tag: '@long' }, async ({ page, dango, context }) => {
  await open(page, dango, text, 'form');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('Base URL').fill('https://second.example');
  await page.getByLabel('Base URL').fill('https://first.example');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await other.reload();
  await expect(other.getByLabel('Base URL')).toHaveValue('https://second.example');
  await page.reload();
  await expect(page.getByLabel('Base URL')).toHaveValue('https://first.example');
});

test('a change of another source on disk stays, and is no conflict', { tag: '@long' }, async ({ page, dango }) => {
  await open(page, dango);
  await page.getByLabel('Rate limit').fill('7');
  const theirs = text.replace('https://last.example', 'https://other.example');
  dango.write(file, theirs);
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(onDisk(dango)).toBe(theirs.replace('rate_limit: 2', 'rate_limit: 7'));
});

for (const choice of ['Take the file on disk', 'Overwrite it with mine'] as const) {
  test(`a change of this source on disk is a conflict: ${choice}`, { tag: '@long' }, async ({ page, dango }) => {
    await open(page, dango);
    await page.getByLabel('Rate limit').fill('7');
    const theirs = text.replace('endpoint: /users', 'endpoint: /people').replace('last.example', 'other.example');
    dango.write(file, theirs);
    await save(page);
    await expect(page.getByRole('alert').filter({ hasText: 'changed on disk since you began' })).toBeVisible();
    expect(onDisk(dango)).toBe(theirs);
    await page.getByRole('button', { name: choice }).click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const mine = text.replace('last.example', 'other.example').replace('rate_limit: 2', 'rate_limit: 7');
    expect(onDisk(dango)).toBe(choice === 'Overwrite it with mine' ? mine : theirs);
  });
}

test('a secret is stored apart from sources.yml', async ({ page, dango }) => {
  await open(page, dango);
  await choose(page, 'Type of authentication', 'Bearer token');
  await page.getByRole('button', { name: 'Store a value as secret' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the secret').fill('SHOP_TOKEN');
  await dialog.getByLabel(/^Value/).fill('s3cret-value');
  await dialog.getByRole('button', { name: 'Store', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Token' })).toHaveValue('${SHOP_TOKEN}');
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(onDisk(dango)).toContain('${SHOP_TOKEN}');
  expect(onDisk(dango)).not.toContain('s3cret-value');
  expect(readFileSync(join(dango.projectRoot, '.dlt/secrets.toml'), 'utf8')).toContain('SHOP_TOKEN = "s3cret-value"');
});

test('PokeAPI: a list and its documents, set up in the form and synced', { tag: '@long' }, async ({ page, dango }) => {
  await using pokeapi = await startBerries();
  await open(
    page,
    dango,
    `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://shop.example
      resources:
        - name: berries
`,
    'form',
  );
  await page.getByLabel('Base URL').fill(pokeapi.url);
  await page.getByRole('button', { name: 'Settings of berries' }).click();
  await page.getByLabel('Endpoint path').fill('/api/v2/berry/');
  await page.getByRole('button', { name: 'Add a table' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('berry');
  await page.getByLabel('Endpoint path').fill('/api/v2/berry/');
  await page.getByRole('button', { name: 'Insert a value from another table' }).click();
  const help = page.getByRole('group', { name: 'Insert a value from another table' });
  await help.getByLabel('Field').fill('name');
  await help.getByRole('button', { name: 'Insert into the path' }).click();
  await expect(page.getByLabel('Endpoint path')).toHaveValue('/api/v2/berry/{resources.berries.name}');
  await save(page);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Sync' }).click();
  await page.waitForURL(/\/runs\/.+/);
  await expect(page.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
  const [counts] = await readWarehouse(
    dango.projectRoot,
    'SELECT (SELECT count(*) FROM raw_shop.berries) AS list, (SELECT count(*) FROM raw_shop.berry) AS documents',
  );
  expect(counts).toEqual({ list: pokeapi.count, documents: pokeapi.count });
  await page.getByRole('link', { name: 'See the rows' }).click();
  await page.getByRole('link', { name: /^berry / }).click();
  await expect(page.getByRole('gridcell', { name: 'cheri-berry', exact: true })).toBeVisible();
  await expect(page.getByText(`${pokeapi.count} rows`, { exact: true })).toBeVisible();
});

test('a test lists what is worth a look, with the setting that changes it', async ({ page, dango }) => {
  const users = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "${dango.api.url}"
      auth: { type: bearer, token: "${credentials.token}" }
      resources:
        - { name: users, endpoint: /users, pagination: single_page }
`;
  await open(page, dango, users, 'form');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await panel.getByRole('tab', { name: 'Findings (3)' }).click();
  const findings = panel.getByRole('list', { name: 'Findings of the test' }).getByRole('listitem');
  await expect(findings).toHaveText([
    /^Noteusers has no primary key, though id is there .*Set rest_api\.resources\[0\]\.primary_key to "id"Apply$/,
    /^Noteusers\.email may hold e-mail addresses/,
    /^Noteusers\.phone may hold phone numbers/,
  ]);
  await expectAccessible(page);
});

test('everyone can use it', { tag: '@long' }, async ({ page, dango }) => {
  await open(page, dango, text, 'both');
  await page.getByRole('button', { name: 'Settings of users' }).click();
  await choose(page, 'Type of authentication', 'Bearer token');
  await page.getByLabel('Rate limit').fill('3');
  await expect(yamlOf(page)).toBeAttached();
  await expectAccessible(page);
});

test("a source in dlt's words is changed as YAML, and can be converted for the form", async ({ page, dango }) => {
  const written = `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      client: { base_url: "https://shop.example" }   # where it lives
      resources: [users]
`;
  await open(page, dango, written);
  const notice = page.getByRole('alert', { name: "This source is written in dlt's spelling" });
  await expect(notice).toBeVisible();
  await expect(yamlOf(page)).toBeAttached();
  await expect(page.getByLabel('Base url')).toHaveCount(0);
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Convert' }).click();
  await expect(page.getByRole('button', { name: 'Settings of users' })).toBeVisible();
  expect(onDisk(dango)).toBe(written);
  await save(page);
  await expect.poll(() => onDisk(dango)).toContain('base_url: https://shop.example   # where it lives');
});
