import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

import { countRows } from '../test/support/read-warehouse.ts';
import { expect, test } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

const sourcesYml = (projectRoot: string): string => readFileSync(join(projectRoot, '.dango', 'sources.yml'), 'utf8');

function row(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: 'Sources' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
}

async function openMenu(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test.describe('an empty project', () => {
  test('a REST source is made by form and synced; its token is in secrets.toml only', async ({ page, dango }) => {
    await page.getByRole('main').getByRole('link', { name: 'New source' }).last().click();
    await page.getByRole('radio', { name: 'Start empty' }).click();
    await page.getByLabel('Base URL').fill(`${dango.api.url}/auth/bearer`);
    await page.getByLabel('First endpoint').fill('/users');
    await expect(page.getByLabel('Table')).toHaveValue('users');
    await expect(page.getByLabel('Name of the source')).toHaveValue('local_api');
    await page.getByText('Bearer token').click();
    await page.getByRole('textbox', { name: 'Token' }).fill('sample-token');
    await page.getByRole('button', { name: 'Create source' }).click();
    await expect(page).toHaveURL(/\/sources\/local_api$/);

    expect(sourcesYml(dango.projectRoot)).toContain('${LOCAL_API_TOKEN}');
    expect(sourcesYml(dango.projectRoot)).not.toContain('sample-token');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('button', { name: 'Sync local_api' }).click();
    await expect(page.getByRole('link', { name: 'Watch' })).toBeVisible();
    await expect(row(page, 'local_api').getByText('Succeeded')).toBeVisible({ timeout: 20_000 });
    const link = row(page, 'local_api').getByRole('link', { name: /^[\d,]+ rows$/ });
    await expect(link).toHaveAttribute('href', '/data?dataset=raw_local_api');
  });

  test('the form says beside each field what is missing or wrong', async ({ page }) => {
    await page.getByRole('main').getByRole('link', { name: 'New source' }).last().click();
    await page.getByRole('radio', { name: 'Start empty' }).click();
    await page.getByRole('button', { name: 'Create source' }).click();
    await expect(page.getByText('Give the address that all endpoints begin with.')).toBeVisible();
    await expect(page.getByText('Give the path of an endpoint, such as /users.')).toBeVisible();
    await page.getByLabel('Base URL').fill('api.example.com');
    await expect(page.getByText('This is no absolute URL.')).toBeVisible();
    await page.getByLabel('Base URL').fill('https://api.example.com');
    await expect(page.getByText('This is no absolute URL.')).toBeHidden();
    await page.getByLabel('Name of the source').fill('My Shop');
    await expect(page.getByLabel('Name of the source')).toHaveAccessibleDescription(/Use lower-case letters/);
  });

  test('a custom source begins with a template and runs at once', async ({ page, dango }) => {
    await page.goto(`${dango.url}/sources/new`);
    await page.getByRole('radio', { name: 'Custom module' }).click();
    await page.getByLabel('Name of the source').fill('my_items');
    await page.getByRole('button', { name: 'Create source' }).click();
    await expect(page).toHaveURL(/\/sources\/my_items$/);
    expect(existsSync(join(dango.projectRoot, 'custom_sources', 'my_items.ts'))).toBe(true);
    await page.goto(`${dango.url}/sources`);
    await page.getByRole('button', { name: 'Sync my_items' }).click();
    await expect(row(page, 'my_items').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });
    await expect(row(page, 'my_items').getByRole('link', { name: '6 rows' })).toBeVisible();
  });

  test('a known API begins with its template', async ({ page, dango }) => {
    await page.goto(`${dango.url}/sources/new?kind=template`);
    await page.getByRole('radio', { name: 'Shopify' }).click();
    await expect(page.getByLabel('Name of the source')).toHaveValue('shopify');
    await page.getByLabel('Base URL').fill('https://shop.example.com/admin/api/2025-07');
    await page.getByRole('button', { name: 'Create source' }).click();
    await expect(page).toHaveURL(/\/sources\/shopify$/);
    expect(sourcesYml(dango.projectRoot)).toContain('"https://shop.example.com/admin/api/2025-07"');
  });

  test('the sample API is tried in three clicks', async ({ page }) => {
    await page.getByRole('link', { name: 'Try the sample API' }).click();
    await page.getByRole('button', { name: 'Create source' }).click();
    await expect(page).toHaveURL(/\/sources\/shop$/);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('button', { name: 'Sync shop' }).click();
    await expect(row(page, 'shop').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });
  });
});

