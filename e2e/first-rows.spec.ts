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
  await person.click('radio', 'Start empty');
  await person.fill('Base URL', `${dango.api.url}/paged/link-header`);
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
  const person = new Actions(page);
  await person.clickLine('endpoint: /users');
  await person.press('End');
  await person.press('Enter');
  await person.type('params: { role: staff }');
  await page.keyboard.press('Escape');
  await person.click('button', 'Save');
  await person.answer('Save');
  await expect(page.getByRole('dialog')).toBeHidden();
  expect(sourcesYml(dango.projectRoot)).toBe(`${before}          params: { role: staff }\n`);
  await person.click('button', 'Sync');
  await person.click('link', 'See the rows');
  await expect(page.getByRole('gridcell', { name: 'staff' }).first()).toBeVisible();
  expect(person.count).toBeLessThanOrEqual(10);
  expect((await countRows(dango.projectRoot, 'raw_shop'))['users']).toBe(
    dango.api.shop.users.filter(({ role }) => role === 'staff').length,
  );
});

test("from an empty project to the rows of a module of one's own, within ten actions", async ({ page, dango }) => {
  const person = new Actions(page);
  await person.click('link', 'New source');
  await person.click('radio', /^Custom module/);
  await person.fill('Name of the source', 'people');
  await person.click('button', 'Create source');
  await person.clickLine('import');
  await person.press('ControlOrMeta+A');
  await person.paste(`import { bearer, resource, RestClient, source } from 'dango';

export const peopleSource = source({
  resources() {
    const client = new RestClient({ baseUrl: '${dango.api.url}', auth: bearer('sample-token') });
    return [
      resource('people', { primaryKey: 'id' }, async function* () {
        const response = await client.get('/users');
        yield* response.json<{ data: { id: number; name: string }[] }>().data;
      }),
    ];
  },
});
`);
  await person.click('button', 'Save and sync');
  await person.answer('Save');
  await person.click('link', 'See the rows');
  await expect(
    page.getByRole('gridcell', { name: dango.api.shop.users[0]?.name ?? '', exact: true }).first(),
  ).toBeVisible();
  expect(person.count).toBeLessThanOrEqual(10);
  expect((await countRows(dango.projectRoot, 'raw_people'))['people']).toBe(dango.api.shop.users.length);
});
