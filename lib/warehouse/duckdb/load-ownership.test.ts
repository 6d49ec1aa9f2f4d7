import { describe, expect, test } from 'vitest';
import { columnsOf, scratchWarehouse } from '../../../test/support/load-records.ts';

describe('names that meet', () => {
  test('keep their columns over all loads, in whatever order the keys come', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ 名前: 'Ann', 住所: 'Oslo' }] }]);
    await warehouse.load([{ records: [{ 住所: 'Rome', 名前: 'Bob' }] }]);
    const rows = await warehouse.rows('SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.items ORDER BY _dlt_id');
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['Ann', 'Oslo'],
      ['Bob', 'Rome'],
    ]);
  });

  test('a field named like a variant column keeps its values', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      {
        records: [
          { price: 1, price__v_text: 'keep' },
          { price: 'x', price__v_text: 'y' },
        ],
      },
    ]);
    const rows = await warehouse.rows('SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.items ORDER BY _dlt_id');
    expect(rows.map((row) => Object.values(row).filter((value) => value !== null))).toEqual([
      ['1', 'keep'],
      ['x', 'y'],
    ]);
  });

  test('fields named like names of ours do not touch parents and ids', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ _dango_id: 'x', _dango_root: 'y', _DLT_ID: 'z', list: [1] }] }]);
    expect(
      await warehouse.rows(
        'SELECT c.value FROM raw_shop.items__list c JOIN raw_shop.items r ON c._dlt_parent_id = r._dlt_id',
      ),
    ).toEqual([{ value: '1' }]);
  });

  test('the merge key is the field that was named, not one that turns into the same column', async () => {
    await using warehouse = scratchWarehouse();
    const merge = { write_disposition: 'merge', primary_key: ['Id'] } as const;
    await warehouse.load([
      {
        records: [
          { id: 1, Id: 'A' },
          { id: 1, Id: 'B' },
        ],
        ...merge,
      },
    ]);
    await warehouse.load([{ records: [{ id: 2, Id: 'A' }], ...merge }]);
    expect(await warehouse.rows('SELECT id FROM raw_shop.items ORDER BY id')).toEqual([{ id: '1' }, { id: '2' }]);
  });
});

describe('tables that are not the resource’s own', () => {
  const replace = { write_disposition: 'replace' } as const;
  const order = { id: 1, items: [{ n: 1 }] };

  test('stay as they are: a copy that a person made, a view, a table of another resource', async () => {
    await using warehouse = scratchWarehouse();
    const orders = { table: 'orders', records: [order], ...replace };
    const tags = { table: 'orders__items2', records: [{ id: 1, tags: ['a', 'b'] }], ...replace };
    await warehouse.load([orders, tags]);
    await warehouse.write('CREATE TABLE raw_shop.orders__items_backup AS SELECT * FROM raw_shop.orders__items');
    await warehouse.write('CREATE VIEW raw_shop.orders__items_flat AS SELECT * FROM raw_shop.orders__items');
    await warehouse.load([orders]);
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.orders__items_backup')).toEqual([
      { n: 1 },
    ]);
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.orders__items2__tags')).toEqual([
      { n: 2 },
    ]);
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.orders__items_flat')).toEqual([{ n: 1 }]);
  });

  test("dlt's tables are refused", async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    await expect(warehouse.load([{ table: '_dlt_loads', records: [], ...replace }])).rejects.toThrow(/_dlt_loads/);
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop._dlt_loads')).toEqual([{ n: 1 }]);
  });
});

describe('a full refresh', () => {
  const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;

  test('takes the types that the records have now, and leaves nothing of before', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, old: true, list: [1] }], ...merge }]);
    await warehouse.load([{ records: [{ id: 'abc' }], ...merge, is_full_refresh: true, max_loss: 1 }]);
    expect(await columnsOf(warehouse, 'items')).toEqual({ id: 'VARCHAR' });
    expect(
      await warehouse.rows("SELECT table_name FROM information_schema.tables WHERE table_name = 'items__list'"),
    ).toEqual([]);
    await warehouse.load([{ records: [{ id: 'abc', v: 2 }], ...merge }]);
    expect(await warehouse.rows('SELECT id, v FROM raw_shop.items')).toEqual([{ id: 'abc', v: '2' }]);
  });

  test('keeps the last row of each key, as a merge does', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }, { id: 2 }, { id: 1, v: 3 }], ...merge, is_full_refresh: true }]);
    expect(await warehouse.rows('SELECT id, v FROM raw_shop.items ORDER BY id')).toEqual([
      { id: '1', v: '3' },
      { id: '2', v: null },
    ]);
  });
});

describe('a resource whose rows cannot be loaded', () => {
  const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;

  test('stays out with its cursor, and the others load', async () => {
    await using warehouse = scratchWarehouse();
    const incremental = { id: { initial_value: null, last_value: 1, unique_hashes: [] } };
    const outcome = await warehouse.load(
      [
        { table: 'good', records: [{ id: 1 }], incremental },
        { table: 'bad', records: [{ id: null }, { id: 2 }], incremental, ...merge },
      ],
      { saves_state: true },
    );
    expect(outcome.outcome === 'loaded' && [...(outcome.plan?.refused.keys() ?? [])]).toEqual(['bad']);
    expect(
      await warehouse.rows("SELECT table_name FROM information_schema.tables WHERE table_name IN ('good', 'bad')"),
    ).toEqual([{ table_name: 'good' }]);
    const state = await warehouse.destination.readState('raw_shop', 'shop');
    expect(Object.keys(state.content.sources?.['shop']?.resources ?? {})).toEqual(['good']);
  });

  test('a key of another type says so', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }], ...merge }]);
    await expect(warehouse.load([{ records: [{ id: 1 }, { id: 'abc' }], ...merge }])).rejects.toThrow(
      /of another type/,
    );
    await expect(warehouse.load([{ records: [{ id: 'abc' }], ...merge }])).rejects.toThrow(/has another type/);
  });
});

test('a merge without new rows leaves the stored schema as it is', async () => {
  await using warehouse = scratchWarehouse();
  const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;
  await warehouse.load([{ records: [{ id: 1 }], ...merge }]);
  await warehouse.load([{ records: [], ...merge }]);
  await warehouse.load([{ records: [{ id: 2 }], ...merge }]);
  expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop._dlt_version')).toEqual([{ n: 1 }]);
});

test('rows that another tool wrote without ids are replaced too', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ table: 'other', records: [{ id: 1 }] }]);
  await warehouse.write("CREATE TABLE raw_shop.items AS SELECT 1::BIGINT AS id, 'old' AS v");
  await warehouse.load([{ records: [{ id: 1, v: 'new' }], write_disposition: 'merge', primary_key: ['id'] }]);
  expect(await warehouse.rows('SELECT id, v FROM raw_shop.items')).toEqual([{ id: '1', v: 'new' }]);
});
