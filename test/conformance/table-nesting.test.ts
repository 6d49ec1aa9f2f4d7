import { beforeAll, describe, expect, test } from 'vitest';
import { boundaryHash } from '../../lib/sync/extract/boundary-hash.ts';
import { resource, type ResourceOptions } from '../../lib/sdk/define-resource.ts';
import { columnsOf, scratchWarehouse } from '../support/load-records.ts';
import { openInProcess, type InProcessLoad } from '../support/load-in-process.ts';
import { withWarehouse, type WarehouseRow } from '../support/read-warehouse.ts';

interface Loaded extends InProcessLoad {
  /** Rows by table in their order, without what dlt adds, without what is null. */
  readonly tables: Readonly<Record<string, readonly WarehouseRow[]>>;
  /** All columns by table. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, string>>;
}

/** Loads records as a module yields them. */
async function load(name: string, options: ResourceOptions<unknown>, ...yielded: readonly unknown[]): Promise<Loaded> {
  const project = await openInProcess();
  const loaded = await project.load([
    resource(name, options, function* () {
      yield* yielded;
    }),
  ]);
  return await withWarehouse(project.root, async (read) => {
    const described = await read(
      `SELECT table_name AS t, column_name AS c, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'raw_shop' AND NOT regexp_matches(table_name, '^_(dlt|dango)_') ORDER BY table_name, ordinal_position`,
    );
    const columns = Object.groupBy(described, ({ t }) => String(t));
    const tables: Record<string, readonly WarehouseRow[]> = {};
    for (const table of Object.keys(columns)) {
      const rows = await read(`SELECT * FROM raw_shop."${table}" ORDER BY _dlt_id`);
      tables[table] = rows.map(own);
    }
    return {
      ...loaded,
      tables,
      columns: Object.fromEntries(Object.entries(columns).map(([t, all = []]) => [t, all.map(({ c }) => String(c))])),
      types: Object.fromEntries(described.map(({ t, c, type }) => [`${String(t)}.${String(c)}`, String(type)])),
    };
  });
}

function own(row: WarehouseRow): WarehouseRow {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => !name.startsWith('_dlt_') && value !== null));
}

describe('objects and lists', () => {
  let loaded: Loaded;
  beforeAll(async () => {
    const first = {
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
      ' ': 6,
    };
    loaded = await load('items', {}, [first, { id: 2, a: null }]);
  });

  test('I3.01 objects become columns; null, empty objects and empty lists become nothing', () => {
    const [one, two] = loaded.tables['items'] ?? [];
    expect(one).toMatchObject({ id: 1, empty_str: '', n__x: 1, n__y_z__k: 'v' });
    expect(two).toEqual({ id: 2 });
    expect(loaded.columns['items']).not.toEqual(expect.arrayContaining(['a']));
    expect(Object.keys(loaded.tables)).toEqual([
      'items',
      'items__l',
      'items__ll',
      'items__ll__list',
      'items__lo',
      'items__lo__ch',
    ]);
  });

  test('I3.02 (differs) columns stand in the order of the fields; in dlt those of objects come last', () => {
    const [id, x, z, empty] = ['id', 'n__x', 'n__y_z__k', 'empty_str'];
    expect(loaded.columns['items']?.slice(0, 4)).toEqual([id, x, z, empty]);
    expect(loaded.columns['items']?.slice(-2)).toEqual(['_dlt_load_id', '_dlt_id']);
  });

  test('I3.03 (differs) both empty keys are kept; in dlt the last one wins', () => {
    expect(Object.values(loaded.tables['items']?.[0] ?? {}).filter((value) => value === 5 || value === 6)).toEqual([
      5, 6,
    ]);
    expect(loaded.tables['items']?.[0]).toHaveProperty('_empty', 5);
    expect(loaded.warnings.join()).toContain('would share column _empty');
  });

  test('I3.04 a list of values: its column is `value`, null has none, another kind a variant', () => {
    expect(loaded.tables['items__l']).toEqual([{ value: 1 }, {}, { value__v_text: 'a' }]);
  });

  test('I3.05 a list of lists: rows without columns, and a table of what is in them', () => {
    expect(loaded.tables['items__ll']).toEqual([{}, {}, {}, {}]);
    expect(loaded.columns['items__ll']).toEqual(['_dlt_parent_id', '_dlt_list_idx', '_dlt_id']);
    expect(loaded.tables['items__ll__list']).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
  });

  test('I3.06 a list of objects, and a list within', () => {
    expect(loaded.tables['items__lo']).toEqual([{ q: 1 }, {}]);
    expect(loaded.tables['items__lo__ch']).toEqual([{ z: 1 }]);
  });
});

