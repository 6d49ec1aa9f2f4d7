import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsWithList } from '../../../test/support/rows-with-list.ts';
import { scratchWarehouse, type ResourceRecords, type ScratchWarehouse } from '../../../test/support/load-records.ts';

type Options = Omit<ResourceRecords, 'records'>;

const merge = (options: Options = {}): Options => ({ write_disposition: 'merge', ...options });
const upsert = merge({ primary_key: ['id'], merge: { strategy: 'upsert' } });
const insertOnly = merge({ primary_key: ['id'], merge: { strategy: 'insert-only' } });
const newest = merge({
  primary_key: ['id'],
  column_roles: { ver: { dedup_sort: 'desc' }, deleted: { hard_delete: true } },
});

async function orphans(warehouse: ScratchWarehouse, table: string): Promise<unknown> {
  const [row] = await warehouse.rows(
    `SELECT count(*)::INTEGER AS n FROM raw_shop.${table}__l WHERE _dlt_parent_id NOT IN (SELECT _dlt_id FROM raw_shop.${table})`,
  );
  return row?.['n'];
}

const rows = (...records: readonly object[]): readonly string[] => records.map((one) => JSON.stringify(one)).toSorted();

interface Vector {
  readonly rule: string;
  readonly loads: readonly LoadStep[];
  readonly gives: readonly object[];
}

interface LoadStep {
  readonly records: readonly object[];
  readonly options: Options;
}

/** Loads the first records of all vectors, then their second ones, and so on, each into a table of its own. */
async function loadAll(vectors: readonly Vector[]): Promise<ScratchWarehouse> {
  const warehouse = scratchWarehouse();
  for (let step = 0; step < 2; step += 1) {
    await warehouse.load(
      vectors.flatMap(({ loads }, position) => {
        const load = loads[step];
        return load === undefined ? [] : [{ ...load.options, table: tableOf(position), records: load.records }];
      }),
    );
  }
  return warehouse;
}

const tableOf = (position: number): string => `t${position}`;

function vector(
  rule: string,
  options: Options,
  loads: readonly (readonly object[])[],
  gives: readonly object[],
): Vector {
  return { rule, loads: loads.map((records) => ({ records, options })), gives };
}

