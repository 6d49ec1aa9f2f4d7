import { expect, test } from 'vitest';
import { scratchWarehouse, type ResourceRecords, type ScratchWarehouse } from '../../../test/support/load-records.ts';

const keyed = { table: 'orders', primary_key: ['id'] };
const dispositions: Readonly<Record<string, Omit<ResourceRecords, 'records'>>> = {
  'delete-insert': { ...keyed, write_disposition: 'merge' },
  upsert: { ...keyed, write_disposition: 'merge', merge: { strategy: 'upsert' } },
  'insert-only': { ...keyed, write_disposition: 'merge', merge: { strategy: 'insert-only' } },
  scd2: { ...keyed, write_disposition: 'merge', merge: { strategy: 'scd2' } },
  replace: { ...keyed, write_disposition: 'replace' },
  append: { ...keyed, write_disposition: 'append' },
};
const first = [
  { id: 1, price: 1, lines: [{ n: 1 }, { n: 2 }] },
  { id: 2, price: 1, lines: [{ n: 1 }] },
];
const second = [
  { id: 2, price: 2, lines: [{ n: 1 }, { n: 3 }] },
  { id: 3, price: 1.5, lines: [{ n: 9 }] },
];

/** A warehouse as dlt fills it with `create_indexes`, whose ids are unique by a constraint. */
async function withConstraints(): Promise<ScratchWarehouse> {
  const warehouse = scratchWarehouse();
  await warehouse.load([{ table: 'other', records: [{ id: 1 }] }]);
  await warehouse.write(`CREATE TABLE raw_shop.orders (id BIGINT, price BIGINT, _dlt_load_id VARCHAR NOT NULL, _dlt_id VARCHAR NOT NULL UNIQUE);
    CREATE TABLE raw_shop.orders__lines (n BIGINT, _dlt_root_id VARCHAR, _dlt_parent_id VARCHAR NOT NULL, _dlt_list_idx BIGINT NOT NULL, _dlt_id VARCHAR NOT NULL UNIQUE)`);
  return warehouse;
}

async function rowsOf(warehouse: ScratchWarehouse): Promise<unknown> {
  return await warehouse.rows(
    `SELECT o.id, o.price::DOUBLE AS price, list(l.n ORDER BY l.n) AS lines FROM raw_shop.orders o
     LEFT JOIN raw_shop.orders__lines l ON l._dlt_parent_id = o._dlt_id GROUP BY o._dlt_id, o.id, o.price ORDER BY o.id, o.price`,
  );
}

test.each(Object.entries(dispositions))('%s loads into tables with unique ids as into any', async (_name, hints) => {
  await using strict = await withConstraints();
  await using free = scratchWarehouse();
  for (const records of [first, second, second, first]) {
    for (const warehouse of [strict, free]) {
      expect(await warehouse.load([{ ...hints, max_loss: 1, records }])).toMatchObject({ outcome: 'loaded' });
    }
    expect(await rowsOf(strict)).toEqual(await rowsOf(free));
  }
});

test.each([
  ['upsert', '_dlt_id', true],
  ['delete-insert', '_dlt_id', false],
  ['replace', '_dlt_id', false],
  ['scd2', '_dlt_id', false],
  ['append', '_dlt_id', false],
  ['delete-insert', 'id', true],
  ['replace', 'id, price', true],
  ['insert-only', 'id', false],
])('%s with a unique index over %s: refused by name is %s', async (name, columns, isRefused) => {
  await using warehouse = scratchWarehouse();
  const hints = dispositions[name] ?? {};
  await warehouse.load([{ ...hints, records: first }]);
  await warehouse.write(`CREATE UNIQUE INDEX only_once ON raw_shop.orders (${columns})`);
  const before = await rowsOf(warehouse);
  const records = second.map((record) => ({ ...record, price: 1 }));
  const other = { table: 'other', records: [{ id: 1 }] };
  const outcome = await warehouse.load([{ ...hints, max_loss: 1, records }, other]);
  if (outcome.outcome !== 'loaded') throw new Error(outcome.outcome);
  expect(outcome.tables.get('other')).toBe(1);
  const refused = outcome.plan?.refused.get('orders');
  if (!isRefused) expect(refused).toBeUndefined();
  else {
    expect(refused).toMatchObject({
      code: 'rows-refused',
      message: expect.stringContaining('the unique index only_once of table orders'),
      hint: expect.stringContaining('DROP INDEX "raw_shop"."only_once"'),
    });
  }
  if (isRefused) expect(await rowsOf(warehouse)).toEqual(before);
  await warehouse.write('DROP INDEX raw_shop.only_once');
  expect(await warehouse.load([{ ...hints, max_loss: 1, records }])).toMatchObject({ outcome: 'loaded' });
});

test('a column of a table with an index that must become wider is refused by name', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ table: 'orders', records: first }]);
  await warehouse.write('CREATE INDEX by_price ON raw_shop.orders (price)');
  await expect(warehouse.load([{ table: 'orders', records: second }])).rejects.toMatchObject({
    code: 'rows-refused',
    message: expect.stringContaining('the index by_price of table orders'),
    hint: expect.stringContaining('DROP INDEX "raw_shop"."by_price"'),
  });
  await warehouse.write('DROP INDEX raw_shop.by_price');
  expect(await warehouse.load([{ table: 'orders', records: second }])).toMatchObject({ outcome: 'loaded' });
});
