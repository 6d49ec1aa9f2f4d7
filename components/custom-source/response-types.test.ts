import { expect, test } from 'vitest';

import { putTypes, writeResponseTypes } from './response-types.ts';

const exchange = (url: string, body: string, resource = 'users', status = 200) => ({
  method: 'GET',
  url: `https://api.example.com${url}`,
  status,
  resource,
  reason: undefined,
  responseBody: body,
  isBodyCut: false,
});

const users = [
  exchange('/v1/users?page=1', '{"data":[{"id":1,"name":"Ada","tags":[],"x-rate":1.5}],"next":"/v1/users?page=2"}'),
  exchange('/v1/users?page=2', '{"data":[{"id":12345678901234567890,"name":null,"tags":["new"]}],"next":null}'),
  exchange('/v1/users/17', '{"id":17,"address":{"city":"Rome"},"orders":[{"lines":[{"sku":"a"}]}]}'),
  exchange('/v1/users/18', '{"id":18,"orders":[]}'),
  { ...exchange('/oauth/token', '{"access_token":"***"}'), reason: 'token request' },
  exchange('/v1/broken', '{"error":"no"}', 'users', 500),
  exchange('/v1/list', '[1, "two", {"three": 3}]', 'mixed things'),
];

const block = `// #region Types of the last responses
interface UsersDataItem {
  id: number | bigint;
  name: string | null;
  tags: string[];
  'x-rate'?: number;
}
/** Body of GET /v1/users, as it came in the last test. */
interface UsersResponse {
  data: UsersDataItem[];
  next: string | null;
}
interface UsersOneOrdersLinesItem {
  sku: string;
}
interface UsersOneOrdersItem {
  lines: UsersOneOrdersLinesItem[];
}
/** Body of GET /v1/users/{id}, as it came in the last test. */
interface UsersOneResponse {
  id: number;
  address?: {
    city: string;
  };
  orders: UsersOneOrdersItem[];
}
/** Body of GET /v1/list, as it came in the last test. */
type MixedThingsResponse = (number | string | {
  three: number;
})[];
// #endregion`;

test('types are the sum of what came, a name for each address and for each list of objects', () => {
  expect(writeResponseTypes(users)).toBe(block);
});

test('without a response that is JSON there are no types', () => {
  expect(writeResponseTypes([exchange('/a', '<a/>'), exchange('/b', '"text"'), exchange('/c', '{}', 'c', 404)])).toBe(
    undefined,
  );
});

test('types go behind the imports, and in the place of those that are there', () => {
  const text = `// Mine.\nimport {\n  resource,\n  source,\n} from 'dango';\nimport { a } from './a.ts';\n\nconst b = 1;\n`;
  const put = (before: string, types: string) => putTypes(before, types).text;
  const first = put(text, block);
  expect(first).toBe(text.replace(`'./a.ts';\n`, `'./a.ts';\n\n${block}\n`));
  const other = '// #region Types of the last responses\ninterface A {}\n// #endregion';
  expect(put(first, other)).toBe(first.replace(block, other));
  expect(put(put(first, other), block)).toBe(first);
  expect(put(first, block)).toBe(first);
  expect(put('const b = 1;\n', other)).toBe(`${other}\n\nconst b = 1;\n`);
});

test('types have the line ends of the module, and their line is told', () => {
  const text = `import { a } from './a.ts';\r\n\r\nconst b = 1;\r\n`;
  const first = putTypes(text, block);
  expect(first.text.replaceAll('\r\n', '')).not.toContain('\n');
  expect(first.text).toContain(`'./a.ts';\r\n\r\n${block.replaceAll('\n', '\r\n')}\r\n\r\nconst b`);
  expect(first.line).toBe(3);
  expect(putTypes(first.text, block)).toEqual(first);
});
