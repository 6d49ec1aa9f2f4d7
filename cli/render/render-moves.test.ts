import { expect, test } from 'vitest';
import { renderMoves } from './render-moves.ts';

const cursor = (last: unknown) => ({ initial_value: null, last_value: last, unique_hashes: [] });
const stateOf = (orders: unknown, log?: unknown) => ({
  shop: {
    resources: {
      orders: { incremental: { at: cursor(orders) } },
      ...(log === undefined ? {} : { log: { incremental: { number: cursor(log) } } }),
    },
  },
});

test('each cursor that moves is named with both positions', () => {
  expect(renderMoves({ before: stateOf('2026-01-05', 7n), after: stateOf('2026-01-02', 7n) })).toEqual([
    'orders.at: 2026-01-05 → 2026-01-02',
  ]);
  expect(renderMoves({ before: stateOf('2026-01-05', 7n), after: stateOf('2026-01-05') })).toEqual([
    'log.number: 7 → not saved, its next sync reads everything',
  ]);
});
