import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { credentials } from '../sample/api/access/credentials.ts';
import { countRows } from '../test/support/read-warehouse.ts';
import { Actions } from './support/actions.ts';
import { expect as expectSoon, test, type Dango } from './support/dango.ts';

// A compiler starts in the browser, and processes on the server: patience.
const expect = expectSoon.configure({ timeout: 25_000 });
test.describe.configure({ timeout: 120_000 });

test.use({ project: 'sample', startsAt: 'nowhere' });

const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });
const panelOf = (page: Page) => page.getByRole('region', { name: 'Test', exact: true });
const readFile = (dango: Dango, path: string): string => readFileSync(join(dango.projectRoot, path), 'utf8');
const readModule = (dango: Dango): string => readFile(dango, 'custom_sources/my_api.ts');

async function openModule(page: Page, dango: Dango, text: string, name = 'my_api.ts'): Promise<void> {
  dango.write(`custom_sources/${name}`, text);
  await page.goto(`${dango.url}/sources/shop_custom`);
  await expect(page.getByLabel(`Code of ${name}`)).toBeAttached({ timeout: 30_000 });
}

test('what a module prints stands at its line, and what it throws at its own with values and request', async ({
  page,
  dango,
}) => {
  const text = readModule(dango).replace(
    'yield* response.json<{ data: User[] }>().data;',
    `for (const user of response.json<{ data: User[] }>().data) {
        console.log('user', user.id);
        if (user.id === 3) throw Object.assign(new Error('no luck', { cause: new TypeError('odd') }), { user });
        yield user;
      }`,
  );
  await openModule(page, dango, text);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const lineOf = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
  const line = (part: string) => page.locator('.monaco-editor .view-line').filter({ hasText: part });
  await expect(line("console.log('user'")).toContainText('› user 3 (3×)');
  await expect(line('throw Object.assign')).toContainText('✗ Resource users failed: Error: no luck');
  const problem = problems(page).getByRole('button', { name: /no luck/ });
  await expect(problem).toContainText(`my_api.ts:${lineOf('throw Object')}:`);
  await expect(problem).toContainText('Caused by TypeError: odd');
  await expect(problem).toContainText('With user = {"id":3,');
  await expect(problem).toContainText(/After request #\d+: GET .*\/users → 200/);
  await expect(page.getByRole('region', { name: 'Process of the module' })).toContainText(
    /ran .* s · at most \d+ MiB of memory \(limit 512 MiB\)/,
  );
  await panelOf(page).getByRole('tab', { name: /Log/ }).click();
  await panelOf(page)
    .getByRole('button', { name: `my_api.ts:${lineOf('console.log')}` })
    .first()
    .click();
  await expect(page.locator('.monaco-editor .line-numbers.active-line-number')).toHaveText(
    String(lineOf('console.log')),
  );
});

test('a save puts the text in order, and a rename reaches the module that is imported', async ({ page, dango }) => {
  dango.write('custom_sources/shared.ts', `export const pathOfUsers = '/users';\n`);
  const neat = readModule(dango)
    .replace("from 'dango';\n", "from 'dango';\nimport { pathOfUsers } from './shared.ts';\n")
    .replace("client.get('/users')", 'client.get(pathOfUsers)');
  const untidy = neat.replace('      const response = await', '   const  response=await');
  await openModule(page, dango, untidy);
  await expect(problems(page)).toContainText('None found.');
  const person = new Actions(page);
  await page.locator('.monaco-editor .view-line').getByText('pathOfUsers', { exact: true }).last().click();
  await person.press('F2');
  const name = page.locator('.rename-box input');
  // The box is there before it has its text.
  await expect(name).toHaveValue('pathOfUsers');
  await name.fill('usersPath');
  await person.press('Enter');
  await expect(page.getByText('changed with it: shared.ts')).toBeVisible();
  await page.getByLabel('Code of my_api.ts').focus();
  await person.press('ControlOrMeta+S');
  await person.answer('Save');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('changed with it: shared.ts')).toBeHidden();
  expect(readModule(dango)).toBe(neat.replaceAll('pathOfUsers', 'usersPath'));
  expect(readFile(dango, 'custom_sources/shared.ts')).toBe(`export const usersPath = '/users';\n`);
  await page.locator('.monaco-editor .view-line').getByText('usersPath', { exact: true }).last().click();
  await person.press('F12');
  await expect(page).toHaveURL(/file=shared\.ts&line=1&column=14/);
  await expect(page.getByLabel('Code of shared.ts')).toBeAttached();
});

