import { expect, test } from 'vitest';
import { toSnakeCase } from './snake-case.ts';

test.each([
  ['myApiSource', 'my_api_source'],
  ['my_api_source', 'my_api_source'],
  ['MyAPISource', 'my_api_source'],
  ['apiKey', 'api_key'],
  ['oauth2Token', 'oauth2_token'],
  ['my-api source', 'my_api_source'],
  ['', ''],
])('%s becomes %s', (name, expected) => {
  expect(toSnakeCase(name)).toBe(expected);
});
