import { describe, expect, test } from 'vitest';
import { columnsOf, scratchWarehouse } from '../../../test/support/load-records.ts';

describe('tables', () => {
  test('objects become columns, lists become child tables, as in dlt', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      {
        records: [
          {
            id: 1,
            a: null,
            n: { x: 1, 'Y z': { k: 'v' } },
            e: {},
            el: [],
            l: [1, null, 'a'],
            ll: [[1, 2], [3], [], null],
            lo: [{ q: 1, ch: [{ z: 1 }] }, {}],
            empty_str: '',
            '': 5,
          },
          { id: 2, a: null },
        ],
      },
    ]);
    expect(await columnsOf(warehouse, 'items')).toEqual({
      id: 'BIGINT',
      n__x: 'BIGINT',
      n__y_z__k: 'VARCHAR',
      empty_str: 'VARCHAR',
      _empty: 'BIGINT',
    });
    expect(await warehouse.rows('SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.items ORDER BY id')).toEqual([
      { id: '1', n__x: '1', n__y_z__k: 'v', empty_str: '', _empty: '5' },
      { id: '2', n__x: null, n__y_z__k: null, empty_str: null, _empty: null },
    ]);
    const list = await warehouse.rows(
      'SELECT c._dlt_list_idx AS i, c.value, c.value__v_text FROM raw_shop.items__l c JOIN raw_shop.items r ON r._dlt_id = c._dlt_parent_id ORDER BY 1',
    );
    expect(list).toEqual([
      { i: '0', value: '1', value__v_text: null },
      { i: '1', value: null, value__v_text: null },
      { i: '2', value: null, value__v_text: 'a' },
    ]);
    const listOfLists = await warehouse.rows(
      'SELECT p._dlt_list_idx AS outer_index, c._dlt_list_idx AS inner_index, c.value FROM raw_shop.items__ll__list c JOIN raw_shop.items__ll p ON p._dlt_id = c._dlt_parent_id ORDER BY 1, 2',
    );
    expect(listOfLists.map((row) => [row['outer_index'], row['inner_index'], row['value']])).toEqual([
      ['0', '0', '1'],
      ['0', '1', '2'],
      ['1', '0', '3'],
    ]);
    expect(await warehouse.rows('SELECT count(*) AS n FROM raw_shop.items__ll')).toEqual([{ n: '4' }]);
    expect(await warehouse.rows('SELECT q FROM raw_shop.items__lo ORDER BY _dlt_list_idx')).toEqual([
      { q: '1' },
      { q: null },
    ]);
    expect(await warehouse.rows('SELECT z FROM raw_shop.items__lo__ch')).toEqual([{ z: '1' }]);
  });

  test('keys that meet in one name keep both values', async () => {
    await using warehouse = scratchWarehouse();
    const outcome = await warehouse.load([{ records: [{ Id: 1, id: 2, a: { b: 3 }, a__b: 4, 'ID ': 5 }] }]);
    const [row] = await warehouse.rows('SELECT * EXCLUDE (_dlt_id, _dlt_load_id) FROM raw_shop.items');
    expect(row).toMatchObject({ id: '2', a__b: '3' });
    expect(Object.values(row ?? {}).toSorted((one, other) => (String(one) < String(other) ? -1 : 1))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(outcome.outcome === 'loaded' && outcome.plan?.resources[0]?.plan.warnings.length).toBe(3);
  });

  test('every digit, instant and odd text arrives', async () => {
    await using warehouse = scratchWarehouse();
    const text = 'NUL \0, quote " \', \u{1F600}, \\ud800';
    await warehouse.load([
      {
        records: [
          {
            big: 9007199254740993n,
            huge: 170141183460469231731687303715884105727n,
            endless: 10n ** 50n,
            at: '2024-01-01T10',
            text,
          },
          { big: 1, huge: -5, endless: 7, at: '20240101T101010+0200', text: 'plain' },
        ],
      },
    ]);
    expect(await columnsOf(warehouse, 'items')).toEqual({
      big: 'BIGINT',
      huge: 'HUGEINT',
      endless: 'VARCHAR',
      at: 'TIMESTAMP WITH TIME ZONE',
      text: 'VARCHAR',
    });
    const [first, second] = await warehouse.rows('SELECT * FROM raw_shop.items ORDER BY _dlt_id');
    expect(first).toMatchObject({
      big: '9007199254740993',
      huge: '170141183460469231731687303715884105727',
      endless: String(10n ** 50n),
      at: '2024-01-01 10:00:00+00',
      text,
    });
    expect(second).toMatchObject({ endless: '7', at: '2024-01-01 08:10:10+00' });
  });
});

