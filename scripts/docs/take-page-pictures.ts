import type { Page } from '@playwright/test';

import { editorStands } from '../../e2e/support/builder-states.ts';
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
