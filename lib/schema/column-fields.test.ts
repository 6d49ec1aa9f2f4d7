import { expect, test } from 'vitest';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import { columnFields } from './column-fields.ts';
import { TypeNode } from './type-node.ts';

test('a column is named by the field that it was made of, and that path leads to its value', () => {
  const record = {
    id: 1,
    userName: 'a',
    address: { zipCode: '01', geo: { 'lat.deg': 2 } },
    "it's": 3,
    'a-b': 4,
    a_b: 5,
    $ref: 6,
    tags: ['x'],
    none: null,
  };
  const types = new TypeNode();
  types.observe(record);
  const fields = columnFields(types);
  expect(Object.fromEntries(fields)).toEqual({
    id: 'id',
    user_name: 'userName',
    address: 'address',
    address__zip_code: 'address.zipCode',
    address__geo: 'address.geo',
    address__geo__lat_deg: "address.geo['lat.deg']",
    it_s: String.raw`['it\'s']`,
    _ref: "['$ref']",
    tags: 'tags',
  });
  expect(selectFirst(parseJsonPath(fields.get('address__geo__lat_deg') ?? ''), record)).toBe(2);
  expect(selectFirst(parseJsonPath(fields.get('it_s') ?? ''), record)).toBe(3);
  expect(selectFirst(parseJsonPath(fields.get('_ref') ?? ''), record)).toBe(6);
});
