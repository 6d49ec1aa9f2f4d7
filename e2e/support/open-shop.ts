import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

import { expect, type Dango } from './dango.ts';

export const file = '.dango/sources.yml';

/** Three sources, the one in the middle is that which the tests edit; each has something that an edit must keep. */
export const text = `# Mine.
version: 1
sources:
  - name: first   # stays
    type: rest_api
    rest_api: { base_url: "https://one.example", resources: [{ name: a }] }

  # The shop.
  - name: shop
    type: rest_api
    rest_api:
      base_url: 'https://shop.example/api'   # no slash
      rate_limit: 2 # polite
      resources:
        # People.
        - name: users
          endpoint: /users
        - name: orders
          endpoint: {path: "/orders", params: {limit: 10}}   # in brackets

  # The last.
  - name: last
    type: rest_api
    rest_api:
      base_url: https://last.example
      resources:
        - name: b
`;

export const onDisk = (dango: Dango): string => readFileSync(join(dango.projectRoot, file), 'utf8');
export const yamlOf = (page: Page, name = 'shop'): Locator => page.getByRole('textbox', { name: `YAML of ${name}` });

export async function open(page: Page, dango: Dango, written = text, view = 'both'): Promise<void> {
  dango.write(file, written);
  await page.goto(`${dango.url}/sources/shop?view=${view}`);
  await expect(page.getByRole('heading', { level: 1, name: 'shop' })).toBeVisible();
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save sources.yml' });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
}
