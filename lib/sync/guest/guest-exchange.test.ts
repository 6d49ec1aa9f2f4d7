import { expect, test } from 'vitest';
import { isGuestExchange } from './guest-exchange.ts';

/** As it comes through the channel: what is undefined is absent. */
const exchange = {
  number: 1,
  method: 'GET',
  url: 'http://127.0.0.1/items',
  requestHeaders: { accept: 'application/json' },
  status: 0,
  responseHeaders: {},
  responseBytes: 0,
  startedAt: '2026-11-26T11:00:00.000Z',
  durationMs: 1,
  attempts: 5,
  error: 'nobody answers',
  isBodyCut: false,
};

test('an exchange passes, with and without what may be absent', () => {
  expect(isGuestExchange(exchange)).toBe(true);
  expect(isGuestExchange({ ...exchange, resource: 'items', responseBody: '[]', reason: 'first page' })).toBe(true);
  const retries = [{ cause: '503 Service Unavailable', waitMs: 1000 }];
  expect(isGuestExchange({ ...exchange, retries, decision: '1 record; the list ends: it is short' })).toBe(true);
});

test.each([
  ['no object', 'exchange'],
  ['no number', { ...exchange, number: '1' }],
  ['no address', { ...exchange, url: undefined }],
  ['a body that is no text', { ...exchange, responseBody: {} }],
  ['no headers', { ...exchange, requestHeaders: null }],
  ['a header that is no text', { ...exchange, responseHeaders: { etag: {} } }],
  ['retries that are no list', { ...exchange, retries: 'many' }],
  ['a retry without its pause', { ...exchange, retries: [{ cause: '503' }] }],
  ['no word on its length', { ...exchange, isBodyCut: undefined }],
])('%s is refused', (_title, value) => {
  expect(isGuestExchange(value)).toBe(false);
});
