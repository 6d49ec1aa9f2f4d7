import { describe, expect, test } from 'vitest';
import type { PackageResource } from '../lib/loads/manifest.ts';
import { columnsOf, scratchWarehouse, type ScratchWarehouse } from './support/load-records.ts';

type Columns = NonNullable<PackageResource['columns']>;

/** Loads the values of a field `v` under a hint; what became of each, as text, by column. */
async function place(columns: Columns, values: readonly unknown[]): Promise<unknown> {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ records: values.map((v, id) => ({ id, v })), columns }]);
  const { id: _id, ...types } = await columnsOf(warehouse, 'items');
  return { types, rows: await textsOf(warehouse, Object.keys(types)) };
}

async function textsOf(warehouse: ScratchWarehouse, columns: readonly string[]): Promise<unknown> {
  const texts = columns.map((column) => `CAST("${column}" AS VARCHAR) AS "${column}"`);
  const rows = await warehouse.rows(`SELECT ${texts.join(', ')} FROM raw_shop.items ORDER BY id`);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

const whole = (...values: readonly string[]): unknown => values.map((v) => ({ v }));

describe('values that fit go into the column that is told', () => {
  test.each<[string, Columns, string, readonly unknown[], readonly string[]]>([
    [
      'decimal',
      { v: 'decimal' },
      'DECIMAL(38,9)',
      ['12.5', 12.5, 7, ' 3 ', '.5', 0.1, 1e-7, '-0.000000001', '12345678901234567890.123456789', 9007199254740993n],
      [
        '12.500000000',
        '12.500000000',
        '7.000000000',
        '3.000000000',
        '0.500000000',
        '0.100000000',
        '0.000000100',
        '-0.000000001',
        '12345678901234567890.123456789',
        '9007199254740993.000000000',
      ],
    ],
    [
      'decimal(10,2)',
      { v: { type: 'decimal', precision: 10, scale: 2 } },
      'DECIMAL(10,2)',
      ['12.50', '99999999.99', '1.2300', 1.1, 1e5],
      ['12.50', '99999999.99', '1.23', '1.10', '100000.00'],
    ],
    ['wei', { v: 'wei' }, 'DECIMAL(38,0)', ['12', 10n ** 37n], ['12', `1${'0'.repeat(37)}`]],
    [
      'date',
      { v: 'date' },
      'DATE',
      ['2024-02-29', '20240102', '2024-01-02T00:00:00Z'],
      ['2024-02-29', '2024-01-02', '2024-01-02'],
    ],
    [
      'time',
      { v: 'time' },
      'TIME',
      ['10:11', '10:11:12', '23:59:59.123456', '01:02:03Z'],
      ['10:11:00', '10:11:12', '23:59:59.123456', '01:02:03'],
    ],
    ['binary', { v: 'binary' }, 'BLOB', ['aGVsbG8=', '0xff00', ''], ['hello', '\\xFF\\x00', '']],
    ['8 bits', { v: { type: 'bigint', precision: 8 } }, 'TINYINT', [-128, 127, 2.0], ['-128', '127', '2']],
    ['16 bits', { v: { type: 'bigint', precision: 12 } }, 'SMALLINT', [32767], ['32767']],
    ['32 bits', { v: { type: 'bigint', precision: 32 } }, 'INTEGER', [-2147483648], ['-2147483648']],
    ['64 bits', { v: { type: 'bigint', precision: 64 } }, 'BIGINT', [1], ['1']],
    ['128 bits', { v: { type: 'bigint', precision: 128 } }, 'HUGEINT', [1, 2n ** 100n], ['1', String(2n ** 100n)]],
    [
      'a timestamp of any precision with its time zone',
      { v: { type: 'timestamp', precision: 3 } },
      'TIMESTAMP WITH TIME ZONE',
      ['2024-01-02T10:00:00.123456+02:00'],
      ['2024-01-02 08:00:00.123456+00'],
    ],
    [
      'a timestamp without',
      { v: { type: 'timestamp', timezone: false } },
      'TIMESTAMP',
      ['2024-01-02T10:00:00.123456+02:00', '2024-01-02T10', '2024-01-02'],
      ['2024-01-02 08:00:00.123456', '2024-01-02 10:00:00', '2024-01-02 00:00:00'],
    ],
    [
      'seconds',
      { v: { type: 'timestamp', precision: 0, timezone: false } },
      'TIMESTAMP_S',
      ['2024-01-02T10:00:01.000+02:00'],
      ['2024-01-02 08:00:01'],
    ],
    [
      'milliseconds',
      { v: { type: 'timestamp', precision: 3, timezone: false } },
      'TIMESTAMP_MS',
      ['2024-01-02T10:00:00.123Z'],
      ['2024-01-02 10:00:00.123'],
    ],
    [
      'nanoseconds',
      { v: { type: 'timestamp', precision: 9, timezone: false } },
      'TIMESTAMP_NS',
      ['2024-01-02T10:00:00.123456789+02:00', '20240102T101010'],
      ['2024-01-02 08:00:00.123456789', '2024-01-02 10:10:10'],
    ],
    ['text of a precision', { v: { type: 'text', precision: 2 } }, 'VARCHAR', ['abc'], ['abc']],
  ])('%s', async (_, columns, type, values, texts) => {
    expect(await place(columns, values)).toEqual({ types: { v: type }, rows: whole(...texts) });
  });
});

describe('what would lose something goes to a variant column', () => {
  test.each<[string, Columns, readonly unknown[], unknown]>([
    [
      'digits behind the scale of a decimal, or in front of it',
      { v: { type: 'decimal', precision: 5, scale: 2 } },
      ['1.234', 1.234, '1234.5', 12345, 'x', '', true, '1e3'],
      [
        { v__v_text: '1.234' },
        { v__v_double: '1.234' },
        { v__v_text: '1234.5' },
        { v__v_double: '12345.0' },
        { v__v_text: 'x' },
        { v__v_text: '' },
        { v__v_bool: 'true' },
        { v__v_text: '1e3' },
      ],
    ],
    [
      'integers alone keep being integers',
      { v: { type: 'decimal', precision: 5, scale: 2 } },
      [1, 12345],
      [{ v: '1.00' }, { v__v_bigint: '12345' }],
    ],
    ['an endless integer', { v: 'wei' }, [10n ** 40n, 1], [{ v__v_text: `1${'0'.repeat(40)}` }, { v: '1' }]],
    [
      'more than a TINYINT holds',
      { v: { type: 'bigint', precision: 8 } },
      [1, 300, 1.5, '7'],
      [{ v: '1' }, { v__v_double: '300.0' }, { v__v_double: '1.5' }, { v__v_text: '7' }],
    ],
    [
      'a time behind a date',
      { v: 'date' },
      ['2024-01-02', '2024-01-02T10:00:00Z', '2024-13-01', 5],
      [{ v: '2024-01-02' }, { v__v_text: '2024-01-02T10:00:00Z' }, { v__v_text: '2024-13-01' }, { v__v_bigint: '5' }],
    ],
    [
      'nanoseconds of a time',
      { v: 'time' },
      ['10:11:12.1234567', '24:00:00', '25:00'],
      [{ v__v_text: '10:11:12.1234567' }, { v__v_text: '24:00:00' }, { v__v_text: '25:00' }],
    ],
    [
      'what is neither hex nor base64',
      { v: 'binary' },
      ['aGVsbG8', 'aGVsbG9=', '0xabc', 'a b'],
      [{ v__v_text: 'aGVsbG8' }, { v__v_text: 'aGVsbG9=' }, { v__v_text: '0xabc' }, { v__v_text: 'a b' }],
    ],
    [
      'digits of a second',
      { v: { type: 'timestamp', precision: 3, timezone: false } },
      ['2024-01-02T10:00:00.1234Z', 'later'],
      [{ v__v_text: '2024-01-02T10:00:00.1234Z' }, { v__v_text: 'later' }],
    ],
    [
      'an instant that nanoseconds do not reach',
      { v: { type: 'timestamp', precision: 9, timezone: false } },
      ['1500-01-02T10:00:00Z'],
      [{ v__v_text: '1500-01-02T10:00:00Z' }],
    ],
  ])('%s', async (_, columns, values, rows) => {
    expect(await place(columns, values)).toMatchObject({ rows });
  });
});

test('in objects, in lists, and beside a value of another kind', async () => {
  await using warehouse = scratchWarehouse();
  const records = [
    { id: 1, price: { net: '1.10', at: '2024-01-01' }, lines: [{ sum: '2.5' }, { sum: 3 }], mixed: '1.5' },
    { id: 2, price: { net: 12345678901234567n }, lines: [{ sum: '0.00001' }], mixed: { a: 1 } },
  ];
  const columns: Columns = { price__net: 'decimal', price__at: 'date', mixed: 'decimal' };
  const nested = { lines: { sum: { type: 'decimal', precision: 9, scale: 4 } } } as const;
  await warehouse.load([{ records, columns, nested_columns: nested }]);
  expect(await columnsOf(warehouse, 'items')).toEqual({
    id: 'BIGINT',
    price__net: 'DECIMAL(38,9)',
    price__at: 'DATE',
    mixed: 'DECIMAL(38,9)',
    mixed__a: 'BIGINT',
  });
  expect(await warehouse.rows('SELECT price__net::VARCHAR AS net FROM raw_shop.items ORDER BY id')).toEqual([
    { net: '1.100000000' },
    { net: '12345678901234567.000000000' },
  ]);
  expect(
    await warehouse.rows('SELECT sum::VARCHAR AS s, sum__v_text AS t FROM raw_shop.items__lines ORDER BY _dlt_id'),
  ).toEqual([
    { s: '2.5000', t: null },
    { s: '3.0000', t: null },
    { s: null, t: '0.00001' },
  ]);
});

test('the variant column comes with the first value that needs it, and takes more', async () => {
  await using warehouse = scratchWarehouse();
  const columns: Columns = { v: 'date' };
  await warehouse.load([{ records: [{ id: 1, v: '2024-01-01' }], columns }]);
  expect(Object.keys(await columnsOf(warehouse, 'items'))).toEqual(['id', 'v']);
  await warehouse.load([{ records: [{ id: 2, v: 'soon' }], columns }]);
  // The type is that of the column, whether or not it is still told.
  await warehouse.load([
    {
      records: [
        { id: 3, v: 'later' },
        { id: 4, v: '2024-01-04' },
      ],
    },
  ]);
  expect(await textsOf(warehouse, ['v', 'v__v_text'])).toEqual([
    { v: '2024-01-01' },
    { v__v_text: 'soon' },
    { v__v_text: 'later' },
    { v: '2024-01-04' },
  ]);
});

describe('a contract on data types', () => {
  const records = [
    { id: 1, v: '1.50' },
    { id: 2, v: '1.555' },
  ];
  const columns: Columns = { v: { type: 'decimal', precision: 5, scale: 2 } };
  const contract = (mode: 'freeze' | 'discard_row' | 'discard_value') => ({
    tables: 'evolve' as const,
    columns: 'evolve' as const,
    data_type: mode,
  });

  test('freeze refuses only where a value does not fit', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: records.slice(0, 1), columns, contract: contract('freeze') }]);
    await expect(warehouse.load([{ records, columns, contract: contract('freeze') }])).rejects.toThrow(/v__v_text/);
    expect(await textsOf(warehouse, ['v'])).toEqual([{ v: '1.50' }]);
  });

  test('the row, or the value, stays out', async () => {
    await using rows = scratchWarehouse();
    await rows.load([{ records, columns, contract: contract('discard_row') }]);
    expect(await textsOf(rows, ['v'])).toEqual([{ v: '1.50' }]);
    await using values = scratchWarehouse();
    await values.load([{ records, columns, contract: contract('discard_value') }]);
    expect(await textsOf(values, ['v'])).toEqual([{ v: '1.50' }, {}]);
  });
});

