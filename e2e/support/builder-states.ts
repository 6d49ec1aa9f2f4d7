import { expect, type Page } from '@playwright/test';

import type { SampleApi } from '../../sample/api/start-sample-api.ts';

/** What a walk through the states of the builder is given. */
export interface WalkOptions {
  /** The API that the sample reads. */
  readonly api: SampleApi;
  /** Is told each state while the page is in it. */
  readonly reach: (state: string) => Promise<void>;
}

/** The page of new sources: empty, while a text is pasted and paging is looked for, with a proposal, and when it fails. */
export async function walkStart(page: Page, link: string, { reach, api }: WalkOptions): Promise<void> {
  await page.goto(new URL('/sources/new', link).href);
  const field = page.getByLabel(/^Paste a URL/);
  await field.waitFor();
  await reach('builder-empty');

  const answer = api.hold(({ path }) => path === '/paged/link-header/products');
  await field.fill(`${api.url}/paged/link-header/products`);
  await page.getByText('asking the API').waitFor();
  await reach('builder-pasting');
  answer.release();
  await page.getByText(/^\d+ rows of products$/).waitFor();
  await reach('builder-proposal');

  await page.getByRole('button', { name: 'Clear' }).click();
  await field.fill(`${api.url}/products`);
  await page.getByText(/^\d+ rows of products$/).waitFor();
  const probe = api.hold(({ path }) => path === '/products');
  await page.getByRole('button', { name: 'Detect paging' }).click();
  await page.getByText('Trying out the next page').waitFor();
  await reach('builder-detecting');
  probe.release();
  await page.getByRole('button', { name: /^Pages of products: offset/ }).waitFor();
  await reach('builder-detected');

  await page.getByRole('button', { name: 'Clear' }).click();
  await field.fill(`${api.url}/auth/bearer/orders`);
  await page.getByRole('alert').filter({ hasText: '401' }).waitFor();
  await reach('builder-paste-failing');
}

/**
 * The page of the source `shop`: while a test runs, behind it, from its recording, saved and failing. What is saved is taken back; the API
 * goes on to fail.
 */
export async function walkTest(page: Page, link: string, { reach, api }: WalkOptions): Promise<void> {
  await page.goto(new URL('/sources/shop?view=both', link).href);
  await editorStands(page);
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  const later = api.hold(({ path }) => path === '/orders');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await panel.getByRole('tab', { name: /^Requests/ }).click();
  await expect(panel.getByRole('region', { name: 'Requests of the test' })).toContainText('/users');
  await reach('builder-testing');
  later.release();
  await expect(panel).toContainText('Works');
  await reach('builder-tested');

  await page.getByRole('button', { name: 'Settings of products' }).click();
  const selector = page.getByRole('combobox', { name: 'Data selector' });
  await panel.getByRole('tab', { name: /^Rows/ }).click();
  await selector.fill('items[:5]');
  await panel.getByText('from recording', { exact: true }).waitFor();
  await panel
    .getByRole('navigation', { name: 'Tables of the test' })
    .getByRole('button', { name: /^products \d/ })
    .click();
  const rows = panel.getByRole('region', { name: 'Rows of products' });
  await rows.locator('[role=gridcell][col-id="id"]:not(:empty)').first().waitFor();
  await reach('builder-from-recording');
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('dialog').waitFor();
  await reach('builder-saving');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('sources.yml is saved').waitFor();
  await reach('builder-saved');
  await selector.fill('');
  await selector.blur();
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  api.fail(({ path }) => path === '/orders', { status: 404 });
  await panel.getByLabel('Tables', { exact: true }).selectOption('');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(panel.getByRole('alert').first()).toBeVisible({ timeout: 60_000 });
  await reach('builder-failing');
}

/** The page of the module `my_api.ts`: with its forms, a fault, and behind a test; and what leads to a module. */
export async function walkModule(page: Page, link: string, { reach }: WalkOptions): Promise<void> {
  await page.goto(new URL('/sources/new?kind=custom', link).href);
  await page.getByRole('radio', { name: /OAuth2/ }).check();
  await reach('module-template');

  await page.goto(new URL('/sources/shop', link).href);
  await page.getByRole('button', { name: 'More of shop' }).click();
  await page.getByRole('menuitem', { name: /Turn into a module/ }).waitFor();
  await reach('module-menu');
  await page.getByRole('menuitem', { name: /Turn into a module/ }).click();
  const eject = page.getByRole('dialog', { name: 'Turn shop into a module' });
  await eject.getByLabel('Module of shop').waitFor({ state: 'attached' });
  await reach('module-ejecting');
  await page.keyboard.press('Escape');

  await page.goto(new URL('/sources/shop_custom', link).href);
  await editorStands(page);
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('None found.', { timeout: 30_000 });
  await reach('module-editor');
  await page.getByRole('button', { name: 'Parameters' }).click();
  await page.getByRole('dialog', { name: /^Parameters of/ }).waitFor();
  await reach('module-parameters');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await expect(panel).toContainText('Works', { timeout: 30_000 });
  await reach('module-tested');
  await page.getByLabel('Code of my_api.ts').focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('nothing.at.all;');
  await expect(problems).toContainText('Cannot find name', { timeout: 30_000 });
  await reach('module-fault');
}

/** Words in a fourth colour say that the editor is ready. */
export async function editorStands(page: Page): Promise<void> {
  const word = page.locator('.view-line span[class^="mtk"]');
  await word.first().waitFor();
  await expect
    .poll(async () => new Set(await word.evaluateAll((all) => all.map(({ className }) => className))).size)
    .toBeGreaterThan(3);
}