describe('types over several loads', () => {
  test('integers widen to decimals when nothing is lost', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ price: 1 }] }]);
    await warehouse.load([{ records: [{ price: 1.5 }, { price: 2 }] }]);
    expect(await columnsOf(warehouse, 'items')).toEqual({ price: 'DOUBLE' });
    expect(await warehouse.rows('SELECT price FROM raw_shop.items ORDER BY price')).toEqual([
      { price: 1 },
      { price: 1.5 },
      { price: 2 },
    ]);
  });

  test('integers that a decimal would round keep their column', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ n: 9007199254740993n }] }]);
    await warehouse.load([{ records: [{ n: 1.5 }, { n: 2 }] }]);
    expect(await warehouse.rows('SELECT n, n__v_double FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { n: '9007199254740993', n__v_double: null },
      { n: null, n__v_double: 1.5 },
      { n: '2', n__v_double: null },
    ]);
  });

  test('a value of another kind goes to a variant column, in the same load and later', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ v: 1 }, { v: 'x' }, { v: true }, { v: { k: 1 } }, { v: [1] }] }]);
    await warehouse.load([{ records: [{ v: 'y' }, { v: 2 }] }]);
    expect(await warehouse.rows('SELECT v, v__v_text, v__v_bool, v__k FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { v: '1', v__v_text: null, v__v_bool: null, v__k: null },
      { v: null, v__v_text: 'x', v__v_bool: null, v__k: null },
      { v: null, v__v_text: null, v__v_bool: true, v__k: null },
      { v: null, v__v_text: null, v__v_bool: null, v__k: '1' },
      { v: null, v__v_text: null, v__v_bool: null, v__k: null },
      { v: null, v__v_text: 'y', v__v_bool: null, v__k: null },
      { v: '2', v__v_text: null, v__v_bool: null, v__k: null },
    ]);
    expect(await warehouse.rows('SELECT value FROM raw_shop.items__v')).toEqual([{ value: '1' }]);
  });

  test('texts among instants are kept beside them', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ at: '2024-01-01T00:00:00Z' }, { at: 'soon' }] }]);
    await warehouse.load([{ records: [{ at: 'epoch' }, { at: '2024-01-02T00:00:00Z' }] }]);
    expect(await warehouse.rows('SELECT "at", at__v_text FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { at: '2024-01-01 00:00:00+00', at__v_text: null },
      { at: null, at__v_text: 'soon' },
      { at: null, at__v_text: 'epoch' },
      { at: '2024-01-02 00:00:00+00', at__v_text: null },
    ]);
  });

  test('a text column takes instants as they were written, also where they come before other texts', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ at: 'soon', v: 'a' }] }]);
    const instant = '2024-01-01T00:00:00Z';
    await warehouse.load([{ records: [{ at: instant, v: instant }, { at: '', v: 'x' }, { v: 5 }] }]);
    expect(await warehouse.rows('SELECT "at", v FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { at: 'soon', v: 'a' },
      { at: instant, v: instant },
      { at: '', v: 'x' },
      { at: null, v: '5' },
    ]);
  });

  test('a text column takes every scalar', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ v: 'a' }, { v: 1 }, { v: true }] }]);
    await warehouse.load([{ records: [{ v: 2 }] }]);
    await warehouse.load([{ records: [{ v: false }] }]);
    expect((await warehouse.rows('SELECT v FROM raw_shop.items ORDER BY _dlt_id')).map(({ v }) => v)).toEqual([
      'a',
      '1',
      'True',
      '2',
      'False',
    ]);
  });
});

