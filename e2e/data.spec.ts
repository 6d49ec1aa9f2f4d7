import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

import { lockWarehouse, type WarehouseLock } from '../test/support/lock-warehouse.ts';
import { expect, test, type Dango } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { runDuckdb } from './support/run-duckdb.ts';
import { syncSample } from './support/sync-sample.ts';

test.use({ project: 'sample', startsAt: 'nowhere' });

function warehouse({ projectRoot }: Dango): string {
  return join(projectRoot, 'data', 'warehouse.duckdb');
}

/** Makes a warehouse of one's own, as another program would. */
async function makeTables(dango: Dango, sql: string): Promise<void> {
  mkdirSync(join(dango.projectRoot, 'data'), { recursive: true });
  await runDuckdb(warehouse(dango), sql);
}

/** The row of the grid at a place, from 1. The header is the first row of the grid. */
function gridCell(page: Page, row: number, column: string) {
  return page.locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell][col-id="${column}"]`);
}

async function save(page: Page, dango: Dango, item: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  const download = await waiting;
  const file = join(dango.projectRoot, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

test('an empty project says how rows get here', async ({ page, dango }) => {
  await page.goto(`${dango.url}/data`);
  await expect(page.getByRole('heading', { name: 'No rows yet: sync a source' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the sources' }).click();
  await expect(page).toHaveURL(/\/sources$/);
});

test('rows are browsed from their table to the request that they came from', async ({ page, dango }) => {
  await syncSample(dango, 'shop');
  await page.goto(`${dango.url}/data`);
  const tables = page.getByRole('navigation', { name: 'Tables' });
  await expect(tables.getByRole('link', { name: /_dlt_loads/ })).toHaveCount(0);
  await page.getByLabel('Show system tables').check({ force: true });
  await expect(tables.getByRole('link', { name: /_dlt_loads/ })).toBeVisible();
  await page.getByLabel('Find a table').fill('order');
  await expect(tables.getByRole('link', { name: /^users/ })).toHaveCount(0);
  await tables.getByRole('link', { name: /^orders \d|^orders\d/ }).click();
  await expect(page.getByRole('columnheader', { name: /^id/ })).toBeVisible();
  await expect(page.getByText(/^[\d,]+ rows$/)).toBeVisible();
  await expectAccessible(page);

  await gridCell(page, 1, 'id').click();
  await page.keyboard.press('Enter');
  const row = page.getByRole('region', { name: 'Row of orders' });
  await expect(row.getByText('_dlt_id', { exact: true })).toBeVisible();
  await row.getByRole('button', { name: 'Request it came from' }).click();
  await expect(row.getByText(/^GET http/)).toBeVisible();
  await expect(row.getByText(/^Status 200/)).toBeVisible();
  await expectAccessible(page);

  await row.getByRole('link', { name: /^\d{10}/ }).click();
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'shop' })).toHaveCount(1);
  await page.goBack();
  await expect(page.getByText(/^[\d,]+ rows$/)).toBeVisible();
  await gridCell(page, 1, 'id').click();
  await page.keyboard.press('Enter');

  await row
    .getByRole('link', { name: /^orders__.*rows?$/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /^Remove the filter _dlt_parent_id is/ })).toBeVisible();
  await expect(page.getByText(/ pass the filters$/)).toBeVisible();
});

test('a million rows are sorted, filtered and reached by number', { tag: '@long' }, async ({ page, dango }) => {
  await makeTables(
    dango,
    `create schema big; create table big.numbers as select i as id, 1000000 - i as back, 'row ' || i as name from range(1000000) t(i)`,
  );
  await page.goto(`${dango.url}/data?dataset=big&table=numbers`);
  await expect(page.getByText('1,000,000 rows', { exact: true })).toBeVisible();
  await page.getByLabel('Go to row').fill('500001');
  await page.keyboard.press('Enter');
  await expect(gridCell(page, 500_001, 'id')).toHaveText('500000');
  await page.getByRole('columnheader', { name: /^back/ }).click();
  await expect(page).toHaveURL(/sort=back%3Aasc/);
  await page.getByLabel('Go to row').fill('1');
  await page.keyboard.press('Enter');
  await expect(gridCell(page, 1, 'back')).toHaveText('1');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Column' }).click();
  await page.getByRole('option', { name: 'name' }).click();
  await page.getByRole('combobox', { name: 'Comparison' }).click();
  await page.getByRole('option', { name: 'ends with' }).click();
  await page.getByLabel('Value', { exact: true }).fill('77777');
  await page.getByRole('button', { name: 'Add filter' }).click();
  await expect(page.getByText('10 rows pass the filters')).toBeVisible();
  await expect(gridCell(page, 1, 'name')).toHaveText('row 977777');

  const csv = await save(page, dango, 'CSV');
  expect(await runDuckdb(':memory:', `select count(*)::int, min(back)::int from '${csv}'`)).toEqual([[10, 22_223]]);
  const parquet = await save(page, dango, 'Parquet, whole table');
  expect(await runDuckdb(':memory:', `select count(*)::int, count(distinct id)::int from '${parquet}'`)).toEqual([
    [1_000_000, 1_000_000],
  ]);
  await page.reload();
  await expect(gridCell(page, 1, 'name')).toHaveText('row 977777');
});

test('every type is shown exactly, and markup is text', async ({ page, dango }) => {
  const values: Readonly<Record<string, readonly [sql: string, text: string]>> = {
    big: ['9007199254740993::bigint', '9007199254740993'],
    huge: ['170141183460469231731687303715884105727::hugeint', '170141183460469231731687303715884105727'],
    exact: ['12345678901234567.250::decimal(20,3)', '12345678901234567.250'],
    double: ['1.5::double', '1.5'],
    infinite: [`'infinity'::double`, 'Infinity'],
    zoned: [`'2024-03-31 01:30:00.123456+02'::timestamptz`, '2024-03-30 23:30:00.123456+00'],
    day: [`'2024-02-29'::date`, '2024-02-29'],
    span: [`interval '1 month 2 days'`, '1 month 2 days'],
    bytes: [`'\\xDE\\xAD'::blob`, '\\xDE\\xAD'],
    truth: ['true', 'true'],
    list: ['[1, 2]', '[1,2]'],
    pair: [`{'a': 1, 'b': 'x'}`, '{"a":1,"b":"x"}'],
    json: [`'{"b": 1.50, "a": [1]}'::json`, '{"b": 1.50, "a": [1]}'],
    markup: [`'<img src=x onerror=alert(1)>'`, '<img src=x onerror=alert(1)>'],
    nothing: ['null::varchar', 'NULL'],
    empty: [`''`, '""'],
  };
  const columns = Object.entries(values).map(([name, [sql]]) => `${sql} as "${name}"`);
  await makeTables(
    dango,
    `set timezone = 'UTC'; create schema kinds; create table kinds.all_kinds as select ${columns.join(', ')}`,
  );
  // The grid draws columns in sight only: all are made small.
  await page.goto(`${dango.url}/secrets`);
  const widths = Object.fromEntries(Object.keys(values).map((name) => [name, 40]));
  await page.evaluate(
    (layout) => localStorage.setItem('dango.columns:["kinds","all_kinds"]', layout),
    JSON.stringify({ widths }),
  );
  await page.goto(`${dango.url}/data?dataset=kinds&table=all_kinds`);
  for (const [name, [, text]] of Object.entries(values)) await expect(gridCell(page, 1, name)).toHaveText(text);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

test('SQL runs, says what is wrong, is refused where it writes, and is cancelled', async ({ page, dango }) => {
  await makeTables(dango, 'create schema shop; create table shop.t as select i from range(2500) t(i)');
  await page.goto(`${dango.url}/data?tab=sql`);
  const editor = page.getByRole('textbox', { name: 'SQL' });
  const run = async (sql: string): Promise<void> => {
    await editor.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(sql);
    await expect(page.locator('.view-lines')).toContainText(sql);
    await page.keyboard.press('Control+Enter');
  };
  await run('select count(*) as rows_there from shop.t');
  await expect(page.getByRole('columnheader', { name: /^rows_there/ })).toBeVisible();
  await expect(page.getByRole('gridcell', { name: '2500' })).toBeVisible();
  await expectAccessible(page);
  await run('select * from shop.t');
  await expect(page.getByText(/^1,000 rows in .*cut the answer/)).toBeVisible();
  await run('select nonsense from shop.t');
  await expect(page.getByRole('alert').filter({ hasText: 'nonsense' })).toBeVisible();
  await run('delete from shop.t');
  await expect(page.getByRole('alert').filter({ hasText: 'The query did not run' })).toBeVisible();
  await run('select sum(a.i * b.i * c.i) from shop.t a, shop.t b, shop.t c');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled')).toBeVisible();
  await run('select count(*) as still_there from shop.t');
  await expect(page.getByRole('gridcell', { name: '2500' })).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('menuitem', { name: 'delete from shop.t' })).toBeVisible();
});

test('a table and a warehouse that are gone are told so', async ({ page, dango }) => {
  await syncSample(dango, 'shop');
  await page.goto(`${dango.url}/data?dataset=raw_shop&table=never_was`);
  await expect(page.getByRole('heading', { name: 'There is no table raw_shop.never_was' })).toBeVisible();
  await page
    .getByRole('link', { name: /^users/ })
    .first()
    .click();
  await expect(page.getByText(/^[\d,]+ rows$/)).toBeVisible();
  rmSync(warehouse(dango));
  await page.getByRole('columnheader', { name: /^id/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'There is no warehouse yet' })).toBeVisible();
});

test('a warehouse that another program writes is waited for', { tag: '@long' }, async ({ page, dango }) => {
  await syncSample(dango, 'shop');
  let lock: WarehouseLock | undefined;
  // The page of sources, which is open, may be reading at this moment.
  await expect(async () => {
    lock = await lockWarehouse(warehouse(dango));
  }).toPass();
  await page.goto(`${dango.url}/data?dataset=raw_shop&table=users`);
  await expect(page.getByRole('alert').filter({ hasText: `(process ${lock?.pid})` })).toBeVisible({ timeout: 20_000 });
  await lock?.release();
  await expect(page.getByText('300 rows', { exact: true })).toBeVisible({ timeout: 20_000 });
});

test('rows are browsed while a sync runs', async ({ page, dango }) => {
  await syncSample(dango, 'shop');
  const syncing = syncSample(dango, 'shop', '--full-refresh');
  await page.goto(`${dango.url}/data`);
  await page
    .getByRole('link', { name: /^users/ })
    .first()
    .click();
  await expect(page.getByText(/^[\d,]+ rows$/)).toBeVisible({ timeout: 20_000 });
  await syncing;
});

test('narrow, in the dark, by keyboard', { tag: '@long' }, async ({ page, dango }) => {
  await makeTables(
    dango,
    `create schema shop; create table shop.items as select i as id, 'x' as word from range(300) t(i)`,
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${dango.url}/data`);
  await page.getByRole('button', { name: 'Choose a table' }).click();
  await page.getByRole('link', { name: /^items/ }).click();
  await expect(page.getByText('300 rows', { exact: true })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
