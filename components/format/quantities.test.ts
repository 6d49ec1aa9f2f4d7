import { expect, test } from 'vitest';

import { bytesText, durationText } from './quantities.ts';

test('bytes take the unit that fits', () => {
  expect([bytesText(0), bytesText(999), bytesText(1_234), bytesText(123_456_789)]).toEqual([
    '0 B',
    '999 B',
    '1.2 kB',
    '123 MB',
  ]);
});

test('durations too', () => {
  expect([durationText(85), durationText(2_400), durationText(185_000)]).toEqual(['85 ms', '2.4 s', '3 min 5 s']);
});
