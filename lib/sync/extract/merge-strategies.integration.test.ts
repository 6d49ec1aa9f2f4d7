import { expect, test } from 'vitest';
import { openInProcess } from '../../../test/support/load-in-process.ts';
import { readWarehouse } from '../../../test/support/read-warehouse.ts';
import { resource, type ResourceOptions } from '../../sdk/define-resource.ts';
import { incremental } from '../../sdk/incremental.ts';

const byDay = incremental('day', { initialValue: '2024-01-01' });
const day = (id: number, number: number) => ({ id, day: `2024-01-0${number}` });

test('with a merge key, what is known at the start of a sync comes in again with the others of its group', async () => {
  const project = await openInProcess();
  const sync = (records: readonly object[]) =>
    project.load([
      resource('items', { writeDisposition: 'merge', mergeKey: 'day', primaryKey: 'id', incremental: byDay }, () => [
        ...records,
      ]),
    ]);
  await sync([day(1, 1), day(2, 2)]);
  await sync([day(2, 2), day(3, 2)]);
  await sync([day(2, 2), day(3, 2)]);
  expect(await readWarehouse(project.root, 'SELECT id FROM raw_shop.items ORDER BY id')).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
});

test('a module keeps versions, and says which records are gone', async () => {
  const project = await openInProcess();
  const options: ResourceOptions<object> = {
    writeDisposition: { disposition: 'merge', strategy: 'scd2', validityColumnNames: ['since', 'until'] },
    mergeKey: 'id',
    columns: { gone: { type: 'bool', hardDelete: true }, id: { nullable: false } },
  };
  const sync = (records: readonly object[]) => project.load([resource('items', options, () => [...records])]);
  await sync([
    { id: 1, v: 'a' },
    { id: 2, v: 'b' },
  ]);
  await sync([{ id: 1, v: 'c' }]);
  await sync([{ id: 2, gone: true }]);
  const found = await readWarehouse(
    project.root,
    'SELECT id, v, until IS NULL AS counts FROM raw_shop.items ORDER BY id, v',
  );
  expect(found).toEqual([
    { id: 1, v: 'a', counts: false },
    { id: 1, v: 'c', counts: true },
    { id: 2, v: 'b', counts: false },
  ]);
  const { resource: reportOf } = await sync([{ v: 'd' }, { id: 1 }]);
  expect(reportOf('items')).toMatchObject({ status: 'failed', error: { code: 'rows-refused' } });
});