describe('write dispositions', () => {
  const order = (id: number, items: readonly number[]): object => ({
    id,
    items: items.map((n) => ({ n, parts: [n] })),
  });

  test('replace empties the child tables too', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [order(1, [1, 2])], write_disposition: 'replace' }]);
    await warehouse.load([{ records: [{ id: 2 }], write_disposition: 'replace', max_loss: 1 }]);
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toEqual([{ id: '2' }]);
    expect(await warehouse.rows('SELECT * FROM raw_shop.items__items')).toEqual([]);
    expect(await warehouse.rows('SELECT * FROM raw_shop.items__items__parts')).toEqual([]);
  });

  test('replace without a record keeps what is there', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [order(1, [1])], write_disposition: 'replace' }]);
    const nothing = { records: [], write_disposition: 'replace' } as const;
    for (const isFullRefresh of [false, true]) {
      await expect(warehouse.load([{ ...nothing, is_full_refresh: isFullRefresh }])).rejects.toMatchObject({
        code: 'package-held',
      });
    }
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toEqual([{ id: '1' }]);
    await warehouse.load([{ ...nothing, is_full_refresh: true, max_loss: 1 }]);
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toEqual([]);
  });

  test('merge takes the last of each key, with its children, and leaves the others', async () => {
    await using warehouse = scratchWarehouse();
    const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;
    await warehouse.load([{ records: [order(1, [1, 2]), order(2, [3])], ...merge }]);
    await warehouse.load([{ records: [order(1, [4]), order(3, [5]), order(1, [6])], ...merge }]);
    const rows = await warehouse.rows(
      'SELECT r.id, c.n, p.value, c._dlt_root_id = r._dlt_id AS rooted FROM raw_shop.items r JOIN raw_shop.items__items c ON c._dlt_parent_id = r._dlt_id JOIN raw_shop.items__items__parts p ON p._dlt_parent_id = c._dlt_id ORDER BY 1, 2',
    );
    expect(rows).toEqual([
      { id: '1', n: '6', value: '6', rooted: true },
      { id: '2', n: '3', value: '3', rooted: true },
      { id: '3', n: '5', value: '5', rooted: true },
    ]);
    expect(await warehouse.rows('SELECT count(*) AS n FROM raw_shop.items__items__parts')).toEqual([{ n: '3' }]);
  });

  test('a table that was appended to can be merged into', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [order(1, [1, 2]), order(2, [3])] }]);
    await warehouse.load([{ records: [order(1, [9])], write_disposition: 'merge', primary_key: ['id'] }]);
    expect(await warehouse.rows('SELECT n FROM raw_shop.items__items ORDER BY 1')).toEqual([{ n: '3' }, { n: '9' }]);
  });

  test('a record without its key stops the load and names the row', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    const merge = { write_disposition: 'merge', primary_key: ['id'] } as const;
    await expect(warehouse.load([{ records: [{ id: 2 }, { id: null, name: 'x' }], ...merge }])).rejects.toThrow(
      /1 of 2 records of items have no value for the primary key id/,
    );
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toEqual([{ id: '1' }]);
  });
});

describe('a load', () => {
  test('is recognised and skipped the second time', async () => {
    await using warehouse = scratchWarehouse();
    const { manifest, folder } = warehouse.seal([{ records: [{ id: 1 }] }]);
    expect((await warehouse.destination.load(manifest, folder, {})).outcome).toBe('loaded');
    expect((await warehouse.destination.load(manifest, folder, {})).outcome).toBe('already loaded');
    expect(await warehouse.rows('SELECT count(*) AS n FROM raw_shop.items')).toEqual([{ n: '1' }]);
  });

  test('is refused when the saved state moved under it', async () => {
    await using warehouse = scratchWarehouse();
    const incremental = { id: { initial_value: null, last_value: 1, unique_hashes: [] } };
    const first = warehouse.seal([{ records: [{ id: 1 }], incremental }], { saves_state: true, based_on: 0 });
    const second = warehouse.seal([{ records: [{ id: 1 }], incremental }], { saves_state: true, based_on: 0 });
    await warehouse.destination.load(first.manifest, first.folder, {});
    expect(await warehouse.destination.load(second.manifest, second.folder, {})).toEqual({
      outcome: 'outdated',
      savedVersion: 1,
    });
    expect(await warehouse.rows('SELECT count(*) AS n FROM raw_shop.items')).toEqual([{ n: '1' }]);
  });

  test("fills dlt's system tables as dlt does", async () => {
    await using warehouse = scratchWarehouse();
    const incremental = { id: { initial_value: 0, last_value: 1, unique_hashes: ['h'] } };
    const { manifest } = warehouse.seal([], {});
    await warehouse.load([{ records: [{ id: 1 }], incremental }], { saves_state: true });
    const [load] = await warehouse.rows(
      'SELECT load_id, schema_name, status, schema_version_hash FROM raw_shop._dlt_loads',
    );
    expect(load).toMatchObject({ schema_name: 'shop', status: '0' });
    expect(String(load?.['load_id']) > manifest.load_id).toBe(true);
    const [version] = await warehouse.rows(
      'SELECT version, engine_version, version_hash, schema FROM raw_shop._dlt_version',
    );
    expect(version).toMatchObject({ version: '1', engine_version: '11', version_hash: load?.['schema_version_hash'] });
    const schema: unknown = JSON.parse(String(version?.['schema']));
    expect(schema).toMatchObject({ name: 'shop', tables: { items: { columns: { id: { data_type: 'bigint' } } } } });
    const [state] = await warehouse.rows(
      'SELECT version, pipeline_name, _dlt_load_id FROM raw_shop._dlt_pipeline_state',
    );
    expect(state).toEqual({ version: '1', pipeline_name: 'shop', _dlt_load_id: load?.['load_id'] });
    const saved = await warehouse.destination.readState('raw_shop', 'shop');
    expect(saved.content.sources?.['shop']?.resources?.['items']?.incremental).toEqual(incremental);
  });

  test('works when the dataset is named like the file', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }], { dataset: 'warehouse' });
    expect(await warehouse.rows('SELECT id FROM warehouse.warehouse.items')).toEqual([{ id: '1' }]);
  });
});
