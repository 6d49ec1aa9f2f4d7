import { describe, expect, test } from 'vitest';
import { rowOrigin } from '../lib/loads/row-id.ts';
import { resource } from '../lib/sdk/define-resource.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { openInProcess, type InProcessLoad, type InProcessProject } from './support/load-in-process.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';

type Options = Parameters<typeof resource>[1];

interface Shop extends InProcessProject {
  /** Loads records into table t. */
  readonly put: (
    records: readonly object[],
    options?: Options,
    job?: { isFullRefresh?: boolean },
  ) => Promise<InProcessLoad>;
  readonly rows: (table?: string) => Promise<readonly unknown[]>;
}

async function openShop(): Promise<Shop> {
  const project = await openInProcess();
  return {
    ...project,
    put: async (records, options = {}, job = {}) =>
      await project.load([resource('t', options, () => records as object[])], { mask: (text) => text, ...job }),
    rows: async (table = 't') =>
      await readWarehouse(
        project.root,
        `SELECT COLUMNS(c -> NOT starts_with(c, '_dlt')) FROM raw_shop.${table} ORDER BY 1`,
      ),
  };
}

const first = [{ id: 1, v: 1 }];
const withNewColumn = [
  { id: 2, v: 2 },
  { id: 3, v: 3, new: 'surprise' },
];
const withOtherType = [
  { id: 2, v: 'x' },
  { id: 3, v: 3 },
];
const withList = [
  { id: 2, ch: [{ a: 1 }] },
  { id: 3, ch: [{ a: 2 }, { a: 3, deeper: [1] }] },
];

