import { expect, test } from 'vitest';
import { syncShop } from './support/sync-here.ts';
import { byMonth, idsIn, nowMs, openWindowedShop } from './support/windowed-shop.ts';

test('a full refresh whose windows bring nothing any more is told once all are loaded', async () => {
  const { root, orders } = await openWindowedShop(
    `write_disposition: append, incremental: { cursor_path: at, ${byMonth} }`,
  );
  await syncShop(root, { nowMs });
  orders.splice(0, 3);
  const some = await syncShop(root, { nowMs, fullRefresh: true });
  expect(some.warnings).not.toContain('full refresh left');
  orders.splice(0);
  const none = await syncShop(root, { nowMs, fullRefresh: true });
  expect(none.warnings).toContain('The full refresh left 0 of 11 rows in table orders: its windows brought no more.');
  expect(await idsIn(root)).toEqual([]);
});

test('who lets tables lose their rows is told nothing', async () => {
  const { root, orders } = await openWindowedShop();
  await syncShop(root, { nowMs });
  orders.splice(0);
  const { warnings, status } = await syncShop(root, { nowMs, fullRefresh: true, allowEmptyReplace: true });
  expect({ warnings, status }).toEqual({ warnings: '', status: 'succeeded' });
});
