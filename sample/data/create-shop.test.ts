import { describe, expect, test } from 'vitest';
import { createShop } from './create-shop.ts';

describe('createShop', () => {
  const shop = createShop();
  const instants = shop.orders.map((order) => order.updated_at);
  const newest = instants.toSorted().at(-1);

  test('is the same each time', () => {
    const { users, products, events, contacts, orders } = createShop();
    expect(shop).toMatchObject({ users, products, events, contacts, orders });
  });

  test('has orders that share an instant, several of them the newest one', () => {
    expect(instants.length - new Set(instants).size).toBeGreaterThan(100);
    expect(instants.filter((instant) => instant === newest)).toHaveLength(4);
  });

  test('has orders before the start date of the tutorial, and most behind it', () => {
    const early = instants.filter((instant) => instant < '2024-01-01T00:00:00Z').length;
    expect(early).toBeGreaterThan(50);
    expect(early).toBeLessThan(300);
  });

  test('has whole and broken amounts, and ids that a double cannot hold', () => {
    const amounts = shop.events.flatMap(({ amount }) => (amount === null ? [] : [Number.isInteger(amount)]));
    expect(new Set(amounts)).toEqual(new Set([true, false]));
    expect(shop.events.every(({ id }) => BigInt(Number(id)) !== id)).toBe(true);
  });

  test('names missing users and products that the lists show', () => {
    const userIds = shop.users.map(({ id }) => id);
    const productIds = shop.products.map(({ id }) => id);
    expect(userIds).toEqual(expect.arrayContaining([...shop.missingUserIds]));
    expect(productIds).toEqual(expect.arrayContaining([...shop.missingProductIds]));
  });

  test('adds orders behind the last one and changes only what a patch names', () => {
    const own = createShop();
    const [added] = own.addOrders([{ status: 'paid', updated_at: '2025-07-01T00:00:00Z' }]);
    expect(added).toMatchObject({ id: 3001, status: 'paid', updated_at: '2025-07-01T00:00:00Z' });
    const before = own.orders[4];
    expect(own.updateOrder(5, { status: 'cancelled' })).toEqual({ ...before, status: 'cancelled' });
    expect(() => own.updateOrder(9999, {})).toThrow(RangeError);
  });
});
