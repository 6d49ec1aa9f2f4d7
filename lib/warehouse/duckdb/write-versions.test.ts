import { describe, expect, test } from 'vitest';
import { scratchWarehouse, type ResourceRecords, type ScratchWarehouse } from '../../../test/support/load-records.ts';

type Options = Omit<ResourceRecords, 'records'>;
const scd2 = (more: object = {}, options: Options = {}): Options => ({
  write_disposition: 'merge',
  merge: { strategy: 'scd2', ...more },
  ...options,
});
const [first, second, third] = ['2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z', '2024-01-03T00:00:00Z'];

/** Loads snapshots, each with its own time, and gives the versions as `id v from to` with days. */
async function versionsAfter(
  warehouse: ScratchWarehouse,
  snapshots: readonly (readonly object[])[],
  options: Options = scd2(),
): Promise<readonly string[]> {
  const times = [first, second, third];
  for (const [position, records] of snapshots.entries()) {
    await warehouse.load([{ records, ...options }], { created_at: times[position] ?? '' });
  }
  return await versions(warehouse);
}

async function versions(warehouse: ScratchWarehouse): Promise<readonly string[]> {
  const found = await warehouse.rows(
    `SELECT concat_ws(' ', id, v, coalesce(strftime(_dlt_valid_from, '%d'), '-'), coalesce(strftime(_dlt_valid_to, '%d'), '-')) AS row FROM raw_shop.items ORDER BY ALL`,
  );
  return found.map(({ row }) => String(row));
}

