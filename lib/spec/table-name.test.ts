import { expect, test } from 'vitest';
import { tableNameFault, tableNameOf } from './table-name.ts';

test.each([
  ['bad name!', 'bad_namex'],
  ['user-orders', 'user_orders'],
  ['userOrders', 'user_orders'],
  ['shop__items', 'shop__items'],
  ['2024', '_2024'],
])('%s makes the table %s', (name, table) => {
  expect([tableNameOf(name), tableNameFault(name)]).toEqual([table, undefined]);
});

test.each(['', '!!', '_dlt_loads', '_dltx', '_dango_rows', '-dlt-loads'])(
  '"%s" names no table, and says why',
  (name) => {
    expect(tableNameFault(name)?.message).toBe(`"${name}" cannot name a table`);
  },
);
