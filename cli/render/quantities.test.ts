import { expect, test } from 'vitest';

import { formatAmount, formatBytes, formatDuration } from './quantities.ts';

test.each([
  [0, '0 rows'],
  [1, '1 row'],
  [3420, '3,420 rows'],
])('%d rows read as %s', (count, text) => {
  expect(formatAmount(count, 'row')).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [999_600, '1.0 MB'],
  [340_000, '340 KB'],
  [1_800_000_000, '1.8 GB'],
])('%d bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [340.4, '340 ms'],
  [1234, '1.2 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [11_520_000, '3 h 12 min'],
])('%d milliseconds read as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
