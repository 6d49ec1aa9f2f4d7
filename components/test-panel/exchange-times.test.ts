import { expect, test } from 'vitest';

import type { PreviewExchange } from '#lib/index.ts';
import { spanOf, startsOf } from './exchange-times.ts';

const exchange = (number: number, startedAt: string, durationMs: number, replayOf?: number) =>
  ({ number, startedAt: `2024-01-01T${startedAt}Z`, durationMs, replayOf }) as PreviewExchange;

test('what was asked for now stands behind what was recorded hours ago, without the time between', () => {
  const exchanges = [
    exchange(1, '08:00:00.000', 100, 1),
    exchange(2, '08:00:00.100', 50, 2),
    exchange(3, '17:30:00.000', 40),
    exchange(4, '17:30:00.060', 20),
  ];
  const starts = startsOf(exchanges);
  const span = spanOf(exchanges, starts);
  expect([1, 2, 3, 4].map((number) => (starts.get(number) ?? 0) - span.startMs)).toEqual([0, 100, 150, 210]);
  expect(span.endMs - span.startMs).toBe(230);
});

test('answers of one kind stand where they came', () => {
  const exchanges = [exchange(1, '08:00:00.000', 100), exchange(2, '08:00:05.000', 10)];
  expect(startsOf(exchanges).get(2)).toBe(Date.parse('2024-01-01T08:00:05Z'));
  expect(spanOf(exchanges, startsOf(exchanges))).toEqual(spanOf(exchanges));
});