test('I3.07 (differs) keys that meet in one name are all kept; in dlt the last one wins', async () => {
  const { tables, warnings } = await load('items', {}, [{ Id: 1, id: 2, 'ID ': 3 }]);
  expect(tables['items']?.[0]).toHaveProperty('id', 2);
  expect(new Set(Object.values(tables['items']?.[0] ?? {}))).toEqual(new Set([1, 2, 3]));
  expect(warnings.filter((warning) => warning.includes('would share column id'))).toHaveLength(2);
});

test('I3.08 (differs) a key that an object’s field meets is kept too; in dlt the object wins', async () => {
  const { tables } = await load('items', {}, [{ a: { b: 1 }, a__b: 2 }]);
  expect(tables['items']?.[0]).toHaveProperty('a__b', 1);
  expect(new Set(Object.values(tables['items']?.[0] ?? {}))).toEqual(new Set([1, 2]));
});

test('I3.09 records that are no objects have a column `value`', async () => {
  const { tables } = await load('items', {}, 1, 'a', [5, 6]);
  expect(tables['items']).toEqual([{ value: 1 }, { value__v_text: 'a' }, { value: 5 }, { value: 6 }]);
});

test('I3.16 a list with a key of its own has a table of its own, with its own disposition', async () => {
  const nestedHints = {
    ch: { columns: { x: { type: 'text' } } },
    'ch.g': { primaryKey: 'y', writeDisposition: 'merge' },
  } as const;
  const record = { id: 1, ch: [{ x: 1, g: [{ y: 1, k: [{ z: 1 }] }, { y: 2 }] }] };
  const { tables, columns } = await load('t', { nestedHints }, [record, record]);
  expect(tables['t__ch']).toEqual([{ x: '1' }, { x: '1' }]);
  expect(tables['t__ch__g']).toEqual([{ y: 1 }, { y: 2 }]);
  expect(columns).toEqual({
    t: ['id', '_dlt_load_id', '_dlt_id'],
    t__ch: ['x', '_dlt_parent_id', '_dlt_list_idx', '_dlt_id'],
    t__ch__g: ['y', '_dlt_load_id', '_dlt_id'],
    t__ch__g__k: ['z', '_dlt_root_id', '_dlt_parent_id', '_dlt_list_idx', '_dlt_id'],
  });
});

const nested = { id: 1, n: { x: { y: 1 }, l: [1] }, c: [{ d: [{ e: [1] }] }], s: [1, 2], m: [[1]] };

test.each<[string, number | undefined, Record<string, readonly string[]>]>([
  ['I3.10', 0, { t: ['id BIGINT', 'n JSON', 'c JSON', 's JSON', 'm JSON'] }],
  [
    'I3.11',
    1,
    { t: ['id BIGINT', 'n__x JSON', 'n__l JSON'], t__c: ['d JSON'], t__m: ['list JSON'], t__s: ['value BIGINT'] },
  ],
  [
    'I3.12',
    2,
    {
      t: ['id BIGINT', 'n__x__y BIGINT'],
      t__c: [],
      t__c__d: ['e JSON'],
      t__m: ['list JSON'],
      t__n__l: ['value BIGINT'],
      t__s: ['value BIGINT'],
    },
  ],
  [
    'I3.13',
    3,
    {
      t: ['id BIGINT', 'n__x__y BIGINT'],
      t__c: [],
      t__c__d: [],
      t__c__d__e: ['value BIGINT'],
      t__m: [],
      t__m__list: ['value BIGINT'],
      t__n__l: ['value BIGINT'],
      t__s: ['value BIGINT'],
    },
  ],
])('%s tables with max_table_nesting %s', async (_, maxTableNesting, expected) => {
  const { columns, types } = await load('t', { maxTableNesting }, [nested]);
  expect(shapeOf(columns, types)).toEqual(expected);
});