describe('versions of rows', () => {
  test.each([
    [
      'I8-10: what is absent or changed ends, and a new version begins at the same time',
      [
        [
          { id: 1, v: 'a' },
          { id: 2, v: 'b' },
        ],
        [{ id: 1, v: 'c' }],
      ],
      ['1 a 01 02', '1 c 02 -', '2 b 01 02'],
    ],
    ['I8-10: the same data again changes nothing', [[{ id: 1, v: 'a' }], [{ id: 1, v: 'a' }]], ['1 a 01 -']],
    [
      'I8-10: what comes again is a new version',
      [
        [
          { id: 1, v: 'a' },
          { id: 2, v: 'b' },
        ],
        [{ id: 2, v: 'b' }],
        [
          { id: 1, v: 'a' },
          { id: 2, v: 'b' },
        ],
      ],
      ['1 a 01 02', '1 a 03 -', '2 b 01 -'],
    ],
    [
      'I8-10: records that say the same are all kept',
      [
        [
          { id: 1, v: 'a' },
          { id: 1, v: 'a' },
        ],
        [{ id: 1, v: 'a' }],
      ],
      ['1 a 01 -', '1 a 01 -'],
    ],
    ['nothing that comes ends nothing', [[{ id: 1, v: 'a' }], []], ['1 a 01 -']],
    [
      'a new field with a value is a new version, one without is none',
      [
        [
          { id: 1, v: 'a' },
          { id: 2, v: 'b' },
        ],
        [
          { id: 1, v: 'a', w: 1 },
          { id: 2, v: 'b', w: null },
        ],
      ],
      ['1 a 01 02', '1 a 02 -', '2 b 01 -'],
    ],
    [
      'a column that widens makes no new versions',
      [
        [
          { id: 1, v: 1 },
          { id: 2, v: 2 },
        ],
        [
          { id: 1, v: 1 },
          { id: 2, v: 2.5 },
        ],
      ],
      ['1 1.0 01 -', '2 2.0 01 02', '2 2.5 02 -'],
    ],
  ] as const)('%s', async (_, snapshots, expected) => {
    await using warehouse = scratchWarehouse();
    expect(await versionsAfter(warehouse, snapshots)).toEqual(expected);
  });

  test('the columns of the time stand in front, and child tables have no root id, as in dlt', async () => {
    await using warehouse = scratchWarehouse();
    await versionsAfter(warehouse, [[{ id: 1, v: 'a', l: [1] }]]);
    const columns = await warehouse.rows(
      "SELECT table_name AS t, list(column_name ORDER BY ordinal_position) AS c FROM information_schema.columns WHERE table_name LIKE 'items%' GROUP BY ALL ORDER BY 1",
    );
    expect(columns).toEqual([
      { t: 'items', c: ['_dlt_valid_from', '_dlt_valid_to', 'id', 'v', '_dlt_load_id', '_dlt_id'] },
      { t: 'items__l', c: ['value', '_dlt_parent_id', '_dlt_list_idx', '_dlt_id'] },
    ]);
    const [schema] = await warehouse.rows('SELECT schema FROM raw_shop._dlt_version');
    const { tables } = JSON.parse(String(schema?.['schema'])) as { readonly tables: Readonly<Record<string, object>> };
    expect(tables['items']).toMatchObject({
      write_disposition: 'merge',
      'x-merge-strategy': 'scd2',
      columns: { _dlt_valid_from: { 'x-valid-from': true }, _dlt_valid_to: { 'x-valid-to': true } },
    });
  });

  test('rows of lists, at any depth, belong to what a row says', async () => {
    await using warehouse = scratchWarehouse();
    const nested = (leaf: number | null) => ({ id: 1, v: 'a', l: [{ x: 1, g: leaf === null ? [] : [{ y: leaf }] }] });
    const found = await versionsAfter(warehouse, [[nested(1)], [nested(1)], [nested(2)]]);
    expect(found).toEqual(['1 a 01 03', '1 a 03 -']);
    const leaves = await warehouse.rows(
      `SELECT g.y, strftime(t._dlt_valid_from, '%d') AS since FROM raw_shop.items__l__g g
       JOIN raw_shop.items__l l ON l._dlt_id = g._dlt_parent_id JOIN raw_shop.items t ON t._dlt_id = l._dlt_parent_id ORDER BY 1`,
    );
    expect(leaves).toEqual([
      { y: '1', since: '01' },
      { y: '2', since: '03' },
    ]);
    await warehouse.load([{ records: [nested(null)], ...scd2() }], { created_at: '2024-01-04T00:00:00Z' });
    expect(await versions(warehouse)).toEqual(['1 a 01 03', '1 a 03 04', '1 a 04 -']);
    const ids = await warehouse.rows('SELECT count(DISTINCT _dlt_id) = count(*) AS are_unique FROM raw_shop.items');
    expect(ids).toEqual([{ are_unique: true }]);
  });

  test('I8-10: with a merge key only rows of the values that come can end', async () => {
    await using warehouse = scratchWarehouse();
    const loads = [
      [
        { id: 1, v: 'a' },
        { id: 2, v: 'b' },
      ],
      [{ id: 1, v: 'c' }],
    ];
    expect(await versionsAfter(warehouse, loads, scd2({}, { merge_key: ['id'] }))).toEqual([
      '1 a 01 02',
      '1 c 02 -',
      '2 b 01 -',
    ]);
  });

  test('a record that says that its row is gone ends it', async () => {
    await using warehouse = scratchWarehouse();
    const options = scd2({}, { merge_key: ['id'], column_roles: { gone: { hard_delete: true } } });
    const loads = [
      [
        { id: 1, v: 'a', gone: false },
        { id: 2, v: 'b' },
      ],
      [{ id: 1, v: 'c', gone: true }],
    ];
    expect(await versionsAfter(warehouse, loads, options)).toEqual(['1 a 01 02', '2 b 01 -']);
  });

  test('I8-10: names of columns, the boundary and the end of what is active can be told', async () => {
    await using warehouse = scratchWarehouse();
    const options = scd2({
      validity_column_names: ['since', 'until'],
      active_record_timestamp: '9999-12-31',
      boundary_timestamp: '2020-05-05',
    });
    await warehouse.load([{ records: [{ id: 1, v: 'a' }], ...options }]);
    await warehouse.load([{ records: [{ id: 1, v: 'b' }], ...options }]);
    const found = await warehouse.rows(
      'SELECT v, since::DATE::VARCHAR AS since, until::DATE::VARCHAR AS until FROM raw_shop.items ORDER BY v',
    );
    expect(found).toEqual([
      { v: 'a', since: '2020-05-05', until: '2020-05-05' },
      { v: 'b', since: '2020-05-05', until: '9999-12-31' },
    ]);
  });

  test('a column of the records can tell versions apart', async () => {
    await using warehouse = scratchWarehouse();
    const options = scd2({ row_version_column_name: 'rev' });
    const loads = [[{ id: 1, v: 'a', rev: 1 }], [{ id: 1, v: 'b', rev: 1 }], [{ id: 1, v: 'c', rev: 2 }]];
    expect(await versionsAfter(warehouse, loads, options)).toEqual(['1 a 01 03', '1 c 03 -']);
    await expect(warehouse.load([{ records: [{ id: 1 }], ...options }])).rejects.toThrow('told apart by rev');
  });

  test('a field that would be one of the columns of the time refuses the resource', async () => {
    await using warehouse = scratchWarehouse();
    await expect(
      warehouse.load([{ records: [{ since: 1 }], ...scd2({ validity_column_names: ['since', 'until'] }) }]),
    ).rejects.toThrow('has a field since, whose column since scd2 keeps for the time');
  });

  test('a table that dlt has filled goes on: its ids are hashes, and rows that came again share one', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load(
      [
        {
          records: [
            { id: 1, ch: [{ x: 1, g: [{ y: 1 }] }] },
            { id: 2, ch: [{ x: 2 }] },
          ],
          ...scd2(),
        },
      ],
      {
        created_at: first,
      },
    );
    // The ids that dlt gives to the first record; it ended once and came again with the same id and the same child rows.
    const hashes = [
      ['items__ch__g', 'lcUdu2RlChSHdA', 'XcB4o3mRmeNanA'],
      ['items__ch', 'XcB4o3mRmeNanA', 'odM7g9otFugvSQ'],
      ['items', 'odM7g9otFugvSQ', undefined],
    ] as const;
    for (const [table, id, parent] of hashes) {
      const where = `_dlt_id = (SELECT min(_dlt_id) FROM raw_shop.${table})`;
      const link = parent === undefined ? '' : `, _dlt_parent_id = '${parent}'`;
      await warehouse.write(`UPDATE raw_shop.${table} SET _dlt_id = '${id}'${link} WHERE ${where}`);
    }
    await warehouse.write(
      `INSERT INTO raw_shop.items SELECT * REPLACE (TIMESTAMPTZ '2023-01-01' AS _dlt_valid_from, TIMESTAMPTZ '2023-06-01' AS _dlt_valid_to) FROM raw_shop.items WHERE id = 1`,
    );
    const before = await warehouse.rows('SELECT * FROM raw_shop.items ORDER BY ALL');
    await warehouse.load(
      [
        {
          records: [
            { id: 2, ch: [{ x: 2 }] },
            { id: 1, ch: [{ g: [{ y: 1 }], x: 1 }] },
          ],
          ...scd2(),
        },
      ],
      {
        created_at: second,
      },
    );
    expect(await warehouse.rows('SELECT * FROM raw_shop.items ORDER BY ALL')).toEqual(before);
    await warehouse.load([{ records: [{ id: 1, ch: [{ x: 1, g: [{ y: 7 }] }] }], ...scd2() }], { created_at: third });
    const found = await warehouse.rows(
      `SELECT id, count(*)::INTEGER AS n, count(*) FILTER (_dlt_valid_to IS NULL)::INTEGER AS active FROM raw_shop.items GROUP BY 1 ORDER BY 1`,
    );
    expect(found).toEqual([
      { id: '1', n: 3, active: 1 },
      { id: '2', n: 1, active: 0 },
    ]);
  });
});

