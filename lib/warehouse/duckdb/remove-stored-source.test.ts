import { describe, expect, test } from 'vitest';
import { isSystemTable } from '../../spec/system-table.ts';
import { scratchWarehouse, type ScratchWarehouse } from '../../../test/support/load-records.ts';

const owner = { pipelineName: 'shop', schemaNames: ['shop'], otherSchemaNames: [] };
const other = { pipeline_name: 'other', schema_name: 'other', source: 'other', saves_state: true } as const;
const incremental = { id: { initial_value: null, last_value: 1, unique_hashes: [] } };
const drop = { dropsTables: true, forgetsState: true };
const forget = { dropsTables: false, forgetsState: true };

async function tablesOf(warehouse: ScratchWarehouse): Promise<unknown[]> {
  const found = await warehouse.rows(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'raw_shop' ORDER BY table_name",
  );
  return found.map((row) => row['table_name']);
}

async function countsOf(warehouse: ScratchWarehouse): Promise<unknown> {
  const count = (table: string) => `(SELECT list(DISTINCT ${table}) FROM`;
  const [row] = await warehouse.rows(
    `SELECT ${count('schema_name')} raw_shop._dlt_loads) AS loads, ${count('schema_name')} raw_shop._dlt_version) AS versions, ${count('pipeline_name')} raw_shop._dlt_pipeline_state) AS states`,
  );
  return row;
}

describe('a source that is alone in its dataset', () => {
  test('takes the dataset along', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, list: [1, 2] }], incremental }], { saves_state: true });
    const removed = await warehouse.destination.removeSource('raw_shop', owner, drop);
    expect(removed.tables).toEqual([
      { name: 'items', rows: 1, appends: true },
      { name: 'items__list', rows: 2, appends: false },
    ]);
    expect(removed.state.version).toBe(1);
    expect(await warehouse.rows("SELECT 1 FROM information_schema.schemata WHERE schema_name = 'raw_shop'")).toEqual(
      [],
    );
    // And may come again from the start.
    await warehouse.load([{ records: [{ id: 1 }], incremental }], { saves_state: true });
    expect((await warehouse.destination.readSource('raw_shop', owner)).tables).toHaveLength(1);
  });

  test.each([
    'CREATE TABLE raw_shop.mine (a INTEGER)',
    'CREATE VIEW raw_shop.mine AS SELECT 1 AS a',
    'CREATE MACRO raw_shop.mine(a) AS a',
  ])('leaves what a person made: %s', async (sql) => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }], incremental }], { saves_state: true });
    await warehouse.write(sql);
    await warehouse.destination.removeSource('raw_shop', owner, drop);
    const left = (await tablesOf(warehouse)).filter((name) => name !== 'mine');
    expect(left).toEqual(['_dango_schema_changes', '_dlt_loads', '_dlt_pipeline_state', '_dlt_version']);
    expect(await countsOf(warehouse)).toEqual({ loads: null, versions: null, states: null });
    expect(await warehouse.rows('SELECT 1 FROM raw_shop._dango_schema_changes')).toEqual([]);
    expect(
      await warehouse.rows("SELECT 1 FROM information_schema.schemata WHERE schema_name = 'raw_shop'"),
    ).toHaveLength(1);
  });

  test('can forget its cursors and keep its rows', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }], incremental }], { saves_state: true });
    expect((await warehouse.destination.removeSource('raw_shop', owner, forget)).tables).toEqual([]);
    expect((await warehouse.destination.readState('raw_shop', 'shop')).version).toBe(0);
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toEqual([{ id: '1' }]);
    // Its tables are still known by the name of its schema, and go when they are asked to.
    expect((await warehouse.destination.removeSource('raw_shop', owner, drop)).tables).toHaveLength(1);
    expect(await tablesOf(warehouse)).toEqual([]);
  });
});

describe('a dataset of two sources', () => {
  test('keeps the tables, loads, schema and cursors of the other one', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ table: 'mine', records: [{ id: 1 }], incremental }], { saves_state: true });
    await warehouse.load([{ table: 'theirs', records: [{ id: 1, list: [1] }], incremental }], other);
    const { tables } = await warehouse.destination.removeSource('raw_shop', owner, drop);
    expect(tables.map(({ name }) => name)).toEqual(['mine']);
    expect((await tablesOf(warehouse)).filter((name) => !isSystemTable(String(name)))).toEqual([
      'theirs',
      'theirs__list',
    ]);
    expect(await countsOf(warehouse)).toEqual({ loads: ['other'], versions: ['other'], states: ['other'] });
    expect((await warehouse.destination.readState('raw_shop', 'other')).version).toBe(1);
  });

  test('keeps a table that both load into', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load(
      [
        { table: 'both', records: [{ id: 1 }] },
        { table: 'mine', records: [{ id: 1 }] },
      ],
      { saves_state: true },
    );
    await warehouse.load([{ table: 'both', records: [{ id: 2 }], incremental }], other);
    expect(await warehouse.destination.readSource('raw_shop', owner)).toMatchObject({
      tables: [{ name: 'mine', rows: 1 }],
      sharedTables: ['both'],
    });
    await warehouse.destination.removeSource('raw_shop', owner, drop);
    expect(await warehouse.rows('SELECT id FROM raw_shop.both ORDER BY id')).toEqual([{ id: '1' }, { id: '2' }]);
  });

  test('keeps everything where both have one schema', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }], incremental }], { saves_state: true });
    await warehouse.load([{ records: [{ id: 2 }], incremental }], { ...other, schema_name: 'shop' });
    const { tables, sharedTables } = await warehouse.destination.removeSource('raw_shop', owner, drop);
    expect({ tables, sharedTables }).toEqual({ tables: [], sharedTables: ['items'] });
    expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.items')).toEqual([{ n: 2 }]);
    expect((await warehouse.destination.readState('raw_shop', 'shop')).version).toBe(0);
    expect((await warehouse.destination.readState('raw_shop', 'other')).version).toBe(1);
  });

  test('believes the project about a neighbour whose state is gone', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    const { tables } = await warehouse.destination.removeSource(
      'raw_shop',
      { ...owner, otherSchemaNames: ['shop'] },
      drop,
    );
    expect(tables).toEqual([]);
    expect(await warehouse.rows('SELECT id FROM raw_shop.items')).toHaveLength(1);
  });
});

test('a name that belongs to nobody, or no warehouse at all, removes nothing and makes no file', async () => {
  await using warehouse = scratchWarehouse();
  const nothing = { state: { version: 0, content: {} }, tables: [], sharedTables: [] };
  expect(await warehouse.destination.removeSource('raw_shop', owner, drop)).toEqual(nothing);
  expect(await warehouse.destination.readSizes([{ dataset: 'raw_shop', owner }])).toBeUndefined();
  await warehouse.load([{ records: [{ id: 1 }] }]);
  const stranger = { pipelineName: 'stranger', schemaNames: ['stranger'], otherSchemaNames: [] };
  expect(await warehouse.destination.removeSource('raw_shop', stranger, drop)).toEqual(nothing);
  expect(await warehouse.destination.removeSource('nowhere', owner, drop)).toEqual(nothing);
  expect(
    await warehouse.destination.readSizes([
      { dataset: 'raw_shop', owner },
      { dataset: 'RAW_SHOP', owner: stranger },
    ]),
  ).toEqual([
    { tables: 1, rows: 1 },
    { tables: 0, rows: 0 },
  ]);
});
