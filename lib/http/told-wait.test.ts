import { describe, expect, test } from 'vitest';
import { isRefusedByLimit, readToldWait } from './told-wait.ts';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const inSeconds = nowMs / 1000;

describe('the instant at which a limit is reset', () => {
  test.each([
    ['seconds', { 'x-ratelimit-reset': '90' }, 90_000],
    ['seconds with a fraction', { 'x-rate-limit-reset': '1.5' }, 1500],
    ['an instant in seconds', { 'x-ratelimit-reset': String(inSeconds + 30) }, 30_000],
    ['an instant in milliseconds', { 'ratelimit-reset': String(nowMs + 30_000) }, 30_000],
    ['an ISO instant', { 'x-ratelimit-reset': '2026-01-01T00:01:00Z' }, 60_000],
    ['an HTTP date', { 'x-ratelimit-reset': 'Thu, 01 Jan 2026 00:02:00 GMT' }, 120_000],
    ['the fields of a draft', { ratelimit: 'limit=100, remaining=0, reset=50' }, 50_000],
    ['the fields of a later draft', { ratelimit: '"default";r=0;t=50' }, 50_000],
    ['Retry-After before all others', { 'retry-after': '3', 'x-ratelimit-reset': '90' }, 3000],
  ])('is read as %s', (_, headers, expected) => {
    expect(readToldWait({ status: 429, headers }, nowMs)).toBe(expected);
  });

  test.each([
    ['an instant that has passed', { 'x-ratelimit-reset': String(inSeconds - 5) }],
    ['a word', { 'x-ratelimit-reset': 'soon' }],
    ['nothing', {}],
  ])('is not read from %s', (_, headers) => {
    expect(readToldWait({ status: 429, headers }, nowMs)).toBeUndefined();
  });

  test('counts only when the limit is used up', () => {
    const reset = { 'x-ratelimit-reset': '90' };
    expect(readToldWait({ status: 200, headers: { ...reset, 'x-ratelimit-remaining': '7' } }, nowMs)).toBeUndefined();
    expect(readToldWait({ status: 500, headers: reset }, nowMs)).toBeUndefined();
    expect(readToldWait({ status: 200, headers: { ...reset, 'x-ratelimit-remaining': '0' } }, nowMs)).toBe(90_000);
  });

  test('counts from the clock of the server', () => {
    const headers = { date: 'Thu, 01 Jan 2026 00:10:00 GMT', 'x-ratelimit-reset': String(inSeconds + 630) };
    expect(readToldWait({ status: 429, headers }, nowMs)).toBe(30_000);
  });
});

test.each([
  [429, {}, true],
  [403, {}, false],
  [403, { 'retry-after': '9' }, true],
  [403, { 'x-ratelimit-remaining': '0' }, true],
  [403, { 'x-ratelimit-remaining': '10' }, false],
  [500, { 'x-ratelimit-remaining': '0' }, false],
])('status %i with %j refuses because of a limit: %s', (status, headers, expected) => {
  expect(isRefusedByLimit({ status, headers })).toBe(expected);
});
