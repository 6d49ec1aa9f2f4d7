import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultHttpLimits } from './default-limits.ts';
import { decideRetry, type FinishedAttempt, type RetryDecision } from './retry-policy.ts';
import type { NetworkFailure, NetworkFailureKind, WireResponse } from './transport.ts';

function status(code: number, headers: Record<string, string> = {}): WireResponse {
  return { type: 'response', status: code, headers, bytes: new Uint8Array() };
}

function failure(kind: NetworkFailureKind, wasSent = true): NetworkFailure {
  return { type: 'failure', kind, words: kind, systemCode: undefined, wasSent, cause: undefined };
}

function decide(outcome: FinishedAttempt['outcome'], rest: Partial<FinishedAttempt> = {}): number | 'stop' {
  const decision = decideWhole(outcome, rest);
  return decision.type === 'stop' ? 'stop' : decision.waitMs;
}

function decideWhole(outcome: FinishedAttempt['outcome'], rest: Partial<FinishedAttempt> = {}): RetryDecision {
  return decideRetry({
    attempt: 1,
    outcome,
    isRepeatable: true,
    hasHostAnswered: true,
    silentMs: 0,
    spentMs: 0,
    limits: defaultHttpLimits,
    nowMs: 0,
    random: 0.5,
    ...rest,
  });
}

describe('what is repeated', () => {
  test.each([429, 500, 502, 503, 504])('repeats status %i', (code) => {
    expect(decide(status(code))).toBe(1000);
  });

  test.each([200, 304, 400, 401, 404, 422, 501])('does not repeat status %i', (code) => {
    expect(decide(status(code))).toBe('stop');
  });

  test.each(['unreachable', 'name-unknown', 'reset', 'cut', 'timeout'] as const)('repeats after "%s"', (kind) => {
    expect(decide(failure(kind))).toBe(1000);
  });

  test.each(['tls', 'protocol', 'too-large'] as const)('does not repeat after "%s"', (kind) => {
    expect(decide(failure(kind))).toBe('stop');
  });

  test('repeats a 403 that means too many requests', () => {
    expect(decide(status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }))).toBe(30_000);
    expect(decide(status(403, { 'retry-after': '5' }))).toBe(5000);
    expect(decide(status(403, { 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '30' }))).toBe('stop');
  });

  test('repeats the statuses that are given, and no others', () => {
    const limits = { ...defaultHttpLimits, retriedStatuses: [409] };
    expect(decide(status(409), { limits })).toBe(1000);
    expect(decide(status(503), { limits })).toBe('stop');
    expect(decide(failure('reset'), { limits })).toBe(1000);
  });

  test('repeats what is not repeatable only when the server has not processed it', () => {
    const post = { isRepeatable: false };
    expect([429, 503].map((code) => decide(status(code), post))).toEqual([1000, 1000]);
    expect([500, 502, 504].map((code) => decide(status(code), post))).toEqual(['stop', 'stop', 'stop']);
    expect(decide(failure('unreachable', false), post)).toBe(1000);
    expect(decide(failure('reset', true), post)).toBe('stop');
    expect(decide(failure('timeout', true), post)).toBe('stop');
  });

  test('stops after the last attempt', () => {
    expect(decide(status(503), { attempt: 9 })).toBe(60_000);
    expect(decide(status(503), { attempt: 10 })).toBe('stop');
  });
});

describe('how long it waits', () => {
  test('doubles the wait up to a minute, give or take a quarter', () => {
    expect([1, 2, 3, 6, 7].map((attempt) => decide(status(500), { attempt }))).toEqual([
      1000, 2000, 4000, 32_000, 60_000,
    ]);
    expect([0, 0.999_999].map((random) => decide(status(500), { random }))).toEqual([750, 1250]);
  });

  test('does what the server asks, without jitter', () => {
    expect(decide(status(429, { 'retry-after': '7' }), { random: 0.9 })).toBe(7000);
    expect(decide(status(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:20 GMT' }), { nowMs: 5000 })).toBe(15_000);
  });

  test('a wait that the server asks for is no attempt, unless it is too short to be one', () => {
    const last = { attempt: 10 };
    expect(decide(status(429, { 'retry-after': '7' }), last)).toBe(7000);
    expect(decide(status(429, { 'retry-after': '0' }), last)).toBe('stop');
    expect(decide(status(429, { 'x-ratelimit-reset': '20' }), last)).toBe(20_000);
    expect(decide(status(503, { 'x-ratelimit-reset': '20' }), last)).toBe('stop');
  });

  test('does not wait at all where nothing is to be repeated', () => {
    const limits = { ...defaultHttpLimits, maxAttempts: 1 };
    expect(decide(status(429, { 'retry-after': '7' }), { limits })).toBe('stop');
  });

  test('a server that asks for more than the limit ends the request, with the way out', () => {
    expect(decideWhole(status(429, { 'retry-after': '3600' }))).toEqual({
      type: 'stop',
      hint: 'Sync again in 60 minutes, or set retry.max_wait of the source to 3600: the API asks for that wait.',
    });
  });

  test('ends when the time for one request is used up', () => {
    expect(decide(status(503), { spentMs: 899_000 })).toBe(1000);
    expect(decideWhole(status(429, { 'retry-after': '120' }), { spentMs: 800_000 })).toMatchObject({
      type: 'stop',
      hint: expect.stringContaining('15 minutes, is used up') as string,
    });
  });

  test('never waits longer than the limit, whatever the server asks', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (seconds, attempt, random) => {
          const limits = { ...defaultHttpLimits, maxAttempts: 99 };
          for (const outcome of [status(503), status(503, { 'retry-after': String(seconds) })]) {
            const waitMs = decide(outcome, { attempt, random, limits });
            if (waitMs === 'stop') continue;
            expect(waitMs).toBeLessThanOrEqual(limits.maxWaitMs);
            expect(waitMs).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

describe('a host that never answered', () => {
  test('is given up within its time, and a name that is unknown after one repetition', () => {
    const never = { hasHostAnswered: false };
    expect(decide(failure('unreachable'), never)).toBe(1000);
    expect(decide(failure('unreachable'), { ...never, attempt: 4, silentMs: 7000 })).toBe('stop');
    expect(decide(failure('name-unknown'), { ...never, attempt: 2, silentMs: 1000 })).toBe('stop');
    expect(decide(failure('unreachable'), { ...never, attempt: 2, silentMs: 11_000 })).toBe('stop');
  });

  test('gets all attempts once it has answered', () => {
    expect(decide(failure('unreachable'), { attempt: 4, silentMs: 60_000 })).toBe(8000);
  });
});
