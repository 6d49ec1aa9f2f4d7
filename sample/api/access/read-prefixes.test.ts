import { expect, test } from 'vitest';
import { readPrefixes } from './read-prefixes.ts';

test('takes every prefix off, in whatever order', () => {
  const both = { path: '/orders', access: ['basic'], isLimited: true };
  expect(readPrefixes('/auth/basic/limited/orders')).toEqual(both);
  expect(readPrefixes('/limited/auth/basic/orders')).toEqual(both);
});

test('leaves unknown kinds of access and plain paths as they are', () => {
  for (const path of ['/', '/orders', '/auth/magic/orders', '/limitedorders']) {
    expect(readPrefixes(path)).toEqual({ path, access: [], isLimited: false });
  }
});
