import type { Page } from '@playwright/test';

import { countRows } from '../test/support/read-warehouse.ts';
import { expect, test } from './support/dango.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { promptMs } from '../test/support/prompt.ts';

test.use({ project: 'sample' });

const isOrders = ({ path }: { readonly path: string }): boolean => path === '/orders';

const syncShop = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/sources`);
  await page.getByRole('button', { name: 'Sync shop', exact: true }).click();
  await page.getByRole('link', { name: 'Watch' }).click();
  await expect(page).toHaveURL(/\/runs\//);
};

test('a run is watched to its end, and looks the same afterwards', async ({ page, dango }) => {
  await syncShop(page, dango.url);
  await expect(page.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
  const orders = page.getByRole('row', { name: /orders/ });
  await expect(orders).toContainText('Read');
  const live = await orders.innerText();
  await page.reload();
  await expect(page.getByText('Succeeded').first()).toBeVisible();
  expect(await page.getByRole('row', { name: /orders/ }).innerText()).toBe(live);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Runs' }).first().click();
  await expect(page.getByRole('row', { name: /shop/ })).toContainText('Succeeded');
  await expectAccessible(page);
});

test('cancel stops a run within two seconds, and leaves nothing', async ({ page, dango }) => {
  const held = dango.api.hold(isOrders);
  await syncShop(page, dango.url);
  await expect(page.getByRole('row', { name: /orders/ })).toContainText('Reading');
  const startedAt = Date.now();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled').first()).toBeVisible();
  expect(Date.now() - startedAt).toBeLessThan(promptMs);
  held.release();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
});

test('a reload in the middle and a second tab miss nothing', async ({ page, dango, context }) => {
  const held = dango.api.hold(isOrders);
  await syncShop(page, dango.url);
  await expect(page.getByRole('row', { name: /users/ })).toContainText('Read');
  await page.reload();
  const second = await context.newPage();
  await second.goto(page.url());
  for (const tab of [page, second]) await expect(tab.getByRole('row', { name: /users/ })).toContainText('Read');
  held.release();
  await expect(second.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
  await page.bringToFront();
  await expect(page.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
  expect(await page.getByRole('table', { name: 'Tables' }).innerText()).toBe(
    await second.getByRole('table', { name: 'Tables' }).innerText(),
  );
});

test('a run outlives the server, and the page finds it again', async ({ page, dango }) => {
  const held = dango.api.hold(isOrders);
  await syncShop(page, dango.url);
  await expect(page.getByRole('row', { name: /orders/ })).toContainText('Reading');
  await dango.killServer();
  await expect(page.getByText('The server does not answer')).toBeVisible();
  held.release();
  await dango.startServer();
  await expect(page.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('The server does not answer')).toBeHidden();
  expect((await countRows(dango.projectRoot, 'raw_shop'))['orders']).toBe(
    // The source begins with 2024.
    dango.api.shop.orders.filter(({ updated_at: at }) => at >= '2024-01-01').length,
  );
});

test('a failure is told with the response that caused it', async ({ page, dango }) => {
  dango.api.fail(isOrders, { status: 404 });
  await syncShop(page, dango.url);
  await expect(page.getByText('Table orders failed')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('had status 404')).toBeVisible();
  await expectAccessible(page);
});

test('an unknown run says so', async ({ page, dango }) => {
  await page.goto(`${dango.url}/runs/20260101-000000-none`);
  await expect(page.getByRole('alert').first()).toContainText('There is no run "20260101-000000-none"');
});