test('I3.14 a column that is told to be JSON stays whole', async () => {
  const { tables } = await load('t', { columns: { n: { type: 'json' } } }, [{ id: 1, n: { x: [1] } }]);
  expect(tables).toEqual({ t: [{ id: 1, n: '{"x":[1]}' }] });
});

test('I3.15 a column of a child table has the type that is told', async () => {
  const nestedHints = { ch: { columns: { x: { type: 'text' } } } } as const;
  const { tables } = await load('t', { nestedHints }, [{ id: 1, ch: [{ x: 1 }] }]);
  expect(tables['t__ch']).toEqual([{ x: '1' }]);
});

describe('ids', () => {
  test('I2.1 (differs) a child row’s id is that of its parent and its place; in dlt a hash of them', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, s: [{ l: [5] }] }] }]);
    const [row] = await warehouse.rows(
      'SELECT r._dlt_id AS root, s._dlt_id AS s, l._dlt_id AS l FROM raw_shop.items r, raw_shop.items__s s, raw_shop.items__s__l l',
    );
    expect(row).toEqual({ root: row?.['root'], s: `${String(row?.['root'])}.0`, l: `${String(row?.['root'])}.0.0` });
  });

  test.each([
    ['I2.2', { id: 2, ts: 5 }, [2], 'Tp44cKMYfAuJiBfxLAqu'],
    ['I2.3', { id: 1, ts: 5 }, [1], '669czW83KR00ut4bv/U5'],
    ['I2.4', { ts: 2, id: 2 }, [], 'yliF2Z7Gtzo3XKxfGDpC'],
    ['I2.5', { ts: 6 }, [], '6tyLW551AzAwFph40M0o'],
  ])('%s the hash of %j at the boundary of a cursor', (_, record, key, hash) => {
    expect(boundaryHash(record, key)).toBe(hash);
  });
});

describe('fields that only ever were null', () => {
  const records = [{ id: 1, a: null, n: { b: null, c: 1 }, l: [null], Id: null }];

  test('P10.11 have no column, or one of text', async () => {
    expect((await load('t', {}, records)).types).toEqual({
      't.id': 'BIGINT',
      't.n__c': 'BIGINT',
      't._dlt_load_id': 'VARCHAR',
      't._dlt_id': 'VARCHAR',
      't__l._dlt_parent_id': 'VARCHAR',
      't__l._dlt_list_idx': 'BIGINT',
      't__l._dlt_id': 'VARCHAR',
    });
    const loaded = await load('t', { nullColumns: 'text', columns: { told: { type: 'double' } } }, [
      { told: null, ...records[0] },
    ]);
    expect(loaded.types).toMatchObject({
      't.a': 'VARCHAR',
      't.n__b': 'VARCHAR',
      't.told': 'DOUBLE',
      't__l.value': 'VARCHAR',
    });
    expect(loaded.columns['t']).toEqual(['id', 'n__c', 'told', 'a', 'n__b', '_dlt_load_id', '_dlt_id']);
    expect(loaded.warnings.filter((warning) => !warning.includes('append'))).toEqual([]);
  });

  test('take as text what comes later', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1, a: null }], null_columns: 'text' }]);
    await warehouse.load([
      {
        records: [
          { id: 2, a: 1.5 },
          { id: 3, a: null },
        ],
        null_columns: 'text',
      },
    ]);
    expect(await columnsOf(warehouse, 'items')).toEqual({ id: 'BIGINT', a: 'VARCHAR' });
    expect((await warehouse.rows('SELECT a FROM raw_shop.items ORDER BY id')).map(({ a }) => a)).toEqual([
      null,
      '1.5',
      null,
    ]);
  });

  test('add no column where a contract forbids it', async () => {
    await using warehouse = scratchWarehouse();
    const contract = { tables: 'freeze', columns: 'freeze', data_type: 'freeze' } as const;
    await warehouse.load([{ records: [{ id: 1 }] }]);
    await warehouse.load([{ records: [{ id: 2, a: null }], null_columns: 'text', contract }]);
    expect(await columnsOf(warehouse, 'items')).toEqual({ id: 'BIGINT' });
  });
});

