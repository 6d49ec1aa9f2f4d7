import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCursorValues } from './compare-cursor-values.ts';
import { splitRange } from './split-range.ts';

const nowMs = Date.parse('2024-05-20T06:00:00Z');
const spans = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom('h', 'd', 'w'))
  .map(([n, unit]) => `${n}${unit}`);
const starts = fc
  .integer({ min: Date.parse('2023-01-01'), max: Date.parse('2024-06-01') })
  .chain((ms) =>
    fc.constantFrom(
      ms,
      Math.floor(ms / 1000),
      BigInt(ms),
      new Date(ms).toISOString(),
      `${new Date(ms).toISOString().slice(0, 19)}+05:30`,
    ),
  );

test('windows follow each other without a gap, from the start to now, and each is no longer than asked for', () => {
  fc.assert(
    fc.property(starts, spans, (start, length) => {
      const ranges = splitRange(start, undefined, length, nowMs) ?? [];
      expect(ranges[0]?.start).toBe(start);
      expect(ranges.map(({ isLast }) => isLast)).toEqual(ranges.map((_, index) => index === ranges.length - 1));
      const isChain = ranges.every(
        ({ start: from, end }, index) =>
          from !== undefined &&
          end !== undefined &&
          (compareCursorValues(from, end) ?? 0) < 0 &&
          (index === 0 || ranges[index - 1]?.end === from),
      );
      expect(isChain).toBe(true);
    }),
  );
});

test('a run that goes on at a bound has the same windows as the one that began before', () => {
  fc.assert(
    fc.property(starts, spans, fc.nat(), (start, length, pick) => {
      const ranges = splitRange(start, undefined, length, nowMs) ?? [];
      const index = ranges.length < 2 ? 0 : 1 + (pick % (ranges.length - 1));
      const from = ranges[index]?.start ?? start;
      expect(splitRange(from, undefined, length, nowMs)).toEqual(ranges.slice(index));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['a', '1d'],
  ['2024-01-01', '1h'],
  ['2024-01', '1w'],
  [5, '1d', 'x'],
  ['0001-01-01', '1d'],
  [1, 10],
])('%s cannot be read in windows of %s', (start, length, end?: string) => {
  expect(splitRange(start, end, length, nowMs)).toBeUndefined();
});
