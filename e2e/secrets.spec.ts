import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { secretsIn } from '../test/support/find-secrets.ts';
import { clientSecret, providerSource, startProvider } from '../test/support/oauth-provider.ts';
import { expect, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

test.use({ project: 'sample' });

const secretsToml = (projectRoot: string): string => readFileSync(join(projectRoot, '.dlt', 'secrets.toml'), 'utf8');

const comment = '# Mine: kept as it is.';

function takeTokenAway(dango: Dango): void {
  dango.write('.dlt/secrets.toml', `${comment}\n[sources.my_api_source]\napi_key = "sample-token"\n`);
}

/** Everything that scripts of the page are answered from now on, actions and routes alike. */
async function collectAnswers(page: Page): Promise<() => string> {
  const answers: string[] = [];
  await page.exposeFunction('keepAnswer', (text: string) => void answers.push(text));
  await page.addInitScript(`{
    const ask = window.fetch;
    window.fetch = async (...given) => {
      const answer = await ask(...given);
      void answer.clone().text().then(window.keepAnswer);
      return answer;
    };
  }`);
  return () => answers.join('\n');
}

test('a missing secret is told where the source stands, set in one field, and the sync works', async ({
  page,
  dango,
}) => {
  takeTokenAway(dango);
  await expect(page.getByText('A secret has no value: MY_API_TOKEN.')).toBeVisible();
  await page.getByRole('link', { name: 'Set it' }).first().click();
  await expect(page.getByRole('heading', { name: 'Missing: 1' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Value of MY_API_TOKEN' }).fill('sample-token');
  await page.getByRole('button', { name: 'Set MY_API_TOKEN' }).click();
  await expect(page.getByRole('heading', { name: 'Missing: 1' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Replace MY_API_TOKEN' })).toBeVisible();
  expect(secretsToml(dango.projectRoot)).toContain(comment);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'Sync shop', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Last run of shop: succeeded' })).toBeVisible({ timeout: 30_000 });
});

test('a secret is added for one source, replaced and removed; its value never reaches the page', async ({
  page,
  dango,
}) => {
  const answers = await collectAnswers(page);
  await page.goto(`${dango.url}/secrets`);
  await page.getByRole('button', { name: 'Add secret' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('EXTRA_KEY');
  await page.getByLabel('For').selectOption('shop_custom');
  await page.getByRole('textbox', { name: 'Value' }).fill('first-hidden-value');
  await page.getByRole('button', { name: 'Store' }).click();
  await expect(page.getByText('[sources.shop_custom] EXTRA_KEY')).toBeVisible();
  expect(secretsToml(dango.projectRoot)).toContain('EXTRA_KEY = "first-hidden-value"');

  await page.getByRole('button', { name: 'Replace EXTRA_KEY' }).click();
  await page.getByRole('textbox', { name: 'New value' }).fill('second-hidden-value');
  await page.getByRole('button', { name: 'Store' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(secretsToml(dango.projectRoot)).toContain('EXTRA_KEY = "second-hidden-value"');

  await page.getByRole('button', { name: 'Remove EXTRA_KEY' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('main').getByText('[sources.shop_custom] EXTRA_KEY')).toBeHidden();
  expect(secretsToml(dango.projectRoot)).not.toContain('EXTRA_KEY');
  const text = answers();
  expect(text).toContain('EXTRA_KEY');
  expect(text).not.toContain('hidden-value');
});

test('a pasted .env shows its names before they are stored, and a test says in words whether the API takes them', async ({
  page,
  dango,
}) => {
  takeTokenAway(dango);
  const answers = await collectAnswers(page);
  await page.goto(`${dango.url}/secrets`);
  const paste = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Paste .env' }).click();
    await page.getByRole('textbox', { name: 'Text of a .env file' }).fill(text);
    await page.getByRole('button', { name: 'Show the names' }).click();
  };
  await paste('# mine\nexport MY_API_TOKEN="wrong-hidden-value" # old\nNOBODY="many\nhidden-values"\n');
  const names = page.getByRole('list', { name: 'Names in the text' });
  await expect(names.getByRole('listitem')).toHaveText([
    /MY_API_TOKEN.*Used by shop\..*New/,
    /NOBODY.*No source uses it\..*New/,
  ]);
  await expect(names.getByRole('checkbox', { name: 'NOBODY' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Store 1' }).click();
  await expect(page.getByText('Missing: 1')).toBeHidden();
  expect(secretsToml(dango.projectRoot)).toBe(
    `MY_API_TOKEN = "wrong-hidden-value"\n\n${comment}\n[sources.my_api_source]\napi_key = "sample-token"\n`,
  );

  const accesses = page.getByRole('list', { name: 'Access of each source' });
  await accesses.getByRole('button', { name: 'Test shop', exact: true }).click();
  const refusal = accesses.getByRole('alert').filter({ hasText: 'The API refuses the credentials' });
  await expect(refusal).toContainText('The API answers 401: it wants other credentials.');
  await expect(refusal).toContainText('the header "authorization: Bearer ***"');
  await expect(refusal).toContainText(`GET ${dango.api.url}/users → 401`);
  await expect(refusal).toContainText('check that the value is complete and still valid');

  await paste('MY_API_TOKEN=sample-token');
  await expect(names.getByRole('listitem')).toHaveText(/MY_API_TOKEN.*Replaces a value/);
  await page.getByRole('button', { name: 'Store 1' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await accesses.getByRole('button', { name: 'Test shop', exact: true }).click();
  await expect(accesses.getByRole('alert')).toContainText('The API takes the credentials');
  const text = answers();
  expect(text).toContain('NOBODY');
  expect(secretsIn(text, ['wrong-hidden-value', 'hidden-values', 'sample-token'])).toEqual([]);
});

test('a person allows an access in the browser, at a provider of another site, and takes it back', async ({
  page,
  context,
  dango,
}) => {
  const provider = await startProvider();
  // Another site than the UI's, so that the browser comes back without the session.
  const elsewhere = provider.server.url.replace('127.0.0.1', 'localhost');
  dango.strangers.add(elsewhere);
  dango.write('.dango/sources.yml', providerSource(provider, { authorizeAt: elsewhere }));
  dango.write('.dlt/secrets.toml', `CLIENT_SECRET = "${clientSecret}"\n`);
  const answers = await collectAnswers(page);
  await page.goto(`${dango.url}/secrets`);
  const row = page.getByRole('list', { name: 'Access of each source' }).getByRole('listitem');
  await expect(row).toContainText('Not connected: nobody has allowed the access yet.');
  await row.getByRole('button', { name: 'Connect shop' }).click();
  await expect(page.getByRole('textbox', { name: 'Redirect address' })).toHaveValue(`${dango.url}/callback`);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: /^Allow access at localhost/ }).click();
  const back = await opened;
  await expect(back.getByRole('heading', { name: 'Access allowed' })).toBeVisible();
  // Neither code nor state stay in the address, or in what the browser goes back to.
  expect([back.url(), await back.evaluate('history.length')]).toEqual([`${dango.url}/callback?shown=taken`, 1]);
  await back.close();
  await expect(page.getByRole('dialog')).toContainText('The access is renewed by itself.');
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(row).toContainText(/The token is good until .* It is renewed by itself\. Got just now/);
  const tokens = join(dango.projectRoot, '.dango', 'tokens', 'shop.json');
  expect(statSync(tokens).mode & 0o777).toBe(0o600);

  await row.getByRole('button', { name: 'Test shop' }).click();
  await expect(row.getByRole('alert')).toContainText('The API takes the credentials');
  await row.getByRole('button', { name: 'Disconnect shop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(row).toContainText('Not connected');
  expect(existsSync(tokens)).toBe(false);
  const given = [clientSecret, ...provider.secrets];
  expect([given.length, secretsIn(answers(), given)]).toEqual([4, []]);
  await provider.server.close();
});

test('where a secret is used leads to that key: in the form and the YAML of its source, and in the code of a module', async ({
  page,
  dango,
}) => {
  const lineOf = (path: string, text: string): number =>
    readFileSync(join(dango.projectRoot, path), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;
  await page.goto(`${dango.url}/secrets`);
  const used = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'MY_API_TOKEN' }) });
  const line = lineOf('.dango/sources.yml', '${MY_API_TOKEN}');
  await used.getByRole('link', { name: `sources.yml:${line}` }).click();
  await expect(page).toHaveURL(/\/sources\/shop\?line=/);
  const yaml = page.getByRole('textbox', { name: 'YAML of shop' });
  await expect(yaml).toBeFocused();
  await expect(page.locator('.monaco-editor .line-numbers.active-line-number')).toHaveText(String(line));
  await page.goBack();
  await page.setViewportSize({ width: 600, height: 800 });
  await used.getByRole('link', { name: 'shop', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Value of Authorization' })).toBeFocused();
  await page.goBack();
  await page.setViewportSize({ width: 1280, height: 720 });

  const place = `custom_sources/my_api.ts:${lineOf('custom_sources/my_api.ts', 'api_key')}`;
  await page.getByRole('link', { name: place, exact: true }).click();
  await expect(page).toHaveURL(/\/sources\/shop_custom\?file=my_api\.ts&line=/);
  await expect(page.locator('.monaco-editor .line-numbers.active-line-number')).toHaveText(place.split(':')[1] ?? '');
});

test('a broken secrets.toml is told with its line', async ({ page, dango }) => {
  dango.write('.dlt/secrets.toml', 'TOKEN = "open\n');
  await page.goto(`${dango.url}/secrets`);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('.dlt/secrets.toml');
});

test('everyone can use it', { tag: '@long' }, async ({ page, dango }) => {
  takeTokenAway(dango);
  await page.goto(`${dango.url}/secrets`);
  await expect(page.getByRole('heading', { name: 'Missing: 1' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add secret' }).click();
  await expect(page.getByRole('textbox', { name: 'Value', exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Paste .env' }).click();
  await page.keyboard.insertText('MY_API_TOKEN=wrong\nNOBODY=x\nEMPTY=\n');
  await page.getByRole('button', { name: 'Show the names' }).click();
  await expect(page.getByRole('button', { name: 'Store 1' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Store 1' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Test shop', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'refuses' })).toBeVisible();
  await expectAccessible(page);

  const provider = await startProvider();
  dango.write('.dango/sources.yml', providerSource(provider));
  dango.write('.dlt/secrets.toml', `CLIENT_SECRET = "${clientSecret}"\nNOBODY = "x"\n`);
  await page.reload();
  await page.getByRole('button', { name: 'Connect shop' }).click();
  await expect(page.getByRole('link', { name: /^Allow access at/ })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${dango.url}/callback?code=c&state=guessed`);
  await expect(page.getByRole('heading', { name: 'Nothing waits for this' })).toBeVisible();
  await expectAccessible(page);
  await provider.server.close();
});
