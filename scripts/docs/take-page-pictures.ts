import { expect, type Page } from '@playwright/test';

import type { Take } from './take-pictures.ts';

/** The pages of a project with rows. */
export async function takePagePictures(page: Page, link: string, take: Take): Promise<void> {
  await page.getByRole('link', { name: 'shop', exact: true }).first().waitFor();
  await take('sources');
  await page.goto(new URL('/sources/shop?view=both', link).href);
  await editorStands(page);
  await take('rest-source');
  await page.goto(new URL('/sources/shop_custom', link).href);
  await editorStands(page);
  await take('custom-source');
  await page.goto(new URL('/data?dataset=raw_shop&table=orders', link).href);
  await page.getByRole('gridcell').first().waitFor();
  await take('data');
  await page.goto(new URL('/runs', link).href);
  await page.getByRole('link', { name: 'shop', exact: true }).click();
  await page.getByText('Succeeded').first().waitFor();
  await take('run');
}

/** Words in a fourth colour say that the editor is ready. */
export async function editorStands(page: Page): Promise<void> {
  const word = page.locator('.view-line span[class^="mtk"]');
  await word.first().waitFor();
  await expect
    .poll(async () => new Set(await word.evaluateAll((all) => all.map(({ className }) => className))).size)
    .toBeGreaterThan(3);
}
