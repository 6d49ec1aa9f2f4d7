import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { credentials } from '../sample/api/access/credentials.ts';
import { countRows } from '../test/support/read-warehouse.ts';
import { expect as expectSoon, test } from './support/dango.ts';
import { Keyboard } from './support/keyboard.ts';

// An editor of several megabytes, and processes on the server: patience.
const expect = expectSoon.configure({ timeout: 20_000 });
test.describe.configure({ timeout: 120_000 });
test.use({ startsAt: 'nowhere' });

test('the builder by keyboard alone: set up, tested, looked through, mended, saved and synced', async ({
  page,
  dango,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  dango.write('.dlt/secrets.toml', `TOKEN = "${credentials.token}"\n`);
  const keys = new Keyboard(page);
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await page.goto(`${dango.url}/sources/new?kind=rest`);
  await keys.tabTo(page.getByLabel('Base URL'));
  await keys.type(dango.api.url);
  await keys.tabTo(page.getByLabel('First endpoint'));
  await keys.type('/users');
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/sources\/local_api/);
  const yaml = page.getByRole('textbox', { name: 'YAML of local_api' });
  await expect(yaml).toBeAttached();

  // Into the form, and a type from a list.
  await keys.press('F6', 'F6');
  await expect(page.getByLabel('Base URL')).toBeFocused();
  await keys.tabTo(page.getByRole('combobox', { name: 'Auth' }).first());
  await keys.press('Enter', 'ArrowDown');
  const bearer = page.getByRole('option', { name: /^Bearer/ });
  while ((await bearer.getAttribute('data-combobox-selected')) !== 'true') await keys.press('ArrowDown');
  await keys.press('Enter');
  await keys.tabTo(page.getByRole('combobox', { name: 'Token' }).first());
  await keys.type('${TOKEN}');
  await keys.press('Escape');

  // The code editor lets the focus go by F6, and by Tab after Ctrl+M.
  await keys.press('F6');
  await expect(yaml).toBeFocused();
  await expect(page.getByText('Ctrl+M: Tab leaves')).toBeVisible();
  await keys.press('Control+m', 'Shift+Tab');
  await expect(yaml).not.toBeFocused();
  await keys.expectFocus();

  await keys.press('Control+Enter');
  await expect(panel).toContainText('Works');
  while (!(await panel.evaluate((element) => element.contains(document.activeElement)))) await keys.press('F6');
  const tab = (name: RegExp) => panel.getByRole('tab', { name });
  await expect(tab(/^Rows/)).toBeFocused();
  // Of the rows only those in view are drawn.
  const grid = panel.getByRole('region', { name: 'Rows of users' }).getByRole('grid');
  await expect(grid).toHaveAttribute('aria-rowcount', String(1 + Math.min(100, dango.api.shop.users.length)));

  const goTo = async (name: RegExp): Promise<void> => {
    while (!(await tab(name).evaluate((element) => element === document.activeElement))) await keys.press('ArrowRight');
    await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
  };
  await goTo(/^Requests/);
  await keys.tabTo(panel.getByRole('button', { name: /GET \/users/ }).first());
  await keys.press('End', 'Home', 'ArrowDown');
  await keys.expectFocus();
  const copy = panel.getByRole('button', { name: 'Copy as' });
  await keys.tabTo(copy);
  await keys.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'cURL' })).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByText('The request is copied as cURL.')).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain(`curl '${dango.api.url}/users`);
  await expect(copy).toBeFocused();

  await keys.tabTo(tab(/^Requests/), 'Shift+Tab');
  await goTo(/^Findings/);
  const finding = panel.getByRole('listitem').filter({ hasText: 'no primary key' });
  await keys.tabTo(finding.getByRole('button', { name: 'Apply' }));
  await keys.press('Enter');
  await expect(finding).toHaveCount(0);
  await keys.expectFocus();

  await keys.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Save sources.yml' });
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await keys.press('Escape');
  await expect(dialog).toBeHidden();
  await keys.expectFocus();
  await keys.press('Control+s');
  await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(dialog).toBeHidden();
  await keys.expectFocus();
  const saved = readFileSync(join(dango.projectRoot, '.dango', 'sources.yml'), 'utf8');
  expect(saved).toMatch(/token: "?\$\{TOKEN\}/);
  expect(saved).toContain('primary_key: id');

  // A dialog that a menu opened gives the focus back.
  while (
    !(await page
      .getByRole('link', { name: 'Sources' })
      .last()
      .evaluate((one) => one === document.activeElement))
  )
    await keys.press('F6');
  const more = page.getByRole('button', { name: 'More of local_api' });
  await keys.tabTo(more);
  await keys.press('Enter');
  const eject = page.getByRole('menuitem', { name: /Turn into a module/ });
  await expect(eject).toBeFocused();
  await keys.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Turn local_api into a module' })).toBeVisible();
  await keys.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(more).toBeFocused();
  await keys.tabTo(page.getByRole('button', { name: 'Sync', exact: true }), 'Shift+Tab');
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByRole('link', { name: 'See the rows' })).toBeVisible();
  expect((await countRows(dango.projectRoot, 'raw_local_api'))['users']).toBe(dango.api.shop.users.length);
});

