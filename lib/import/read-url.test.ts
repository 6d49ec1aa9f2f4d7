import { expect, test } from 'vitest';

import { addressesIn } from './read-url.ts';

test.each([
  ['https://api.example.com/v1/orders', ['https://api.example.com/v1/orders']],
  [
    '  https://api.example.com/a \r\n\n http://api.example.com/b\n',
    ['https://api.example.com/a', 'http://api.example.com/b'],
  ],
  ['api.example.com/v1/orders?limit=5', ['https://api.example.com/v1/orders?limit=5']],
  ['api.example.com:8443/orders', ['https://api.example.com:8443/orders']],
  ['localhost:3000/orders', ['http://localhost:3000/orders']],
  ['127.0.0.1:3000', ['http://127.0.0.1:3000']],
  ['[::1]:3000/orders', ['http://[::1]:3000/orders']],
  ['"https://api.example.com/a"', ['https://api.example.com/a']],
  ['<https://api.example.com/a>', ['https://api.example.com/a']],
  ["'https://a.example.com/a',\n`https://a.example.com/b`", ['https://a.example.com/a', 'https://a.example.com/b']],
])('%j has addresses', (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test.each([
  '',
  'orders',
  'hello world',
  'name: shop',
  'openapi.json',
  'https://',
  'https://a.example.com and more',
  '/v1/orders',
])('%j has none', (text) => {
  expect(addressesIn(text)).toBeUndefined();
});