test('merges find rows by a decimal key, and a full refresh makes the columns anew', async () => {
  await using warehouse = scratchWarehouse();
  const merge = { write_disposition: 'merge', primary_key: ['v'], columns: { v: 'decimal' } } as const;
  await warehouse.load([
    {
      records: [
        { id: 1, v: '1.5' },
        { id: 2, v: '2' },
      ],
      ...merge,
    },
  ]);
  await warehouse.load([{ records: [{ id: 3, v: 1.5 }], ...merge }]);
  expect(await textsOf(warehouse, ['id', 'v'])).toEqual([
    { id: '2', v: '2.000000000' },
    { id: '3', v: '1.500000000' },
  ]);
  const anew = { is_full_refresh: true, columns: { v: { type: 'decimal', precision: 4, scale: 1 } } } as const;
  await warehouse.load([{ records: [{ id: 1, v: '1.5' }], ...anew }]);
  expect(await columnsOf(warehouse, 'items')).toEqual({ id: 'BIGINT', v: 'DECIMAL(4,1)' });
});

test('the stored schema has the hints as dlt writes them', async () => {
  await using warehouse = scratchWarehouse();
  const columns: Columns = {
    a: 'decimal',
    b: { type: 'decimal', precision: 10, scale: 2 },
    c: 'wei',
    d: { type: 'bigint', precision: 12 },
    e: { type: 'timestamp', precision: 3, timezone: false },
    f: { type: 'text', precision: 20 },
    g: 'date',
    h: 'time',
    i: 'binary',
  };
  const record = {
    a: '1',
    b: '1',
    c: '1',
    d: 1,
    e: '2024-01-01T00:00:00Z',
    f: 'x',
    g: '2024-01-01',
    h: '10:00',
    i: '',
  };
  const stored = async (): Promise<unknown> => {
    const [row] = await warehouse.rows('SELECT schema FROM raw_shop._dlt_version ORDER BY version DESC LIMIT 1');
    const { tables } = JSON.parse(String(row?.['schema'])) as {
      tables: { items: { columns: Record<string, object> } };
    };
    return Object.fromEntries(
      Object.keys(columns).map((name) => {
        const { name: _name, nullable: _nullable, ...hints } = tables.items.columns[name] as Record<string, unknown>;
        return [name, hints];
      }),
    );
  };
  const told = {
    a: { data_type: 'decimal' },
    b: { data_type: 'decimal', precision: 10, scale: 2 },
    c: { data_type: 'wei' },
    d: { data_type: 'bigint', precision: 12 },
    e: { data_type: 'timestamp', precision: 3, timezone: false },
    f: { data_type: 'text', precision: 20 },
    g: { data_type: 'date' },
    h: { data_type: 'time' },
    i: { data_type: 'binary' },
  };
  await warehouse.load([{ records: [record], columns }]);
  expect(await stored()).toEqual(told);
  await warehouse.load([{ records: [record] }]);
  expect(await stored()).toEqual(told);
  expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop._dlt_version')).toEqual([{ n: 1 }]);
});
