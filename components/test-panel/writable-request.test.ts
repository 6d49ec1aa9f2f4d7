import { expect, test } from 'vitest';
import type { PreviewExchange } from '#lib/index.ts';
import { secretPlacesOf, writableRequest } from './writable-request.ts';

const sources = (block: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://shop.example
${block}`;

const exchange: PreviewExchange = {
  number: 1,
  resource: 'users',
  method: 'GET',
  url: 'https://shop.example/users?page=2&api_key=***&other=***',
  requestHeaders: {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    host: 'shop.example',
    authorization: 'Bearer ***',
    'x-tenant': '***',
  },
  requestBody: undefined,
  status: 200,
  responseHeaders: {},
  responseBytes: 2,
  responseBody: '[]',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 5,
  attempts: 1,
  reason: 'first page',
  error: undefined,
  isBodyCut: false,
};

const written = (block: string) => writableRequest(exchange, secretPlacesOf(sources(block), 'shop', 'users'));
const users = '      resources: [{ name: users, endpoint: /users }]\n';

test('a bearer token and a secret header stand by their names; what has no name stays hidden', () => {
  expect(
    written(`      auth: { type: bearer, token: "\${TOKEN}" }\n      headers: { X-Tenant: "t-\${TENANT}" }\n${users}`),
  ).toEqual({
    method: 'GET',
    url: ['https://shop.example/users?page=2&api_key=***&other=***'],
    headers: [
      ['accept', ['application/json']],
      ['authorization', ['Bearer ', { secret: 'TOKEN' }]],
      ['x-tenant', ['t-', { secret: 'TENANT' }]],
    ],
    body: undefined,
  });
});

test('a key in the query stands by its name', () => {
  const { url, headers } = written(
    `      auth: { type: api_key, name: api_key, api_key: "\${KEY}", location: query }\n${users}`,
  );
  expect(url).toEqual(['https://shop.example/users?page=2&api_key=', { secret: 'KEY' }, '&other=***']);
  expect(headers).toContainEqual(['authorization', ['Bearer ***']]);
});

test('a token that is written out, comes from elsewhere or depends on a record has no name', () => {
  for (const token of ['abcdef', '${credentials.token}', 'x-{resources.a.b}-${TOKEN}']) {
    const { headers } = written(`      auth: { type: bearer, token: "${token}" }\n${users}`);
    expect(headers).toContainEqual(['authorization', ['Bearer ***']]);
  }
});

test('a source that cannot be used hides every secret', () => {
  expect(writableRequest(exchange, secretPlacesOf(': broken', 'shop', 'users')).headers).toContainEqual([
    'x-tenant',
    ['***'],
  ]);
});
