import { expect, test } from 'vitest';
import type { LoadOutcome } from '../../lib/warehouse/destination.ts';
import { columnsOf, scratchWarehouse, type ScratchWarehouse } from '../support/load-records.ts';

type Mode = 'freeze' | 'discard_row' | 'discard_value';
type Entity = 'tables' | 'columns' | 'data_type';

const open = { tables: 'evolve', columns: 'evolve', data_type: 'evolve' } as const;

/** A table `t(id, v)` is there, and then come further records under a contract. */
async function loadUnder(
  warehouse: ScratchWarehouse,
  contract: Partial<Record<Entity, Mode>>,
  records: readonly unknown[],
): Promise<LoadOutcome> {
  await warehouse.load([{ table: 't', records: [{ id: 1, v: 1 }] }]);
  return await warehouse.load([{ table: 't', records, contract: { ...open, ...contract } }]);
}

async function rows(warehouse: ScratchWarehouse): Promise<unknown> {
  return await warehouse.rows('SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.t WHERE id > 1 ORDER BY id');
}

const withNewColumn = [
  { id: 2, v: 2 },
  { id: 3, v: 3, new: 1 },
];
const withOtherType = [
  { id: 2, v: 'x' },
  { id: 3, v: 3 },
];
const withChild = [{ id: 2, v: 2, ch: [{ x: 1 }] }];

test.each<[string, Entity, readonly unknown[], RegExp]>([
  ['I7.01', 'columns', withNewColumn, /column new/],
  ['I7.04', 'data_type', withOtherType, /v.* (integers|bigint|type)/],
  ['I7.07', 'tables', withChild, /t__ch/],
])('%s what freezes %s refuses the load', async (_, entity, records, message) => {
  await using warehouse = scratchWarehouse();
  await expect(loadUnder(warehouse, { [entity]: 'freeze' }, records)).rejects.toThrow(message);
  expect(await rows(warehouse)).toEqual([]);
  expect(await columnsOf(warehouse, 't')).toEqual({ id: 'BIGINT', v: 'BIGINT' });
});

test.each<[string, Entity, Mode, readonly unknown[], readonly unknown[]]>([
  ['I7.02', 'columns', 'discard_row', withNewColumn, [{ id: '2', v: '2' }]],
  [
    'I7.03',
    'columns',
    'discard_value',
    withNewColumn,
    [
      { id: '2', v: '2' },
      { id: '3', v: '3' },
    ],
  ],
  ['I7.05', 'data_type', 'discard_row', withOtherType, [{ id: '3', v: '3' }]],
  [
    'I7.06',
    'data_type',
    'discard_value',
    withOtherType,
    [
      { id: '2', v: null },
      { id: '3', v: '3' },
    ],
  ],
  ['I7.08', 'tables', 'discard_row', withChild, [{ id: '2', v: '2' }]],
  ['I7.09', 'tables', 'discard_value', withChild, [{ id: '2', v: '2' }]],
])('%s of %s, %s leaves out what is not let in', async (_, entity, mode, records, expected) => {
  await using warehouse = scratchWarehouse();
  await loadUnder(warehouse, { [entity]: mode }, records);
  expect(await rows(warehouse)).toEqual(expected);
  expect(await columnsOf(warehouse, 't')).toEqual({ id: 'BIGINT', v: 'BIGINT' });
  expect(await columnsOf(warehouse, 't__ch')).toEqual({});
});

test('I7.10 tables that are frozen from the very first run on are refused', async () => {
  await using warehouse = scratchWarehouse();
  const contract = { ...open, tables: 'freeze' } as const;
  await expect(warehouse.load([{ table: 't', records: withChild, contract }])).rejects.toThrow(/table t\b/);
});

test('I7.11 a table that is new may have any columns, although columns are frozen', async () => {
  await using warehouse = scratchWarehouse();
  const contract = { ...open, columns: 'freeze' } as const;
  await warehouse.load([{ table: 't', records: withNewColumn, contract }]);
  expect(await columnsOf(warehouse, 't')).toEqual({ id: 'BIGINT', v: 'BIGINT', new: 'BIGINT' });
});
