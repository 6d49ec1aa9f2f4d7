import { expect, test } from 'vitest';
import { describeWait } from './describe-wait.ts';

test.each([
  [0, '1 second'],
  [20_000, '20 seconds'],
  [119_500, '2 minutes'],
  [300_000, '5 minutes'],
  [7_200_000, '2 hours'],
])('says %i ms as "%s"', (ms, words) => {
  expect(describeWait(ms)).toBe(words);
});
