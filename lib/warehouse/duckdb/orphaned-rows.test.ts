import { expect, test } from 'vitest';
import { scratchWarehouse, type ResourceRecords, type ScratchWarehouse } from '../../../test/support/load-records.ts';

const keyed = { table: 'orders', primary_key: ['id'] };
const dispositions: Readonly<Record<string, Omit<ResourceRecords, 'records'>>> = {
  append: { table: 'orders', write_disposition: 'append' },
  merge: { ...keyed, write_disposition: 'merge' },
  upsert: { ...keyed, write_disposition: 'merge', merge: { strategy: 'upsert' } },
  scd2: { ...keyed, write_disposition: 'merge', merge: { strategy: 'scd2' } },
  replace: { table: 'orders', write_disposition: 'replace', max_loss: 1 },
  'a full refresh': { table: 'orders', write_disposition: 'append', is_full_refresh: true, max_loss: 1 },
};
const order = (id: number) => ({ id, lines: [{ n: id, taxes: [{ rate: id }] }] });

async function countsOf(warehouse: ScratchWarehouse): Promise<unknown> {
  return await warehouse.rows(
    `SELECT (SELECT count(*)::INTEGER FROM raw_shop.orders) AS orders, (SELECT count(*)::INTEGER FROM raw_shop.orders__lines) AS lines,
       (SELECT count(*)::INTEGER FROM raw_shop.orders__lines__taxes) AS taxes`,
  );
}

test.each(Object.entries(dispositions))(
  '%s leaves no rows of lists behind whose table was dropped by hand',
  async (_name, hints) => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ ...hints, records: [order(1), order(2), order(3)] }]);
    await warehouse.write('DROP TABLE raw_shop.orders');
    const sealed = warehouse.seal([{ ...hints, records: [order(1), order(4)] }]);
    const planned = await warehouse.destination.planLoad(sealed.manifest, sealed.folder);
    const outcome = await warehouse.destination.load(sealed.manifest, sealed.folder, {});
    if (outcome.outcome !== 'loaded') throw new Error(outcome.outcome);
    expect(await countsOf(warehouse)).toEqual([{ orders: 2, lines: 2, taxes: 2 }]);
    expect(outcome.rows).toEqual(planned.rows);
    expect(outcome.rows.get('orders__lines')).toMatchObject({ before: 3, deleted: 3, inserted: 2 });
  },
);

test('a list between two tables that was dropped by hand takes its own lists along', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ ...dispositions['merge'], records: [order(1), order(2)] }]);
  await warehouse.write('DROP TABLE raw_shop.orders__lines');
  const outcome = await warehouse.load([{ ...dispositions['merge'], records: [order(2)] }]);
  if (outcome.outcome !== 'loaded') throw new Error(outcome.outcome);
  expect(outcome.plan?.resources[0]?.orphans).toEqual(['orders__lines__taxes']);
  expect(await countsOf(warehouse)).toEqual([{ orders: 2, lines: 1, taxes: 1 }]);
});

test('nothing is taken away while no row comes', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ ...dispositions['merge'], records: [order(1)] }]);
  await warehouse.write('DROP TABLE raw_shop.orders');
  await warehouse.load([
    { ...dispositions['merge'], records: [] },
    { table: 'other', records: [{ id: 1 }] },
  ]);
  expect(await warehouse.rows('SELECT count(*)::INTEGER AS lines FROM raw_shop.orders__lines')).toEqual([{ lines: 1 }]);
});
