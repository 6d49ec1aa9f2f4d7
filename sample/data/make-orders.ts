import { createRandom, type Random } from './create-random.ts';
import { dayMs, minuteMs, toInstant } from './instants.ts';
import type { Product } from './make-products.ts';
import type { User } from './make-users.ts';

export type OrderStatus = 'pending' | 'paid' | 'shipped' | 'completed' | 'cancelled';

export type OrderItem = {
  readonly product: { readonly id: number; readonly sku: string };
  readonly quantity: number;
  readonly unit_price: number;
  /** Absent where there is none. */
  readonly discounts?: readonly { readonly code: string; readonly percent: number }[];
};

export type Order = {
  readonly id: number;
  readonly status: OrderStatus;
  readonly customer: { readonly id: number; readonly name: string; readonly email: string };
  readonly items: readonly OrderItem[];
  readonly shipping: {
    readonly method: string;
    readonly address: { readonly city: string; readonly country: string };
  } | null;
  readonly currency: string;
  readonly total: number;
  readonly created_at: string;
  readonly updated_at: string;
};

const orderCount = 3000;
const firstOrder = Date.UTC(2023, 11, 1, 9);
/** No order is newer; several carry exactly this instant. */
const lastUpdate = Date.UTC(2025, 5, 1, 12);
const newestIds = new Set([17, 1500, 2999, 3000]);
const statuses = ['completed', 'completed', 'completed', 'shipped', 'paid', 'pending', 'cancelled'] as const;

/**
 * Orders 1 to 3000 by number. `updated_at` is not in that order, some orders share an instant (a nightly job touched
 * them together), four share the newest one, and those of December 2023 lie before the start date of the tutorial.
 */
export function makeOrders(users: readonly User[], products: readonly Product[]): readonly Order[] {
  const random = createRandom(33);
  return Array.from({ length: orderCount }, (_, index): Order => {
    const id = index + 1;
    const createdMs = firstOrder + index * 4 * 60 * minuteMs + random.integer(0, 200) * minuteMs;
    const items = makeItems(random, products);
    const user = users[random.integer(0, users.length - 1)];
    return {
      id,
      status: random.pick(statuses),
      customer: { id: user?.id ?? 0, name: user?.name ?? '', email: user?.email ?? '' },
      items,
      shipping:
        random.chance(0.2) || !user ? null : { method: random.pick(['post', 'courier']), address: user.address },
      currency: 'EUR',
      total: Math.round(items.reduce((sum, item) => sum + item.quantity * item.unit_price, 0) * 100) / 100,
      created_at: toInstant(createdMs),
      updated_at: toInstant(updateTime(id, createdMs, random)),
    };
  });
}

function updateTime(id: number, createdMs: number, random: Random): number {
  const ownMs = createdMs + random.integer(1, 12 * 24 * 60) * minuteMs;
  if (newestIds.has(id)) return lastUpdate;
  const nightly = Math.ceil(ownMs / dayMs) * dayMs;
  return Math.min(id % 10 < 3 ? nightly : ownMs, lastUpdate - minuteMs);
}

function makeItems(random: Random, products: readonly Product[]): readonly OrderItem[] {
  return Array.from({ length: random.integer(1, 4) }, (): OrderItem => {
    const product = products[random.integer(0, products.length - 1)];
    const item = {
      product: { id: product?.id ?? 0, sku: product?.sku ?? '' },
      quantity: random.integer(1, 5),
      unit_price: product?.price ?? 0,
    };
    if (!random.chance(0.2)) return item;
    const codes = random.chance(0.3) ? ['WELCOME', 'SPRING'] : ['WELCOME'];
    return { ...item, discounts: codes.map((code) => ({ code, percent: random.integer(1, 6) * 2.5 })) };
  });
}