test.describe('the sample project', () => {
  test.use({ project: 'sample' });

  test('Sync all starts what is enabled, and leaves out what is not', async ({ page, dango }) => {
    await page.getByRole('switch', { name: 'shop_custom is enabled' }).click();
    await expect(page.getByRole('switch', { name: 'shop_custom is enabled' })).not.toBeChecked();
    await expect.poll(() => sourcesYml(dango.projectRoot)).toContain('enabled: false');
    await page.getByRole('button', { name: 'Sync all' }).click();
    await expect(page.getByText('1 sync started.')).toBeVisible();
    await expect(row(page, 'shop').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });
    await expect(row(page, 'shop_custom').getByText('Never synced')).toBeVisible();
  });

  test('a source is duplicated, and renamed with a word about its rows', async ({ page, dango }) => {
    await openMenu(page, 'shop', 'Duplicate');
    await expect(page.getByLabel('New name')).toHaveValue('shop_copy');
    await page.getByLabel('New name').fill('shop_custom');
    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await expect(page.getByLabel('New name')).toHaveAccessibleDescription(/shop_custom/);
    await page.getByLabel('New name').fill('market');
    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await expect(row(page, 'market')).toBeVisible();

    await openMenu(page, 'market', 'Rename');
    await page.getByLabel('New name').fill('bazaar');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('The tables of market stay in raw_market');
    await page.getByRole('button', { name: 'I see' }).click();
    await expect(row(page, 'bazaar')).toBeVisible();
    await expect(row(page, 'market')).toBeHidden();
    expect(sourcesYml(dango.projectRoot)).toContain('name: bazaar');
  });

  test('a source is deleted with its tables when its name is typed', { tag: '@long' }, async ({ page, dango }) => {
    await page.getByRole('button', { name: 'Sync shop', exact: true }).click();
    await expect(row(page, 'shop').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });
    await openMenu(page, 'shop', 'Delete');
    await page.getByRole('radio', { name: /^Drop 9 tables with [\d,]+ rows/ }).click();
    const button = page.getByRole('button', { name: 'Delete and drop tables' });
    await expect(button).toBeDisabled();
    await page.getByLabel('Type shop to drop its tables').fill('shop');
    await button.click();
    await expect(page.getByText('shop was deleted, with 9 tables.')).toBeVisible();
    await expect(row(page, 'shop')).toBeHidden();
    await expect(row(page, 'shop_custom')).toBeVisible();
    expect(sourcesYml(dango.projectRoot)).not.toContain('- name: shop\n');
  });

  test('a sample is synced with a limit', { tag: '@long' }, async ({ page, dango }) => {
    await openMenu(page, 'shop', 'Sync with options');
    await page.getByLabel('Records of each resource').fill('5');
    await page.getByRole('dialog').getByRole('button', { name: 'Sync', exact: true }).click();
    await expect(page.getByText('shop is being synced.')).toBeVisible();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(row(page, 'shop').getByRole('link', { name: /^Current run/ })).toBeHidden({ timeout: 30_000 });
    // A sample leaves the rows of the source and its last run alone.
    await expect(row(page, 'shop').getByText('Never synced')).toBeVisible();
    expect(await countRows(dango.projectRoot, 'raw_shop_sample')).toMatchObject({ users: 5, orders: 5 });
  });

  test('a broken source is told with its line and does not stop the others', async ({ page, dango }) => {
    dango.write(
      '.dango/sources.yml',
      `${sourcesYml(dango.projectRoot)}
  - name: broken
    type: rest_api
    rest_api:
      base_url: "https://api.example.com"
      resources:
        - name: users
          endpont: /users
`,
    );
    await expect(row(page, 'broken').getByText('endpont')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sync broken' })).toBeDisabled();
    await page.getByRole('button', { name: 'Sync shop', exact: true }).click();
    await expect(row(page, 'shop').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });

    await row(page, 'broken')
      .getByRole('link', { name: /^Line \d+$/ })
      .click();
    await expect(page).toHaveURL(/\/sources\/file\?line=\d+$/);
    await expect(page.getByRole('list', { name: 'Faults' })).toContainText('endpont');
  });

  test('a file that cannot be read as YAML leads to the editor, and is mended there', async ({ page, dango }) => {
    const before = sourcesYml(dango.projectRoot);
    dango.write('.dango/sources.yml', 'version: 1\nsources: [\n');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('.dango/sources.yml');
    await page.getByRole('main').getByRole('alert').getByRole('link', { name: 'Edit the file' }).click();
    const editor = page.getByRole('textbox', { name: 'sources.yml' });
    await expect(page.getByRole('list', { name: 'Faults' })).toBeVisible();
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('version: 1\nsources: []\n');
    await expect(page.getByText('no faults')).toBeVisible();
    await page.reload();
    await expect(page.getByText('your draft from before')).toBeVisible();

    dango.write('.dango/sources.yml', before);
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('changed on disk since you began')).toBeVisible();
    await page.getByRole('button', { name: 'Overwrite it with mine' }).click();
    await expect(page.getByText('sources.yml is saved.')).toBeVisible();
    expect(sourcesYml(dango.projectRoot)).toBe('version: 1\nsources: []\n');
  });

  test('the command palette opens a source and starts a sync', { tag: '@long' }, async ({ page }) => {
    await expect(row(page, 'shop')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('textbox', { name: 'Search and commands' }).fill('sync shop');
    await page.getByRole('button', { name: 'Sync shop', exact: true }).last().click();
    await expect(page.getByText('shop is being synced.')).toBeVisible();
    // A run whose API is gone would try for minutes, and outlive the test.
    await expect(row(page, 'shop').getByText('Succeeded')).toBeVisible({ timeout: 30_000 });
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('textbox', { name: 'Search and commands' }).fill('new source');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/sources\/new$/);
  });
});

test.describe('everyone can use', { tag: '@long' }, () => {
  test.use({ project: 'sample' });

  for (const path of [
    '/sources/new',
    '/sources/new?kind=rest',
    '/sources/new?kind=custom',
    '/sources/new?kind=template',
    '/sources/file',
  ]) {
    test(path, async ({ page, dango }) => {
      await page.goto(`${dango.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/sources/file') {
        await expect(page.getByRole('textbox', { name: 'sources.yml' })).toBeAttached({ timeout: 30_000 });
      }
      await expectAccessible(page);
    });
  }

  test('the list of sources', async ({ page, dango }) => {
    await page.goto(`${dango.url}/sources`);
    await expect(row(page, 'shop')).toBeVisible();
    await expectAccessible(page);
    await openMenu(page, 'shop', 'Delete');
    await expect(page.getByText('It has no tables in the warehouse.')).toBeVisible();
    await expect(page.getByRole('menu')).toBeHidden();
    await expectAccessible(page);
  });
});
