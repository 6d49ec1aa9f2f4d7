import { expect, type Page } from '@playwright/test';

import type { SampleApi } from '../../sample/api/start-sample-api.ts';
import { editorStands } from './take-page-pictures.ts';
import type { Take } from './take-pictures.ts';

interface BuilderOptions {
  readonly take: Take;
  readonly api: SampleApi;
}

/** Each state in which a source is built: from an empty page to a saved source. Nothing stays changed. */
export async function takeBuilderPictures(page: Page, link: string, options: BuilderOptions): Promise<void> {
  await takePaste(page, link, options);
  await takeTest(page, link, options);
}

async function takePaste(page: Page, link: string, { take, api }: BuilderOptions): Promise<void> {
  await page.goto(new URL('/sources/new', link).href);
  const field = page.getByLabel(/^Paste a URL/);
  await field.waitFor();
  await take('builder-empty');

  const answer = api.hold(({ path }) => path === '/paged/link-header/products');
  await field.fill(`${api.url}/paged/link-header/products`);
  await page.getByText('asking the API').waitFor();
  await take('builder-pasting');
  answer.release();
  await page.getByText(/^\d+ rows of products$/).waitFor();
  await take('builder-proposal');

  await page.getByRole('button', { name: 'Clear' }).click();
  await field.fill(`${api.url}/products`);
  await page.getByText(/^\d+ rows of products$/).waitFor();
  const probe = api.hold(({ path }) => path === '/products');
  await page.getByRole('button', { name: 'Detect paging' }).click();
  await page.getByText('Trying out the next page').waitFor();
  await take('builder-detecting');
  probe.release();
  await page.getByRole('button', { name: /^Pages of products: offset/ }).waitFor();
  await take('builder-detected');

  await page.getByRole('button', { name: 'Clear' }).click();
  await field.fill(`${api.url}/auth/bearer/orders`);
  await page.getByRole('alert').filter({ hasText: '401' }).waitFor();
  await take('builder-paste-failing');
}

async function takeTest(page: Page, link: string, { take, api }: BuilderOptions): Promise<void> {
  await page.goto(new URL('/sources/shop?view=both', link).href);
  await editorStands(page);
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  const later = api.hold(({ path }) => path === '/orders');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await panel.getByRole('tab', { name: /^Requests/ }).click();
  await expect(panel.getByRole('region', { name: 'Requests of the test' })).toContainText('/users');
  await take('builder-testing');
  later.release();
  await expect(panel).toContainText('Works');
  await take('builder-tested');

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
  await take('builder-from-recording');
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('dialog').waitFor();
  await take('builder-saving');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('sources.yml is saved').waitFor();
  await take('builder-saved');
  await selector.fill('');
  await selector.blur();
  await page.keyboard.press('ControlOrMeta+S');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  api.fail(({ path }) => path === '/orders', { status: 404 });
  await panel.getByLabel('Tables', { exact: true }).selectOption('');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(panel.getByRole('alert').first()).toBeVisible({ timeout: 60_000 });
  await take('builder-failing');
}