test('a template is chosen, gets its parameters by form, and runs; no page before has loaded the editor', async ({
  page,
  dango,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  await page.goto(`${dango.url}/sources/new?kind=custom`);
  await page.getByRole('radio', { name: /OAuth2/ }).check();
  await page.getByLabel('Name of the source').fill('tokens');
  await page.getByLabel('Base URL').fill(`${dango.api.url}/auth/oauth2`);
  await page.getByLabel('Path').fill('/users');
  await page.getByRole('link', { name: 'Sources' }).first().hover();
  expect(asked.filter((path) => path.startsWith('/monaco/'))).toEqual([]);
  await page.getByRole('button', { name: 'Create source' }).click();
  await expect(page.getByLabel('Code of tokens.ts')).toBeAttached({ timeout: 30_000 });
  expect(asked.filter((path) => path.startsWith('/monaco/'))).not.toEqual([]);

  await page.getByRole('button', { name: 'Parameters' }).click();
  const form = page.getByRole('dialog', { name: 'Parameters of tokens' });
  await form.getByLabel('client_secret').fill(credentials.clientSecret);
  await form.getByRole('button', { name: 'Store' }).click();
  await expect(form).toContainText('It is set: .dlt/secrets.toml [sources.tokens] client_secret');
  await form.getByLabel('client_id').fill(credentials.clientId);
  await form.getByRole('button', { name: 'Save to sources.yml' }).click();
  await expect(form).toBeHidden();
  const written = readFile(dango, '.dango/sources.yml');
  expect(written).toContain(`    client_id: "${credentials.clientId}"\n`);
  expect(written).not.toContain(credentials.clientSecret);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(panelOf(page)).toContainText('Works');
  await page.getByRole('button', { name: 'Insert types' }).click();
  await expect(page.locator('.monaco-editor .view-lines')).toContainText('interface UsersDataItem');
  await expect(problems(page)).toContainText('None found.');
});

test(
  'a REST source is ejected from its page, and its sync gives the same rows',
  { tag: '@long' },
  async ({ page, dango }) => {
    const sync = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Sync', exact: true }).click();
      await expect(page).toHaveURL(/\/runs\//);
      await expect(page.getByRole('link', { name: 'See the rows' })).toBeVisible();
    };
    await page.goto(`${dango.url}/sources/shop`);
    await sync();
    const before = await countRows(dango.projectRoot, 'raw_shop');
    expect(before['users']).toBe(dango.api.shop.users.length);
    await page.goto(`${dango.url}/sources/shop`);
    await page.getByRole('button', { name: 'More of shop' }).click();
    await page.getByRole('menuitem', { name: /Turn into a module/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Turn shop into a module' });
    await expect(dialog.getByLabel('Module of shop')).toBeAttached({ timeout: 30_000 });
    await expect(dialog).toContainText('MY_API_TOKEN is in .dlt/secrets.toml [sources.rest_api]');
    await dialog.getByRole('tab', { name: 'sources.yml' }).click();
    await expect(dialog).toContainText('source_module');
    await dialog.getByRole('button', { name: 'Eject' }).click();
    await expect(page.getByLabel('Code of shop.ts')).toBeAttached({ timeout: 30_000 });
    expect(readFile(dango, '.dango/sources.yml')).toContain('custom_sources.shop');
    await expect(problems(page)).toContainText('None found.');
    // What only REST sources find is stored for the module.
    await page.getByRole('button', { name: 'Parameters' }).click();
    const form = page.getByRole('dialog', { name: 'Parameters of shop' });
    await expect(form).toContainText('It has no value yet.');
    await form.getByLabel('my_api_token').fill(credentials.token);
    await form.getByRole('button', { name: 'Store' }).click();
    await expect(form).toContainText('It is set: .dlt/secrets.toml [sources.shop] MY_API_TOKEN');
    await page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await sync();
    expect(await countRows(dango.projectRoot, 'raw_shop')).toEqual(before);
  },
);