test('a fault is pretended, and a start chosen, by keyboard alone', { tag: '@long' }, async ({ page, dango }) => {
  dango.write('.dlt/secrets.toml', `TOKEN = "${credentials.token}"\n`);
  dango.write(
    '.dango/sources.yml',
    `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${dango.api.url}
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - { name: orders, primary_key: id, incremental: { cursor_path: updated_at, start_param: updated_after } }
`,
  );
  const keys = new Keyboard(page);
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await page.goto(`${dango.url}/sources/shop?view=form`);
  await expect(page.getByLabel('Base URL')).toBeVisible();
  await keys.press('Control+Enter');
  await expect(panel).toContainText('Works');
  while (!(await panel.evaluate((element) => element.contains(document.activeElement)))) await keys.press('F6');
  const pretend = panel.getByRole('button', { name: 'Pretend …' });
  await keys.tabTo(pretend, 'Shift+Tab');
  await keys.press('Enter');
  const menu = page.getByRole('dialog', { name: 'Pretend …' });
  await expect(menu).toBeVisible();
  await keys.press('Escape');
  await expect(menu).toBeHidden();
  await expect(pretend).toBeFocused();
  await keys.press('Enter');
  await keys.tabTo(menu.getByLabel('Seconds'));
  await keys.press('Control+a');
  await keys.type('1');
  await keys.tabTo(menu.getByRole('button', { name: 'Pretend it' }));
  await keys.press('Enter');
  await expect(panel.getByText(/^Pretends 429 with Retry-After: 1/)).toBeVisible();
  await expect(menu).toBeHidden();
  await keys.expectFocus();
  await keys.press('Control+Enter');
  const outcomes = panel.getByRole('list', { name: 'What was pretended' });
  await expect(outcomes.getByRole('listitem')).toHaveText(/^Survived: 429 with Retry-After: 1/);

  await keys.tabTo(panel.getByRole('tab', { selected: true }));
  while (!(await panel.getByRole('tab', { name: 'State', selected: true }).isVisible())) await keys.press('ArrowRight');
  await keys.tabTo(panel.getByRole('button', { name: 'Use as next start' }));
  await keys.press('Enter');
  await expect(panel.getByText('The next test starts where this one ended.')).toBeVisible();
  await keys.expectFocus();
});

test.describe('a module by keyboard alone', () => {
  test.use({ project: 'sample' });

  test('is tested, gets its types, and a name in it another one', { tag: '@long' }, async ({ page, dango }) => {
    const keys = new Keyboard(page);
    await page.goto(`${dango.url}/sources/shop_custom`);
    const code = page.getByLabel('Code of my_api.ts');
    await expect(code).toBeAttached();
    const problems = page.getByRole('region', { name: 'Problems' });
    await expect(problems).toContainText('None found.');
    await keys.press('F6', 'F6');
    await expect(code).toBeFocused();
    await keys.press('Control+f');
    const find = page.getByRole('textbox', { name: 'Find', exact: true });
    await expect(find).toBeFocused();
    await keys.type('const client');
    await keys.press('Enter', 'Escape');
    await expect(code).toBeFocused();
    // Behind what was found lies the end of the name.
    await keys.press('ArrowRight', 'ArrowLeft', 'F2');
    const box = page.locator('.rename-box input');
    await expect(box).toHaveValue('client');
    await keys.press('Control+a');
    await keys.type('shop');
    await keys.press('Enter');
    await expect(page.locator('.monaco-editor .view-lines')).toContainText('const shop = new RestClient');
    await expect(code).toBeFocused();

    await keys.press('Control+Enter');
    const panel = page.getByRole('region', { name: 'Test', exact: true });
    await expect(panel).toContainText('Works');
    // Past the list of problems, which is empty.
    while (!(await panel.evaluate((element) => element.contains(document.activeElement)))) await keys.press('F6');
    while (!(await code.evaluate((element) => element === document.activeElement))) await keys.press('F6');
    await keys.press('Control+m');
    const insert = page.getByRole('button', { name: 'Insert types' });
    await keys.tabTo(insert, 'Shift+Tab');
    await keys.press('Enter');
    await expect(page.locator('.monaco-editor .view-lines')).toContainText('interface');
    await keys.expectFocus();
  });

  test('is written, saved, and given its parameters', { tag: '@long' }, async ({ page, dango }) => {
    const keys = new Keyboard(page);
    const text = readFileSync(join(dango.projectRoot, 'custom_sources', 'my_api.ts'), 'utf8');
    await page.goto(`${dango.url}/sources/shop_custom`);
    const code = page.getByLabel('Code of my_api.ts');
    await expect(code).toBeAttached();
    await keys.press('F6', 'F6');
    await expect(code).toBeFocused();
    await keys.press('Control+Home');
    await keys.type('// Mine.');
    await keys.press('Enter', 'Control+s');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
    await keys.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(code).toBeFocused();
    expect(readFileSync(join(dango.projectRoot, 'custom_sources', 'my_api.ts'), 'utf8')).toBe(`// Mine.\n${text}`);

    await keys.press('Control+m');
    const parameters = page.getByRole('button', { name: 'Parameters' });
    await keys.tabTo(parameters, 'Shift+Tab');
    await keys.press('Enter');
    const form = page.getByRole('dialog', { name: 'Parameters of shop_custom' });
    await expect(form.getByLabel('base_url')).toBeVisible();
    await keys.tabTo(form.getByLabel('api_key'));
    await keys.type('a secret');
    await keys.press('Enter');
    await expect(form).toContainText('It is set: .dlt/secrets.toml [sources.shop_custom] api_key');
    await keys.press('Escape');
    await expect(form).toBeHidden();
    await expect(parameters).toBeFocused();
  });
});
