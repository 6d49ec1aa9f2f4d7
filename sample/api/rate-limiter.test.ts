import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limiter.ts';

test('refuses what is too much in one second and starts afresh in the next', () => {
  let time = 500;
  const limiter = createRateLimiter(2, () => time);
  expect([limiter.secondsToWait(), limiter.secondsToWait(), limiter.secondsToWait()]).toEqual([0, 0, 1]);
  time += 999;
  expect(limiter.secondsToWait()).toBe(1);
  time += 1;
  expect(limiter.secondsToWait()).toBe(0);
});
