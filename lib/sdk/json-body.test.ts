import { expect, test } from 'vitest';
import { setInBody } from './json-body.ts';

test('sets a value beside what is there, and changes nothing in place', () => {
  const body = { limit: 5, paging: { size: 1 } };
  expect(setInBody(body, 'paging.after', 'x')).toEqual({ limit: 5, paging: { size: 1, after: 'x' } });
  expect(body).toEqual({ limit: 5, paging: { size: 1 } });
});

test('makes the objects that are missing', () => {
  expect(setInBody(undefined, 'a.b', 1)).toEqual({ a: { b: 1 } });
  expect(setInBody({ a: 7 }, 'a.b', 1)).toEqual({ a: { b: 1 } });
});
