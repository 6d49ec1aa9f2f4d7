import { expect, test } from 'vitest';
import { refuseResponse } from './refuse-response.ts';

test('a response is no record, a record with bytes is', () => {
  expect(() => refuseResponse(new Response('[]'), 'users')).toThrow(/users yielded a response/);
  expect(() => refuseResponse({ exchange: 1, bytes: new Uint8Array(), status: 200 }, 'users')).toThrow(/response/);
  expect(() => refuseResponse({ id: 1, bytes: 12, exchange: 'NYSE' }, 'users')).not.toThrow();
});
