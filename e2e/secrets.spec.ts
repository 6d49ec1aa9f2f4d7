import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Request } from '@playwright/test';

import { expect, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

test.use({ project: 'sample' });

const secretsToml = (projectRoot: string): string => readFileSync(join(projectRoot, '.dlt', 'secrets.toml'), 'utf8');

const comment = '# Mine: kept as it is.';

function takeTokenAway(dango: Dango): void {
  dango.write('.dlt/secrets.toml', `${comment}\n[sources.my_api_source]\napi_key = "sample-token"\n`);
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
  const answers: Promise<string>[] = [];
  const read = async (request: Request): Promise<string> => (await (await request.response())?.text()) ?? '';
  page.on('requestfinished', (request) => {
    if (/\/(api\/secrets|secrets)$/.test(request.url())) answers.push(read(request));
  });
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
  const text = (await Promise.all(answers)).join('\n');
  expect(text).toContain('EXTRA_KEY');
  expect(text).not.toContain('hidden-value');
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
});
