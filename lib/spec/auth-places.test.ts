import { expect, test } from 'vitest';
import { authPlaces, stepsBelowAuth } from './auth-places.ts';

test('every auth block of a source is found', () => {
  const bearer = { type: 'bearer', token: 't' } as const;
  const places = authPlaces({
    base_url: 'https://x.test',
    auth: bearer,
    resource_defaults: { auth: bearer },
    resources: [
      { name: 'a', auth: 'none' },
      { name: 'b', auth: bearer },
      { name: 'c', endpoint: { auth: bearer } },
    ],
  });
  expect(places.map(({ path }) => path.join('.'))).toEqual([
    'auth',
    'resource_defaults.auth',
    'resources.1.auth',
    'resources.2.endpoint.auth',
  ]);
});

test.each([
  [['rest_api', 'auth', 'token'], ['token']],
  [
    ['rest_api', 'auth', 'json', 'user'],
    ['json', 'user'],
  ],
  [['rest_api', 'resource_defaults', 'auth', 'token'], ['token']],
  [['rest_api', 'resources', 0, 'auth'], []],
  [['rest_api', 'resources', 0, 'endpoint', 'auth', 'token'], ['token']],
  [['rest_api', 'resources', 0, 'params', 'auth'], undefined],
  [['rest_api', 'resources', 0, 'endpoint', 'json', 'auth', 'token'], undefined],
  [['rest_api', 'headers', 'auth'], undefined],
  [['rest_api', 'base_url'], undefined],
  [['dlt_native', 'function_kwargs', 'auth', 'token'], undefined],
])('%j leads to %j below auth', (path, steps) => {
  expect(stepsBelowAuth(path)).toEqual(steps);
});