describe('odd keys and values', () => {
  test('of every kind arrive', async () => {
    await using warehouse = scratchWarehouse();
    const odd = JSON.parse(
      '{"":1,"__proto__":{"polluted":2},"it\'s":3,"say \\"so\\"":4,"a.b":5,"😀":6,"constructor":7,"UserId":8}',
    ) as object;
    const deep = Array.from({ length: 60 }).reduce<unknown>((below) => ({ d: below }), 'bottom');
    const values = { nul: 'a\0b', half: 'x\uD800y', pair: '\u{1F600}', long: 'é'.repeat(2_600_000), deep };
    await warehouse.load([{ records: [{ ...values, odd }] }]);
    const [row = {}] = await warehouse.rows('SELECT * FROM raw_shop.items');
    expect(row).toMatchObject({ nul: 'a\0b', half: 'x\uFFFDy', pair: '\u{1F600}' });
    expect(row['long'] === values.long).toBe(true);
    const found = Object.entries(row).filter(([name]) => name.startsWith('odd__'));
    expect(new Set(found.map(([, value]) => value))).toEqual(new Set(['1', '2', '3', '4', '5', '6', '7', '8']));
    expect(Object.values(row).some((value) => String(value).includes('"bottom"'))).toBe(true);
  });

  test('a number beyond all numbers keeps its digits', async () => {
    const { parseJson } = await import('../../lib/http/parse-json.ts');
    await using warehouse = scratchWarehouse();
    const text = '{"big":1e400,"exact":12345678901234567890123}';
    await warehouse.load([{ records: [parseJson(text)] }]);
    const [row] = await warehouse.rows('SELECT big, exact FROM raw_shop.items');
    expect(row).toEqual({ big: '1e400', exact: '12345678901234567890123' });
  });

  test('data that is used for names is told, and nothing of it is lost', async () => {
    await using warehouse = scratchWarehouse();
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key ${index}`, index]));
    const outcome = await warehouse.load([{ records: [{ id: 1, wide }] }]);
    expect(outcome.outcome === 'loaded' && outcome.plan?.resources[0]?.plan.warnings.join()).toMatch(
      /the object wide has 10000 different keys.*make a list of them in a step/,
    );
    expect(
      await warehouse.rows(`SELECT len(json_keys(wide)) AS n, wide->>'$."key 9999"' AS last FROM raw_shop.items`),
    ).toEqual([{ n: '10000', last: '9999' }]);
  });
});

const lists = {
  id: 1,
  ll: [[1, [2, [3, [4]]]]],
  o: [[{ p: { q: 1 }, r: [{ s: 1 }] }]],
  a: { b: { c: [{ d: { e: 1 } }] } },
};

/** What dlt 1.26 makes of it. */
test.each<[number, Record<string, readonly string[]>]>([
  [1, { t: ['id BIGINT', 'a__b JSON'], t__ll: ['list JSON'], t__o: ['list JSON'] }],
  [
    3,
    {
      t: ['id BIGINT'],
      t__a__b__c: ['d__e BIGINT'],
      t__ll: [],
      t__ll__list: ['value BIGINT', 'list JSON'],
      t__o: [],
      t__o__list: ['p JSON', 'r JSON'],
    },
  ],
  [
    4,
    {
      t: ['id BIGINT'],
      t__a__b__c: ['d__e BIGINT'],
      t__ll: [],
      t__ll__list: ['value BIGINT', 'list JSON'],
      t__o: [],
      t__o__list: ['p__q BIGINT'],
      t__o__list__r: ['s BIGINT'],
    },
  ],
])('lists of lists with max_table_nesting %i', async (maxTableNesting, expected) => {
  const { columns, types, tables } = await load('t', { maxTableNesting }, [lists]);
  expect(shapeOf(columns, types)).toEqual(expected);
  expect(JSON.stringify(tables)).toMatch(/3,\[4\]|3,\s*\[4/);
});

function shapeOf(columns: Loaded['columns'], types: Loaded['types']): Record<string, readonly string[]> {
  const found = Object.entries(columns).map(([table, names]): [string, string[]] => [
    table,
    names.filter((name) => !name.startsWith('_dlt_')).map((name) => `${name} ${types[`${table}.${name}`]}`),
  ]);
  return Object.fromEntries(found);
}
