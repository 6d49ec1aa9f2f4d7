import { expect, test } from 'vitest';

import { baseLength } from './choose-base-url.ts';

test.each([
  [['/api/v2/berry/'], '/api/v2'],
  [['/api/v2/berry/1/'], '/api/v2'],
  [['/users/2/posts'], ''],
  [['/2/users/me'], '/2'],
  [['/1.1/statuses/home.json'], '/1.1'],
  [['/rest/api/3/issue/10'], '/rest/api/3'],
  [['/shop/v1/orders'], '/shop/v1'],
  [['/v1/users', '/v1/orders'], '/v1'],
  [['/orders'], ''],
])('%j begin with %j', (paths, base) => {
  const segments = paths.map((path) => path.split('/').slice(1));
  const [first = []] = segments;
  expect(
    first
      .slice(0, baseLength(segments))
      .map((part) => `/${part}`)
      .join(''),
  ).toBe(base);
});