test('where a contract lets no record in, nothing came, and no row ends', async () => {
  await using warehouse = scratchWarehouse();
  const closed = { contract: { tables: 'evolve', columns: 'discard_row', data_type: 'evolve' } } as const;
  const found = await versionsAfter(warehouse, [[{ id: 1, v: 'a' }], [{ id: 1, v: 'a', more: 1 }]], scd2({}, closed));
  expect(found).toEqual(['1 a 01 -']);
});

describe('a record that a contract keeps out did come, so its version goes on', () => {
  const contract = (columns: 'discard_row' | 'quarantine') =>
    ({ tables: 'evolve', columns, data_type: columns }) as const;
  const before = [
    { id: 1, v: 'a' },
    { id: 2, v: 'b' },
    { id: 3, v: 'c' },
  ];
  const after = [
    { id: 1, v: 'changed', extra: 1 },
    { id: 2, v: 'b', extra: 1 },
  ];

  test.each(['discard_row', 'quarantine'] as const)('by its primary key (%s)', async (mode) => {
    await using warehouse = scratchWarehouse();
    const options = scd2({}, { primary_key: ['id'], contract: contract(mode) });
    const late = { id: 4, v: 'd' };
    expect(await versionsAfter(warehouse, [before, [...after, late], [{ id: 1, v: 'changed' }]], options)).toEqual([
      '1 a 01 03',
      '1 changed 03 -',
      '2 b 01 03',
      '3 c 01 02',
      '4 d 02 03',
    ]);
  });

  test('by all that the table holds of it, where there is no key', async () => {
    await using warehouse = scratchWarehouse();
    const options = scd2({}, { contract: contract('discard_row') });
    expect(await versionsAfter(warehouse, [before, [...after, { id: 4, v: 'd' }]], options)).toEqual([
      '1 a 01 02',
      '2 b 01 -',
      '3 c 01 02',
      '4 d 02 -',
    ]);
  });

  test('unless it says itself that its row is gone', async () => {
    await using warehouse = scratchWarehouse();
    const options = scd2(
      {},
      {
        primary_key: ['id'],
        contract: contract('discard_row'),
        column_roles: { gone: { hard_delete: true } },
      },
    );
    const gone = before.map((record) => ({ ...record, gone: false }));
    const records = [
      { id: 1, v: 'a', gone: true, extra: 1 },
      { id: 2, v: 'b', gone: false, extra: 1 },
      { id: 3, v: 'c', gone: false },
    ];
    expect(await versionsAfter(warehouse, [gone, records], options)).toEqual(['1 a 01 02', '2 b 01 -', '3 c 01 -']);
  });
});
