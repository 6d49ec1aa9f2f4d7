import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

/** A clock on which time passes only by waiting; waits end in the order of their instants. */
function createManualClock() {
  let now = 1000;
  const waiting: { readonly until: number; readonly resolve: () => void }[] = [];
  return {
    now: () => now,
    wait: (ms: number) => new Promise<void>((resolve) => void waiting.push({ until: now + ms, resolve })),
    async advanceTo(instant: number) {
      await new Promise(setImmediate);
      for (;;) {
        const next = waiting.toSorted((first, second) => first.until - second.until)[0];
        if (next === undefined || next.until > instant) break;
        now = next.until;
        waiting.splice(waiting.indexOf(next), 1);
        next.resolve();
        await new Promise(setImmediate);
      }
      now = instant;
    },
  };
}

const { signal } = new AbortController();

test('spaces requests evenly and tells only waits that are worth telling', async () => {
  const clock = createManualClock();
  const limiter = createRateLimiter({ requestsPerSecond: 10, clock });
  const sentAt: number[] = [];
  const delays: number[] = [];
  for (let index = 0; index < 4; index++) {
    void limiter.acquire(signal, (waitMs) => delays.push(waitMs)).then(() => sentAt.push(clock.now()));
  }
  await clock.advanceTo(2000);
  expect(sentAt).toEqual([1000, 1100, 1200, 1300]);
  expect(delays).toEqual([100, 200, 300]);
  await limiter.acquire(signal, (waitMs) => delays.push(waitMs));
  expect(delays).toHaveLength(3);
});

test('a pause holds back those that come later and those that wait already', async () => {
  const clock = createManualClock();
  const limiter = createRateLimiter({ requestsPerSecond: 10, clock });
  const sentAt: number[] = [];
  const send = (): void => void limiter.acquire(signal, () => undefined).then(() => sentAt.push(clock.now()));
  send();
  send();
  limiter.pauseUntil(5000);
  send();
  await clock.advanceTo(4999);
  expect(sentAt).toEqual([1000]);
  await clock.advanceTo(6000);
  expect(sentAt).toEqual([1000, 5000, 5100]);
});

test('does not wait without a rate', async () => {
  const clock = createManualClock();
  const limiter = createRateLimiter({ requestsPerSecond: undefined, clock });
  await Promise.all(Array.from({ length: 100 }, () => limiter.acquire(signal, () => undefined)));
  expect(clock.now()).toBe(1000);
});

test.each([0, -1, Number.NaN])('refuses a rate of %d', (requestsPerSecond) => {
  const clock = createManualClock();
  expect(() => createRateLimiter({ requestsPerSecond, clock })).toThrow('above 0');
});