const likeDlt: readonly Vector[] = [
  vector(
    'I8-3: of a key that comes twice one row is kept, the last',
    merge({ primary_key: ['id'] }),
    [
      [
        { id: 1, v: 'a' },
        { id: 2, v: 'b' },
      ],
      [
        { id: 1, v: 'c' },
        { id: 1, v: 'd' },
      ],
    ],
    [
      { id: 1, v: 'd' },
      { id: 2, v: 'b' },
    ],
  ),
  vector(
    'I8-4: a merge key takes the place of all rows with its value; the same twice in a batch stays',
    merge({ merge_key: ['d'] }),
    [
      [
        { id: 1, d: 1 },
        { id: 2, d: 1 },
        { id: 3, d: 2 },
      ],
      [
        { id: 4, d: 1 },
        { id: 4, d: 1 },
      ],
    ],
    [
      { id: 3, d: 2 },
      { id: 4, d: 1 },
      { id: 4, d: 1 },
    ],
  ),
  vector(
    'I8-5: primary key or merge key, one of them is enough',
    merge({ primary_key: ['id'], merge_key: ['d'] }),
    [
      [
        { id: 1, d: 1 },
        { id: 2, d: 1 },
        { id: 3, d: 2 },
      ],
      [{ id: 3, d: 1 }],
    ],
    [{ id: 3, d: 1 }],
  ),
  vector(
    'I8-6: the newest record decides, and one that says so removes its row with all below',
    newest,
    [
      [
        { id: 1, ver: 1, deleted: false, l: [1] },
        { id: 2, ver: 1, deleted: false, l: [2] },
        { id: 9, ver: 1, deleted: true, l: [9] },
      ],
      [
        { id: 1, ver: 3, deleted: false, l: [11] },
        { id: 1, ver: 2, deleted: true, l: [10] },
        { id: 2, ver: 2, deleted: true, l: [20] },
      ],
    ],
    [{ id: 1, ver: 3, deleted: false, l: [11] }],
  ),
  vector(
    'I8-6: the oldest record decides where it is told so; without a value comes last',
    merge({ primary_key: ['id'], column_roles: { ver: { dedup_sort: 'asc' } } }),
    [[{ id: 1 }, { id: 1, ver: 2 }, { id: 1, ver: 1 }, { id: 1, ver: 3 }]],
    [{ id: 1, ver: 1 }],
  ),
  vector(
    'I8-7: any value of another type than a boolean removes the row',
    merge({ primary_key: ['id'], column_roles: { gone_at: { hard_delete: true } } }),
    [
      [{ id: 1 }, { id: 2 }],
      [
        { id: 1, gone_at: '2024-01-01T00:00:00Z' },
        { id: 2, gone_at: null, v: 1 },
      ],
    ],
    [{ id: 2, v: 1 }],
  ),
  vector(
    'records without a key twice are all kept where that is promised',
    merge({ primary_key: ['id'], merge: { strategy: 'delete-insert', deduplicated: true } }),
    [
      [{ id: 1, v: 0 }],
      [
        { id: 1, v: 1 },
        { id: 1, v: 2 },
      ],
    ],
    [
      { id: 1, v: 1 },
      { id: 1, v: 2 },
    ],
  ),
  vector(
    'I8-8: upsert changes, adds and leaves rows, with their lists',
    upsert,
    [
      [
        { id: 1, v: 'a', l: [1, 2] },
        { id: 2, v: 'b', l: [3] },
      ],
      [
        { id: 1, v: 'c', l: [4] },
        { id: 3, v: 'd', l: [5] },
      ],
    ],
    [
      { id: 1, v: 'c', l: [4] },
      { id: 2, v: 'b', l: [3] },
      { id: 3, v: 'd', l: [5] },
    ],
  ),
  vector(
    'I8-8: a record that says so removes its row from an upsert too',
    { ...upsert, column_roles: { deleted: { hard_delete: true } } },
    [
      [
        { id: 1, l: [1] },
        { id: 2, l: [2] },
      ],
      [{ id: 1, deleted: true }],
    ],
    [{ id: 2, l: [2] }],
  ),
  vector(
    'I8-9: insert-only leaves the rows that are there, with their lists',
    insertOnly,
    [
      [{ id: 1, v: 'a', l: [1] }],
      [
        { id: 1, v: 'b', l: [1] },
        { id: 2, v: 'c', l: [3] },
      ],
    ],
    [
      { id: 1, v: 'a', l: [1] },
      { id: 2, v: 'c', l: [3] },
    ],
  ),
  vector(
    'I8-21: what an upsert does not bring becomes null',
    upsert,
    [[{ id: 1, v: 'a', w: 1 }], [{ id: 1, v: 'b' }]],
    [{ id: 1, v: 'b' }],
  ),
];

const different: readonly Vector[] = [
  vector(
    'I8-8: a new key that comes twice makes one row of an upsert, of the last record',
    upsert,
    [
      [
        { id: 1, v: 1 },
        { id: 1, v: 2 },
      ],
    ],
    [{ id: 1, v: 2 }],
  ),
  vector(
    'I8-8: a record that says that its row is gone never makes one',
    { ...upsert, column_roles: { deleted: { hard_delete: true } } },
    [[{ id: 1, v: 1 }], [{ id: 2, deleted: true }]],
    [{ id: 1, v: 1 }],
  ),
  vector(
    'I8-9: a new key that comes twice makes one row of insert-only, of the first record that is not gone',
    { ...insertOnly, column_roles: { deleted: { hard_delete: true } } },
    [
      [
        { id: 1, deleted: true },
        { id: 1, v: 2 },
        { id: 1, v: 3 },
      ],
      [{ id: 1, deleted: true }],
    ],
    [{ id: 1, v: 2 }],
  ),
  vector(
    'I8-22: insert-only adds nothing to the lists of rows that are there',
    insertOnly,
    [[{ id: 1, l: [1] }], [{ id: 1, l: [9, 2, 3] }]],
    [{ id: 1, l: [1] }],
  ),
];

