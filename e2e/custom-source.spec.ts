import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { Actions } from './support/actions.ts';
import { expect as expectSoon, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';

// A compiler starts in the browser, and processes on the server: patience.
const expect = expectSoon.configure({ timeout: 25_000 });
test.describe.configure({ timeout: 120_000 });

test.use({ project: 'sample', startsAt: 'nowhere' });

const moduleFile = 'custom_sources/my_api.ts';

async function openEditor(page: Page, dango: Dango): Promise<void> {
  await page.goto(`${dango.url}/sources/shop_custom`);
  // The editor is several megabytes, and the field itself has no size.
  await expect(page.getByLabel('Code of my_api.ts')).toBeAttached({ timeout: 30_000 });
}

/** Replaces the whole text by pasting: typed text would be indented by the editor. */
async function replaceCode(page: Page, text: string): Promise<void> {
  await page.getByLabel('Code of my_api.ts').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await new Actions(page).paste(text);
}

const readModule = (dango: Dango): string => readFileSync(join(dango.projectRoot, moduleFile), 'utf8');
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

test('the types of "dango" are known: the sample has no faults, a wrong property is marked by the editor itself', async ({
  page,
  dango,
}) => {
  // Without the server's check, what is found was found by the worker.
  await page.route('**/api/modules/check', (route) => route.fulfill({ json: [] }));
  await openEditor(page, dango);
  await replaceCode(page, readModule(dango).replace("primaryKey: 'id'", "primaryKeys: 'id'"));
  await expect(problems(page)).toContainText("'primaryKeys' does not exist in type");
  await expect(problems(page)).toContainText('Problems (1)');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  expect(page.workers().some((worker) => worker.url().endsWith('/monaco/ts.worker.js'))).toBe(true);
  await replaceCode(page, readModule(dango));
  await expect(problems(page)).toContainText('None found.');
});

test('a typed record completes its fields', async ({ page, dango }) => {
  await openEditor(page, dango);
  const start = readModule(dango).replace(
    'yield* response.json<{ data: User[] }>().data;',
    'for (const row of response.json<{ data: User[] }>().data) yield { id: row',
  );
  const cut = start.indexOf('yield { id: row') + 'yield { id: row'.length;
  await replaceCode(page, start.slice(0, cut));
  // A list that opens before the compiler has read the types of "dango" has nothing to offer, and stays closed.
  await expect(problems(page)).toContainText(/Problems \([1-9]/);
  await page.keyboard.type('.');
  const suggestions = page.locator('.suggest-widget');
  await expect(suggestions.getByRole('option', { name: /^id/ })).toBeVisible();
  await expect(suggestions.getByRole('option', { name: /^name/ })).toBeVisible();
});

test('the check of the server names what compiles and does not run', { tag: '@long' }, async ({ page, dango }) => {
  dango.write('custom_sources/helper.ts', 'export const help = (): void => undefined;\n');
  await openEditor(page, dango);
  await replaceCode(page, `import { help } from './helper';\nhelp();\n${readModule(dango)}`);
  await expect(problems(page).getByRole('button', { name: /write ".\/helper.ts"/ })).toContainText('my_api.ts:1:');
  await replaceCode(page, `import { help } from './helper.ts';\nhelp();\n${readModule(dango)}`);
  await expect(problems(page)).toContainText('None found.');
});

test('a test shows rows, requests and what was printed, and writes nothing', async ({ page, dango }) => {
  await openEditor(page, dango);
  await replaceCode(page, readModule(dango).replace('// Load all users.', "console.log('looking around');"));
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await expect(panel).toContainText('Works');
  await expect(panel.getByRole('columnheader', { name: /id\s*BIGINT/ })).toBeVisible();
  await panel.getByRole('tab', { name: /Requests/ }).click();
  await panel.getByRole('button', { name: /GET .*\/users/ }).click();
  await expect(panel.getByRole('heading', { name: 'Response headers' })).toBeVisible();
  await expect(panel.getByText(/sample-token/)).toHaveCount(0);
  await panel.getByRole('tab', { name: /Log/ }).click();
  await expect(panel.getByText('looking around')).toBeVisible();
  expect(readModule(dango)).not.toContain('looking around');
});

test('an exception of a test is shown at its line', { tag: '@long' }, async ({ page, dango }) => {
  await openEditor(page, dango);
  const text = readModule(dango).replace(
    "const response = await client.get('/users');",
    "const response = await client.get('/users');\n      if (Date.now() > 0) throw new Error('no luck today');",
  );
  const line = text.slice(0, text.indexOf('if (Date.now()')).split('\n').length;
  await replaceCode(page, text);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(problems(page).getByRole('button', { name: /no luck today/ })).toContainText(`my_api.ts:${line}:`);
});

test('a draft survives a reload; it is saved with its diff, and synced', async ({ page, dango }) => {
  await openEditor(page, dango);
  const text = `// mine\n${readModule(dango)}`;
  await replaceCode(page, text);
  await expect(page.getByText('changed, not saved')).toBeVisible();
  await page.reload();
  await expect(page.getByText('your changes from before are back')).toBeVisible();
  await page.getByRole('button', { name: 'Save and sync' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/runs\/[^/]+$/);
  expect(readModule(dango)).toBe(text);
});

test(
  'a module with a fault of syntax is saved as it is, and nothing in its texts moves',
  { tag: '@long' },
  async ({ page, dango }) => {
    await openEditor(page, dango);
    // Behind the mark too many, the text is taken for code.
    const text = `${readModule(dango)}\nexport const first = \`\`\`;\nexport const query = \`{   users   {id}   }\`;\n`;
    await replaceCode(page, text);
    await expect(problems(page)).toContainText(/Problems \([1-9]/);
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(readModule(dango)).toBe(text);
  },
);

test('a file that changed on disk is not overwritten without asking', { tag: '@long' }, async ({ page, dango }) => {
  await openEditor(page, dango);
  await replaceCode(page, `// mine\n${readModule(dango)}`);
  await expect(page.getByText('changed, not saved')).toBeVisible();
  const theirs = `// theirs\n${readModule(dango)}`;
  dango.write(moduleFile, theirs);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toContainText('changed on disk since you began');
  expect(readModule(dango)).toBe(theirs);
  await dialog.getByRole('button', { name: 'Overwrite it with mine' }).click();
  await expect(dialog).toBeHidden();
  expect(readModule(dango)).toMatch(/^\/\/ mine/);
});

test('everyone can use it', { tag: '@long' }, async ({ page, dango }) => {
  await openEditor(page, dango);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await expect(panel).toContainText('Works');
  await expectAccessible(page);
  await panel.getByRole('tab', { name: /Requests/ }).click();
  await expect(panel.getByRole('heading', { name: 'Response body' })).toBeVisible();
  await expectAccessible(page);
});
