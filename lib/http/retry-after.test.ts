import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const nowMs = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['0', 0],
  [' 120 ', 120_000],
  ['1.5', 1500],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
])('reads %j', (value, expected) => {
  expect(parseRetryAfter(value, nowMs)).toBe(expected);
});

test.each([undefined, '', 'soon', '-5', '12 s', '2026-01-01'])('gives nothing for %j', (value) => {
  expect(parseRetryAfter(value, nowMs)).toBeUndefined();
});
