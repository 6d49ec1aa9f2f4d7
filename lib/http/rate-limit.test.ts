import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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
  const limiter = createRateLimiter({ rate: 10, clock });
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
  const limiter = createRateLimiter({ rate: 10, clock });
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
  const limiter = createRateLimiter({ rate: undefined, clock });
  await Promise.all(Array.from({ length: 100 }, () => limiter.acquire(signal, () => undefined)));
  expect(clock.now()).toBe(1000);
});

test.each([0, -1, Number.NaN])('refuses a rate of %d', (rate) => {
  const clock = createManualClock();
  expect(() => createRateLimiter({ rate, clock })).toThrow('above 0');
  expect(() => createRateLimiter({ rate: { requests: rate, per: 'minute' }, clock })).toThrow('above 0');
});

describe('so many requests within a period', () => {
  test('go as fast as they come, and then when the period lets them', async () => {
    const clock = createManualClock();
    const limiter = createRateLimiter({ rate: { requests: 3, per: 'minute' }, clock });
    const sentAt: number[] = [];
    const send = (): void => void limiter.acquire(signal, () => undefined).then(() => sentAt.push(clock.now()));
    send();
    send();
    await clock.advanceTo(11_000);
    for (let index = 0; index < 5; index++) send();
    await clock.advanceTo(200_000);
    expect(sentAt).toEqual([1000, 1000, 11_000, 61_000, 61_000, 71_000, 121_000]);
  });

  test('are never more, whenever they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 }),
        async (requests, gaps) => {
          const clock = createManualClock();
          const limiter = createRateLimiter({ rate: { requests, per: 'second' }, clock });
          const sentAt: number[] = [];
          for (const gap of gaps) {
            await clock.advanceTo(clock.now() + gap);
            void limiter.acquire(signal, () => undefined).then(() => sentAt.push(clock.now()));
          }
          await clock.advanceTo(clock.now() + 100_000);
          expect(sentAt).toHaveLength(gaps.length);
          sentAt.forEach((instant, index) => {
            const earlier = sentAt[index - requests];
            if (earlier !== undefined) expect(instant - earlier).toBeGreaterThanOrEqual(1000);
          });
        },
      ),
      { numRuns: 50 },
    );
  });
});

test('a server that refuses slows the requests down, until it accepts enough of them', async () => {
  const clock = createManualClock();
  const limiter = createRateLimiter({ rate: undefined, clock });
  const sendTwo = async (): Promise<number> => {
    const start = clock.now();
    const both = Promise.all([1, 2].map(() => limiter.acquire(signal, () => undefined)));
    let endedAt = 0;
    void both.then(() => (endedAt = clock.now()));
    await clock.advanceTo(start + 60_000);
    return endedAt - start;
  };
  expect(await sendTwo()).toBe(0);
  limiter.slowDown();
  // Refused together with the one before.
  limiter.slowDown();
  expect(await sendTwo()).toBe(250);
  limiter.slowDown();
  expect(await sendTwo()).toBe(500);
  for (let index = 0; index < 12; index++) limiter.speedUp();
  expect(await sendTwo()).toBe(0);
});