const dispositions: readonly (readonly [string, Options])[] = [
  ['append', {}],
  ['replace', { write_disposition: 'replace' }],
  ['delete-insert', merge({ primary_key: ['id'] })],
  ['a merge key', merge({ merge_key: ['id'] })],
  ['upsert', upsert],
  ['scd2', merge({ merge_key: ['id'], merge: { strategy: 'scd2' } })],
];

const changes: readonly Vector[] = dispositions.flatMap(([from, before]) =>
  dispositions
    .filter(([to]) => to !== from)
    .map(([to, after]) => {
      const old = [
        { id: 1, l: [1] },
        { id: 2, l: [2] },
      ];
      const stays = { append: old, replace: [], scd2: old }[to] ?? old.slice(1);
      return {
        rule: `I8-12: from ${from} to ${to}, with child rows`,
        loads: [
          { records: old, options: before },
          { records: [{ id: 1, l: [3], new: 1 }, { id: 3 }], options: after },
        ],
        gives: [...stays, { id: 1, new: 1, l: [3] }, { id: 3 }],
      };
    }),
);

describe.each([
  ['as in dlt', likeDlt],
  ['differs from dlt', different],
  ['a table that changes its disposition', changes],
])('%s', (title, vectors) => {
  let warehouse: ScratchWarehouse;
  beforeAll(async () => {
    warehouse = await loadAll(vectors);
  });
  afterAll(async () => {
    await warehouse[Symbol.asyncDispose]();
  });
  test.each(vectors.map(({ rule, gives }, position) => ({ rule, gives, position })))(
    '$rule',
    async ({ gives, position }) => {
      expect(await rowsWithList(warehouse, tableOf(position))).toEqual(rows(...gives));
      if (title.startsWith('a table')) expect(await orphans(warehouse, tableOf(position))).toBe(0);
    },
  );
});

describe('keys', () => {
  test('another primary key works, also where the old one has no value any more', async () => {
    await using warehouse = scratchWarehouse();
    // As dlt makes a column with a key.
    await warehouse.write('CREATE SCHEMA raw_shop');
    await warehouse.write(
      'CREATE TABLE raw_shop.items (id BIGINT NOT NULL, code VARCHAR, _dlt_load_id VARCHAR NOT NULL, _dlt_id VARCHAR NOT NULL)',
    );
    await warehouse.load([
      {
        records: [
          { id: 1, code: 'a' },
          { id: 2, code: 'b' },
        ],
        ...merge({ primary_key: ['id'] }),
      },
    ]);
    await warehouse.load([{ records: [{ code: 'a', v: 1 }], ...merge({ primary_key: ['code'] }) }]);
    expect(await rowsWithList(warehouse)).toEqual(rows({ id: 2, code: 'b' }, { code: 'a', v: 1 }));
  });
});

describe('what each record must have', () => {
  test.each([
    ['I8-13: a column that may not be null', { column_roles: { v: { nullable: false } } }, 'no value for column v'],
    ['a merge key', merge({ merge_key: ['v'] }), 'no value for the merge key v'],
    ['a primary key', merge({ primary_key: ['v'] }), 'no value for the primary key v'],
  ] as const)('%s', async (_, options, words) => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ id: 1 }] }]);
    await expect(
      warehouse.load([
        {
          records: [
            { id: 2, v: 1 },
            { id: 3, v: null },
          ],
          ...options,
        },
      ]),
    ).rejects.toMatchObject({
      code: 'rows-refused',
      message: expect.stringMatching(
        new RegExp(`1 of 2 records of items have ${words}.*record 2 of exchange 1`),
      ) as string,
    });
    await warehouse.load([{ records: [{ id: 2, v: 1 }], ...options }]);
    expect(await rowsWithList(warehouse)).toEqual(rows({ id: 1 }, { id: 2, v: 1 }));
  });

  test('a field that no record has', async () => {
    await using warehouse = scratchWarehouse();
    const told = { column_roles: { v: { nullable: false } } } as const;
    await expect(warehouse.load([{ records: [{ id: 2 }], ...told }])).rejects.toThrow(
      'Column v of items may not be null, but no record has a value for it.',
    );
    await expect(warehouse.load([{ records: [{ id: 2 }], ...merge({ merge_key: ['v'] }) }])).rejects.toThrow(
      'has merge key "v", but no record has that field',
    );
  });
});
