import { expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { showExchange } from './shown-exchange.ts';

const exchangeOf = (responseBody: string | undefined): Exchange => ({
  number: 1,
  resource: 'items',
  method: 'GET',
  url: 'http://127.0.0.1/items',
  requestHeaders: {},
  requestBody: undefined,
  status: 200,
  responseHeaders: {},
  responseBytes: 3,
  responseBody,
  startedAt: '2026-11-26T11:00:00.000Z',
  durationMs: 1,
  attempts: 1,
  reason: undefined,
  error: undefined,
});

test.each([
  [undefined, undefined, false],
  ['abc', 'abc', false],
  ['abcd', 'abc', true],
  // Two halves make one character; the first alone is none.
  ['ab😀', 'ab', true],
])('of %j three characters are %j', (body, shown, isBodyCut) => {
  expect(showExchange(exchangeOf(body), 3)).toEqual({ ...exchangeOf(shown), isBodyCut });
});

test('what was cut before stays known as cut', () => {
  expect(showExchange(showExchange(exchangeOf('abcdef'), 4), 10)).toMatchObject({
    responseBody: 'abcd',
    isBodyCut: true,
  });
});
