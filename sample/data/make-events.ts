import { createRandom } from './create-random.ts';
import { minuteMs, toInstant } from './instants.ts';

export type ShopEvent = {
  /** Above 2^53 and odd: a program that reads it as a double gets another number. */
  readonly id: bigint;
  readonly type: string;
  readonly user_id: number;
  /** Whole numbers and decimals side by side, and null where no money moved. */
  readonly amount: number | null;
  readonly message: string;
  /** Null in every event. */
  readonly reviewed_by: null;
  readonly page: { readonly path: string; readonly referrer: string | null };
  readonly occurred_at: string;
};

const eventCount = 1000;
const firstId = 9_007_199_254_740_993n;
const firstEvent = Date.UTC(2025, 0, 1);
const types = ['page_view', 'add_to_cart', 'checkout', 'refund'] as const;
const messages = [
  'Opened the shop',
  'Grüße aus Köln',
  '団子をください',
  'Thanks! \u{1F361}\u{1F64F}',
  'family \u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
  'He said "yes" \\ no,\nthen left\t',
  'مرحبا',
  '',
] as const;

export function makeEvents(userCount: number): readonly ShopEvent[] {
  const random = createRandom(44);
  return Array.from({ length: eventCount }, (_, index): ShopEvent => {
    const type = random.pick(types);
    const cents = random.integer(100, 20_000);
    const amount = type === 'page_view' ? null : random.chance(0.5) ? Math.floor(cents / 100) : cents / 100;
    return {
      id: firstId + BigInt(index) * 1_000_002n,
      type,
      user_id: random.integer(1, userCount),
      amount: type === 'refund' && amount !== null ? -amount : amount,
      message: random.pick(messages),
      reviewed_by: null,
      page: {
        path: `/products/${random.integer(1, 120)}`,
        referrer: random.chance(0.5) ? null : 'https://search.example/',
      },
      occurred_at: toInstant(firstEvent + index * 90 * minuteMs),
    };
  });
}
