import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { countRows } from '../test/support/read-warehouse.ts';
import { Actions } from './support/actions.ts';
import { expect, test } from './support/dango.ts';

const sourcesYml = (projectRoot: string): string => readFileSync(join(projectRoot, '.dango', 'sources.yml'), 'utf8');

test('from an empty project to rows by form, within ten actions', async ({ page, dango }) => {
  const person = new Actions(page);
  await expect(page.getByText('New source').first()).toBeVisible();
  await person.click('link', 'New source');
  await person.fill('Base URL', `${dango.api.url}/paging/link-header`);
  await person.fill('First endpoint', '/products');
  await person.click('button', 'Create source');
  await expect(page).toHaveURL(/\/sources\/local_api/);
  await person.click('button', 'Sync');
  await expect(page).toHaveURL(/\/runs\//);
  await person.click('link', 'See the rows');
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'products', exact: true })).toBeVisible();
  expect(person.count).toBeLessThanOrEqual(10);
  expect((await countRows(dango.projectRoot, 'raw_local_api'))['products']).toBeGreaterThan(0);
});

test('a change in the YAML is saved with every comment, and synced', async ({ page, dango }) => {
  const before = `version: 1
sources:
  # The shop.
  - name: shop   # ours
    type: rest_api
    rest_api:
      base_url: "\${SAMPLE_API_URL}"   # from the environment
      headers: {Authorization: "Bearer sample-token"}
      resources:
        # People.
        - name: users
          endpoint: /users
`;
  dango.write('.dango/sources.yml', before);
  await page.goto(`${dango.url}/sources/shop?view=yaml`);
  const line = page.locator('.monaco-editor .view-line').filter({ hasText: 'endpoint: /users' });
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('params: { role: staff }');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(sourcesYml(dango.projectRoot)).toBe(`${before}          params: { role: staff }\n`);
  await page.getByRole('button', { name: 'Sync', exact: true }).click();
  await expect(page.getByRole('link', { name: 'See the rows' })).toBeVisible({ timeout: 20_000 });
  expect((await countRows(dango.projectRoot, 'raw_shop'))['users']).toBe(
    dango.api.shop.users.filter(({ role }) => role === 'staff').length,
  );
});