describe('columns', () => {
  test('freeze refuses the resource and names column, value and record', async () => {
    const { put, rows, root } = await openShop();
    await put(first);
    const { report } = await put(withNewColumn, { schemaContract: { columns: 'freeze' } });
    expect(report.status).toBe('failed');
    expect(report.resources[0]?.error).toMatchObject({
      code: 'rows-refused',
      message:
        't was not loaded: field new would make column new of table t, and its columns are frozen. It comes with 1 row, first with record 2 of exchange 1 in exchanges.ndjson of the load package: surprise.',
      hint: expect.stringMatching(/^Set columns of schema_contract to evolve .* --full-refresh --resource t /),
      context: { column: 'new', table: 't' },
    });
    expect(await rows()).toEqual([{ id: 1, v: 1 }]);
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('discard_row leaves the row out and counts it', async () => {
    const { put, rows } = await openShop();
    await put(first);
    const { warnings, resource: of } = await put(withNewColumn, { schemaContract: { columns: 'discard_row' } });
    expect(await rows()).toEqual([
      { id: 1, v: 1 },
      { id: 2, v: 2 },
    ]);
    expect(of('t')).toMatchObject({ rows_extracted: 2, rows_loaded: 1, rows_discarded: 1 });
    expect(warnings).toContain('1 row for table t was left out: the contract of t lets no new columns in.');
  });

  test('discard_value leaves the value out and counts it', async () => {
    const { put, rows } = await openShop();
    await put(first);
    const { warnings, resource: of } = await put(withNewColumn, { schemaContract: { columns: 'discard_value' } });
    expect(await rows()).toEqual([
      { id: 1, v: 1 },
      { id: 2, v: 2 },
      { id: 3, v: 3 },
    ]);
    expect(of('t')).toMatchObject({ rows_loaded: 2, values_discarded: 1 });
    expect(of('t')).not.toHaveProperty('rows_discarded');
    expect(warnings).toContain(
      '1 value for column new of table t was left out: the contract of t lets no new columns in.',
    );
  });

  test('a new table may have any, a column that was told is known, and what is there fits', async () => {
    const { put, rows } = await openShop();
    const contract = { schemaContract: { columns: 'freeze' } } as const;
    await put(withNewColumn, contract);
    await put(withNewColumn, contract);
    expect(await rows()).toHaveLength(4);
    const told = { ...contract, columns: { more: { type: 'bigint' } } } as const;
    expect(await put([{ id: 9, more: 5 }], told)).toMatchObject({ report: { status: 'succeeded' } });
    const deep = await put([{ id: 10, n: { x: 1 } }], contract);
    expect(deep.report.resources[0]?.error?.message).toContain('field n.x would make column n__x of table t');
    await put([{ id: 11, n: { x: 1 } }], contract, { isFullRefresh: true });
    expect(await rows()).toEqual([{ id: 11, n__x: 1 }]);
  });

  test('of a child table: only its rows and values are left out', async () => {
    const { put, rows } = await openShop();
    await put([{ id: 1, ch: [{ a: 1, sub: [1] }] }]);
    const records = [{ id: 2, ch: [{ a: 2 }, { a: 3, b: 1, sub: [2] }] }];
    const { resource: of } = await put(records, { schemaContract: { columns: 'discard_row' } });
    expect(of('t')).toMatchObject({ rows_loaded: 1, rows_discarded: 1 });
    expect(await rows('t__ch')).toHaveLength(2);
    expect(await rows('t__ch__sub')).toHaveLength(1);
    const frozen = await put(records, { schemaContract: { columns: 'freeze' } });
    expect(frozen.report.resources[0]?.error?.message).toMatch(
      /field b would make column b of table t__ch.* first with record 1 of exchange 1 .*: 1\.$/,
    );
  });
});

describe('data_type', () => {
  test('freeze, discard_row, discard_value', async () => {
    const { put, rows } = await openShop();
    await put(first);
    const frozen = await put(withOtherType, { schemaContract: { dataType: 'freeze' } });
    expect(frozen.report.resources[0]?.error?.message).toMatch(
      /^t was not loaded: field v has values that do not fit its column and would make column v__v_text \(text\) of table t, and its data types are frozen\. .*: x\.$/,
    );
    await put(withOtherType, { schemaContract: { dataType: 'discard_row' } });
    expect(await rows()).toEqual([
      { id: 1, v: 1 },
      { id: 3, v: 3 },
    ]);
    await put([{ id: 4, v: 'y' }], { schemaContract: { dataType: 'discard_value' } });
    expect(await rows()).toEqual([
      { id: 1, v: 1 },
      { id: 3, v: 3 },
      { id: 4, v: null },
    ]);
  });

  test.each([
    ['a fraction in an integer column', { v: 1 }, [{ v: 2 }, { v: 2.5 }], 'BIGINT'],
    ['a long integer in an integer column', { v: 1 }, [{ v: 2 }, { v: 2n ** 90n }], 'BIGINT'],
    ['an endless integer in an integer column', { v: 1 }, [{ v: 2 }, { v: 10n ** 50n }], 'BIGINT'],
    ['a long integer in a column of decimals', { v: 1.5 }, [{ v: 2 }, { v: 2n ** 60n + 1n }], 'DOUBLE'],
    ['a long integer beside texts', { v: 1 }, [{ v: 2 }, { v: 2n ** 90n }, { v: 'x' }], 'BIGINT'],
    ['a long integer and a fraction', { v: 1 }, [{ v: 2 }, { v: 2n ** 90n }, { v: 0.5 }], 'BIGINT'],
  ])('keeps the column as it is and leaves out no more than it must: %s', async (_title, before, records, type) => {
    const { put, rows, root } = await openShop();
    await put([before]);
    const { resource: of } = await put(records, { schemaContract: { dataType: 'discard_row' } });
    expect(of('t')).toMatchObject({ rows_loaded: 1, rows_discarded: records.length - 1 });
    expect(await rows()).toEqual([before, { v: 2 }]);
    const columns = await readWarehouse(
      root,
      `SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name NOT LIKE '\\_dlt%' ESCAPE '\\'`,
    );
    expect(columns).toEqual([{ data_type: type }]);
    await put(records, { schemaContract: { dataType: 'discard_value' } });
    expect((await rows()).filter((row) => (row as { v: unknown }).v === null)).toHaveLength(records.length - 1);
  });

  test('a variant column that is there may be filled', async () => {
    const { put, rows } = await openShop();
    await put([{ v: 1 }, { v: 'x' }]);
    expect(await put([{ v: 'y' }], { schemaContract: 'freeze' })).toMatchObject({ report: { status: 'succeeded' } });
    expect(await rows()).toHaveLength(3);
  });
});

describe('tables', () => {
  test('freeze refuses what would make one, also the very first', async () => {
    const { put, root } = await openShop();
    const contract = { schemaContract: { tables: 'freeze' } } as const;
    const { report } = await put(first, contract);
    expect(report.resources[0]?.error).toMatchObject({
      message: expect.stringMatching(/^t was not loaded: it would make table t, and its tables are frozen\./),
      hint: expect.stringContaining('--full-refresh'),
    });
    await put(first, contract, { isFullRefresh: true });
    const child = await put(withList, contract);
    expect(child.report.resources[0]?.error?.message).toMatch(/it would make table t__ch, .* It comes with 3 rows/);
    expect(await countRows(root, 'raw_shop')).toEqual({ t: 1 });
  });

  test.each(['discard_row', 'discard_value'] as const)('%s keeps the parent and drops the list', async (mode) => {
    const { put, root } = await openShop();
    await put(first);
    const { resource: of, warnings } = await put(withList, { schemaContract: { tables: mode } });
    expect(await countRows(root, 'raw_shop')).toEqual({ t: 3 });
    expect(of('t')).toMatchObject({ rows_loaded: 2, rows_discarded: 3 });
    expect(warnings).toContain('3 rows for table t__ch were left out: the contract of t lets no new tables in.');
  });

  test('of a resource that names its tables: only those that are there are filled', async () => {
    const { put, root, load } = await openShop();
    const tableName = (row: unknown): string => `t_${(row as { kind: string }).kind}`;
    await put([{ kind: 'a' }], { tableName });
    const { resource: of } = await put([{ kind: 'a' }, { kind: 'b' }], {
      tableName,
      schemaContract: { tables: 'discard_row' },
    });
    expect(await countRows(root, 'raw_shop')).toEqual({ t_a: 2 });
    expect(of('t')).toMatchObject({ rows_loaded: 1, rows_discarded: 1 });
    const nothing = await load([resource('n', { schemaContract: 'discard_row' }, () => [{ id: 1 }])]);
    expect(nothing.resource('n')).toMatchObject({ status: 'succeeded', rows_loaded: 0, rows_discarded: 1 });
  });
});

describe('quarantine', () => {
  const aside = async (root: string): Promise<readonly Record<string, unknown>[]> =>
    await readWarehouse(
      root,
      'SELECT table_name, resource_name, schema_name, reason, record::VARCHAR AS record, _dlt_id, _dlt_load_id FROM raw_shop._dango_quarantine ORDER BY inserted_at, table_name, _dlt_id',
    );

  test('keeps rows aside with the reason, the record to the digit, and the way to its exchange', async () => {
    const { put, rows, root } = await openShop();
    await put([{ id: 1, v: 1 }]);
    const records = [
      { id: 2, v: 2 },
      { id: 3, v: 'x', new: 12345678901234567890n, list: [{ deep: null }] },
    ];
    const { resource: of, warnings, report } = await put(records, { schemaContract: 'quarantine' });
    expect(await rows()).toEqual([
      { id: 1, v: 1 },
      { id: 2, v: 2 },
    ]);
    expect(of('t')).toMatchObject({ rows_extracted: 2, rows_loaded: 1, rows_quarantined: 1 });
    expect(of('t')).not.toHaveProperty('rows_discarded');
    expect(warnings).toContain(
      '1 row for table t was put aside in _dango_quarantine: the contract of t lets no new data types and columns in (1 row for v__v_text, 1 row for new).',
    );
    const [row, ...others] = await aside(root);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      table_name: 't',
      resource_name: 't',
      schema_name: 'shop',
      reason:
        'field v has values that do not fit its column and would make column v__v_text (text) of table t; field new would make column new of table t',
      record: '{"id":3,"v":"x","new":12345678901234567890,"list":[{"deep":null}]}',
      _dlt_load_id: report.load_id,
    });
    expect(rowOrigin(String(row?.['_dlt_id']))).toEqual({ exchange: 1, position: 1 });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('of a table that must not be made, and of elements of lists', async () => {
    const { put, root } = await openShop();
    await put([{ id: 1, old: [{ a: 1, sub: [1] }] }]);
    await put([{ id: 2, ch: [{ a: 1, deeper: [1] }, { a: 2 }], old: [{ a: 2 }, { a: 3, b: 1, sub: [2] }] }], {
      schemaContract: 'quarantine',
    });
    expect(await countRows(root, 'raw_shop')).toEqual({ t: 2, t__old: 2, t__old__sub: 1 });
    expect((await aside(root)).map(({ table_name: table, reason, record }) => [table, reason, record])).toEqual([
      ['t__ch', 'it would make table t__ch', '{"a":1,"deeper":[1]}'],
      ['t__ch', 'it would make table t__ch', '{"a":2,"deeper":null}'],
      ['t__old', 'field b would make column b of table t__old', '{"a":3,"b":1,"sub":[2]}'],
    ]);
    const anew = await put([{ id: 9 }], { tableName: 'u', schemaContract: 'quarantine' });
    expect(anew.resource('t')).toMatchObject({ rows_loaded: 0, rows_quarantined: 1 });
    expect((await aside(root)).at(-1)).toMatchObject({ table_name: 'u', record: '{"id":9}' });
  });

  test('beside discard_row and discard_value each row counts once', async () => {
    const { put, root, rows } = await openShop();
    await put([{ id: 1, v: 1 }]);
    const records = [
      { id: 2, v: 'x' },
      { id: 3, new: 1 },
      { id: 4, v: 'y', new: 1 },
    ];
    const mixed = { columns: 'discard_row', dataType: 'quarantine' } as const;
    const { resource: of } = await put(records, { schemaContract: mixed });
    expect(of('t')).toMatchObject({ rows_loaded: 0, rows_discarded: 1, rows_quarantined: 2 });
    expect((await aside(root)).map(({ record }) => record)).toEqual(['{"id":2,"v":"x"}', '{"id":4,"v":"y","new":1}']);
    expect(await rows()).toHaveLength(1);
  });

  test('a row that is put aside takes no place of another one', async () => {
    const { put, rows, root } = await openShop();
    const merging = { writeDisposition: 'merge', primaryKey: 'id' } as const;
    await put([{ id: 1, v: 1, ch: [1] }], merging);
    await put([{ id: 1, v: 'x' }, { v: 'no key' }], { ...merging, schemaContract: 'quarantine' });
    expect(await rows()).toEqual([{ id: 1, v: 1 }]);
    expect(await rows('t__ch')).toHaveLength(1);
    expect(await aside(root)).toHaveLength(2);
  });

  test('its table is none that a resource may write, and is only made when needed', async () => {
    const { put, root } = await openShop();
    await put([{ id: 1 }], { schemaContract: 'quarantine' }, { isFullRefresh: true });
    const made = `SELECT count(*)::INTEGER AS n FROM information_schema.tables WHERE table_name = '_dango_quarantine'`;
    expect(await readWarehouse(root, made)).toEqual([{ n: 0 }]);
    await expect(put([{ id: 1 }], { tableName: '_dango_quarantine' })).rejects.toThrow(
      "which is kept for Dango's own tables",
    );
  });
});

describe('a contract', () => {
  test('does not let a row that stays out replace another one', async () => {
    const { put, rows } = await openShop();
    const merging = { writeDisposition: 'merge', primaryKey: 'id' } as const;
    await put([{ id: 1, v: 1, ch: [1] }], merging);
    await put([{ id: 1, v: 'x' }, { v: 'no key' }], { ...merging, schemaContract: { dataType: 'discard_row' } });
    expect(await rows()).toEqual([{ id: 1, v: 1 }]);
    expect(await rows('t__ch')).toHaveLength(1);
  });

  test('refuses one resource and keeps its cursor; the others load', async () => {
    const { load, root } = await openInProcess();
    const other = resource('other', {}, () => [{ id: 1 }]);
    await load([resource('t', {}, () => first), other]);
    const { report } = await load([resource('t', { schemaContract: 'freeze' }, () => withNewColumn), other]);
    expect(report.resources.map(({ name, status }) => `${name} ${status}`)).toEqual(['t failed', 'other succeeded']);
    // Nobody said how to mask, so nothing is quoted.
    expect(report.resources[0]?.error?.message).toMatch(/of the load package\.$/);
    expect(await countRows(root, 'raw_shop')).toEqual({ other: 2, t: 1 });
  });

  test('shows in the plan of a dry run', async () => {
    const { put, load } = await openShop();
    await put(first);
    const contract = { schemaContract: { columns: 'discard_value' } } as const;
    const plan = await load([resource('t', contract, () => withNewColumn)], { isDryRun: true });
    expect(plan.report.plan).toMatchObject([
      { table: 't', change: 'append rows', detail: '2 rows' },
      { table: 't', change: 'leave out', detail: expect.stringMatching(/^1 value for column/) },
    ]);
    const frozen = await load([resource('t', { schemaContract: 'freeze' }, () => withNewColumn)], { isDryRun: true });
    expect(frozen.report).toMatchObject({
      status: 'failed',
      resources: [{ error: { code: 'rows-refused' } }],
      plan: [],
    });
  });

  test('of keys that cannot be columns, and of more tables than are read one by one', async () => {
    const { put, rows, root } = await openShop();
    await put([{ id: 1, '': 1, a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }]);
    await put(
      [
        { id: 2, '': 2, a: [2], b: [2], c: [2], d: [2], e: [2], f: [2] },
        { id: 3, '': 3, new: 1, a: [3] },
      ],
      { schemaContract: { columns: 'discard_row' } },
    );
    expect((await rows()).map((row) => (row as { id: number }).id)).toEqual([1, 2]);
    expect(await countRows(root, 'raw_shop')).toMatchObject({ t: 2, t__a: 2, t__f: 2 });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('is refused where it says another word', () => {
    expect(() => resource('t', { schemaContract: { columns: 'frozen' as 'freeze' } }, () => [])).toThrow(
      'Resource "t" has the contract "frozen".',
    );
  });
});
