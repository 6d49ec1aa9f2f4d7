import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { credentials } from '../sample/api/access/credentials.ts';
import { expect, test } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { runDuckdb } from './support/run-duckdb.ts';

test.use({ startsAt: 'nowhere' });

test('rows of a test are counted, joined with loaded ones in SQL, and its schema names what is new', async ({
  page,
  dango,
}) => {
  mkdirSync(join(dango.projectRoot, 'data'), { recursive: true });
  await runDuckdb(
    join(dango.projectRoot, 'data', 'warehouse.duckdb'),
    `CREATE SCHEMA raw_shop;
     CREATE TABLE raw_shop.products AS SELECT range AS id, 'load' AS _dlt_load_id, 'row' || range AS _dlt_id FROM range(3000)`,
  );
  dango.write('.dlt/secrets.toml', `TOKEN = "${credentials.token}"\n`);
  dango.write(
    '.dango/sources.yml',
    `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "${dango.api.url}"
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: products
          endpoint: /products
          pagination: { type: offset, limit: 70 }
`,
  );
  await page.goto(`${dango.url}/sources/shop?view=form`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Test', exact: true });
  await expect(panel).toContainText('Works', { timeout: 20_000 });
  const rows = panel.getByRole('region', { name: 'Rows of products' });
  await expect(rows).toContainText('100 rows');
  await expect(rows.locator('[role=gridcell][col-id="id"]').first()).not.toBeEmpty();
  await expectAccessible(page);
  await rows.locator('[role=gridcell][col-id="id"]').first().dblclick();
  await expect(page.getByRole('region', { name: 'Row of products' })).toContainText('id');
  await page.keyboard.press('Escape');

  await panel.getByText('Statistics', { exact: true }).click();
  await expect(rows.getByRole('row', { name: /^id / })).toContainText('none');

  const asked = dango.api.requests.length;
  await panel.getByText('SQL', { exact: true }).click();
  const editor = panel.getByRole('textbox', { name: 'SQL' });
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText('SELECT count(*) AS found FROM products JOIN raw_shop.products AS l USING (id)');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(rows).toContainText('The query did not run');
  // By the mouse where a person sees the label: the switch lies over its own label, so what is hit is not the text.
  await panel.getByText('With the warehouse', { exact: true }).click({ force: true });
  await expect(panel.getByRole('switch', { name: 'With the warehouse' })).toBeChecked();
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(rows).toContainText('1 row in');
  await expect(rows.locator('[role=gridcell][col-id="0"]')).toHaveText('100');
  // The same keys outside of the field start the test.
  expect(dango.api.requests).toHaveLength(asked);

  await panel.getByRole('tab', { name: 'Schema' }).click();
  const schema = panel.getByRole('region', { name: 'Schema of products' });
  await expect(schema.getByRole('row', { name: /^name / })).toContainText('new column');
  await expect(schema.getByRole('row', { name: /^id / })).toContainText('as it is');
  await expectAccessible(page);
});
