import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findOrigin, rowIdsOfExchange } from '../../loads/find-origin.ts';
import { keptRowIds } from '../../loads/lineage-file.ts';
import { scratchWarehouse, type ScratchWarehouse } from '../../../test/support/load-records.ts';
import { findRowsById } from './find-rows-by-id.ts';
import { withWriter } from './gate.ts';

const upsert = { write_disposition: 'merge', primary_key: ['id'], merge: { strategy: 'upsert' } } as const;

describe('ids of an upsert', () => {
  const idOf = async (warehouse: ScratchWarehouse, id: number): Promise<string> => {
    const [row] = await warehouse.rows(`SELECT _dlt_id FROM raw_shop.items WHERE id = ${id}`);
    return String(row?.['_dlt_id']);
  };
  const loadOf = async (warehouse: ScratchWarehouse, id: number): Promise<string> => {
    const [row] = await warehouse.rows(`SELECT _dlt_load_id FROM raw_shop.items WHERE id = ${id}`);
    return String(row?.['_dlt_load_id']);
  };

  test('stay, those that dlt gave too, and lead to the record that the row comes from now', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, l: [1] }, { id: 2 }], ...upsert }]);
    await warehouse.write(`UPDATE raw_shop.items SET _dlt_id = 'z5jIxXIbUnmbKw' WHERE id = 1`);
    await warehouse.write(
      `UPDATE raw_shop.items__l SET _dlt_parent_id = 'z5jIxXIbUnmbKw', _dlt_root_id = 'z5jIxXIbUnmbKw'`,
    );
    const second = await idOf(warehouse, 2);
    await warehouse.load([{ records: [{ id: 3 }, { id: 1, l: [5, 6] }, { id: 2, v: 1 }], ...upsert }]);
    expect(await idOf(warehouse, 1)).toBe('z5jIxXIbUnmbKw');
    expect(await idOf(warehouse, 2)).toBe(second);
    expect(await warehouse.rows('SELECT _dlt_id, _dlt_root_id, value FROM raw_shop.items__l ORDER BY 1')).toEqual([
      { _dlt_id: 'z5jIxXIbUnmbKw.0', _dlt_root_id: 'z5jIxXIbUnmbKw', value: '5' },
      { _dlt_id: 'z5jIxXIbUnmbKw.1', _dlt_root_id: 'z5jIxXIbUnmbKw', value: '6' },
    ]);
    const loads = join(warehouse.folder, 'loads');
    const found = [];
    for (const id of [1, 2, 3]) {
      const folder = join(loads, await loadOf(warehouse, id));
      found.push(findOrigin({ table: 'items', rowId: await idOf(warehouse, id), folder }));
    }
    expect(found).toEqual([
      { exchange: 1, position: 1 },
      { exchange: 1, position: 2 },
      { exchange: 1, position: 0 },
    ]);
    expect(findOrigin({ table: 'items', rowId: 'z5jIxXIbUnmbKw', folder: join(loads, '1.2') })).toBeUndefined();
    const [first, latest] = (await warehouse.rows('SELECT load_id FROM raw_shop._dlt_loads ORDER BY 1')).map((row) =>
      String(row['load_id']),
    );
    const rowsOfExchange = async (loadId = ''): Promise<unknown> => {
      const ids = rowIdsOfExchange(loadId, 1);
      const sought = { loadId, ...ids, kept: keptRowIds(join(loads, loadId), ids) };
      const file = join(warehouse.folder, 'warehouse.duckdb');
      const tables = await withWriter({ file, waitMs: 5000 }, (session) => findRowsById(session, sought));
      return tables.map(({ table, rows: count }) => [table, count]);
    };
    expect(await rowsOfExchange(first)).toEqual([]);
    expect(await rowsOfExchange(latest)).toEqual([
      ['items', 3],
      ['items__l', 2],
    ]);
  });
});
