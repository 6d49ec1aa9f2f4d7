import { beforeAll, describe, expect, test } from 'vitest';
import { columnsOf, scratchWarehouse } from '../support/load-records.ts';

const instant = 'TIMESTAMP WITH TIME ZONE';
const text = 'VARCHAR';

/** A text that comes first, the type of its column in dlt, and the instant that is stored. */
const texts: readonly (readonly [id: string, value: string, type: string, stored?: string])[] = [
  ['I4.01', '2024-01-01T00:00:00', instant, '2024-01-01 00:00:00+00'],
  ['I4.02', '2024-01-01T00:00:00Z', instant, '2024-01-01 00:00:00+00'],
  ['I4.03', '2024-01-01 00:00:00', instant, '2024-01-01 00:00:00+00'],
  ['I4.04', '2024-01-01T00:00:00+02:00', instant, '2023-12-31 22:00:00+00'],
  ['I4.05', '2024-01-01T00:00:00+02', instant, '2023-12-31 22:00:00+00'],
  ['I4.06', '2024-01-01T00:00:00-0800', instant, '2024-01-01 08:00:00+00'],
  ['I4.07', '2024-01-01T00:00:00.123456Z', instant, '2024-01-01 00:00:00.123456+00'],
  ['I4.08', '2024-01-01T00:00:00.123456789Z', instant, '2024-01-01 00:00:00.123456+00'],
  ['I4.09', '2024-01-01T00:00', instant, '2024-01-01 00:00:00+00'],
  ['I4.10', '2024-01-01T10', instant, '2024-01-01 10:00:00+00'],
  ['I4.11', '20240101T101010', instant, '2024-01-01 10:10:10+00'],
  ['I4.12', '2024-01-01 00:00:00+00:00', instant, '2024-01-01 00:00:00+00'],
  ['I4.13', '2024-01-01', text],
  ['I4.14', '20240101', text],
  ['I4.15', '2024-W01', text],
  ['I4.16', '2024-W01-1', text],
  ['I4.17', '2024-001', text],
  ['I4.18', '2024-01', text],
  ['I4.19', '2024', text],
  ['I4.20', '12:30', text],
  ['I4.21', '12:30:00', text],
  ['I4.22', '10:10:10.5', text],
  ['I4.23', 'T12:30', text],
  ['I4.24', '1700000000', text],
  ['I4.25', '2024/01/15', text],
  ['I4.26', '2024-1-5', text],
  ['I4.27', '01/02/2024', text],
  ['I4.28', 'Jan 1 2024', text],
  ['I4.29', '2024-01-01T00:00:00 Z', text],
  ['I4.30', '2024-01-01T24:00:00', text],
  ['I4.31', '2024-13-01T00:00:00', text],
  ['I4.32', 'P1D', text],
  ['I4.33', '2024-01-01T00:00:00/2024-01-02T00:00:00', text],
  ['I4.34', 'Mon, 01 Jan 2024 00:00:00 GMT', text],
  ['I4.35', '2024-01-01t00:00:00z', text],
  ['I4.36', '2024-01-01T00:00:00 UTC', text],
  ['I4.37', '2024-01-01T00:00:00[UTC]', text],
  ['I4.38', '20240101000000', text],
  ['I4.39', '2024-01-01T00:00:60', text],
  ['I4.40', ' 2024-01-01T00:00:00', text],
];

describe('the type of what comes first', () => {
  let columns: Record<string, unknown> = {};
  let row: Record<string, unknown> = {};
  beforeAll(async () => {
    await using warehouse = scratchWarehouse();
    const fields = texts.map(([, value], index) => [`v${index}`, value]);
    const others = { yes: true, whole: 5, broken: 1.5, above: 2n ** 63n, beyond: 2n ** 64n, kept: { a: [1] } };
    const manifest = [{ records: [{ ...Object.fromEntries(fields), ...others }], columns: { kept: 'json' as const } }];
    await warehouse.load(manifest);
    columns = await columnsOf(warehouse, 'items');
    row = (await warehouse.rows('SELECT * FROM raw_shop.items'))[0] ?? {};
  });

  test.each(texts)('%s %j', (id, value, type, stored = value) => {
    const column = `v${texts.findIndex(([other]) => other === id)}`;
    expect([columns[column], row[column]]).toEqual([type, stored]);
  });

  test.each([
    ['I4.41', 'yes', 'BOOLEAN', true],
    ['I4.42', 'whole', 'BIGINT', '5'],
    ['I4.43', 'broken', 'DOUBLE', 1.5],
    // dlt stops at integers beyond 64 bits: while they are read, or while they are loaded.
    ['I4.44 (differs)', 'above', 'HUGEINT', '9223372036854775808'],
    ['I4.45 (differs)', 'beyond', 'HUGEINT', '18446744073709551616'],
    ['I4.46', 'kept', 'JSON', '{"a":[1]}'],
  ])('%s %s', (_, column, type, stored) => {
    expect([columns[column], row[column]]).toEqual([type, stored]);
  });

  test('I4.47 numbers that are none are stored as NULL', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([
      {
        records: [
          { id: 1, v: NaN },
          { id: 2, v: Infinity },
          { id: 3, v: 1.5 },
          { id: 4, v: -Infinity },
        ],
      },
    ]);
    expect((await warehouse.rows('SELECT v FROM raw_shop.items ORDER BY id')).map(({ v }) => v)).toEqual([
      null,
      null,
      1.5,
      null,
    ]);
  });
});

/** What came first, what comes then, and what is stored of it: by what stands behind the name of its column. */
const meetings: readonly (readonly [id: string, first: unknown, then: unknown, stored: Record<string, unknown>])[] = [
  ['I5.01', 1, 'a', { __v_text: 'a' }],
  // dlt makes the number of it.
  ['I5.02 (differs)', 1, '12', { __v_text: '12' }],
  // dlt makes a variant of it; here the column widens.
  ['I5.03 (differs)', 1, 1.5, { '': 1.5 }],
  ['I5.04', 1, 2, { '': '2' }],
  ['I5.05', 1, true, { __v_bool: true }],
  ['I5.06', 1, [7], { '[]': '7' }],
  ['I5.07', 1, { k: 8 }, { __k: '8' }],
  ['I5.08', 1, '2024-01-01T00:00:00Z', { __v_text: '2024-01-01T00:00:00Z' }],
  ['I5.09', 'a', 1, { '': '1' }],
  ['I5.10', 'a', 1.5, { '': '1.5' }],
  ['I5.11', 'a', true, { '': 'True' }],
  // dlt reads words and numbers as booleans.
  ['I5.12 (differs)', false, 'yes', { __v_text: 'yes' }],
  ['I5.13', false, 'maybe', { __v_text: 'maybe' }],
  ['I5.14 (differs)', true, 0, { __v_bigint: '0' }],
  ['I5.15 (differs)', false, 2.5, { __v_double: 2.5 }],
  ['I5.16', 0.5, 1, { '': 1 }],
  ['I5.17', 0.5, 'x', { __v_text: 'x' }],
  ['I5.18 (differs)', 0.5, '2.5', { __v_text: '2.5' }],
  ['I5.19', 0.5, true, { __v_bool: true }],
  ['I5.20', '2024-01-01T00:00:00Z', 'hello', { __v_text: 'hello' }],
  // dlt takes numbers for seconds since 1970.
  ['I5.21 (differs)', '2024-01-01T00:00:00Z', 1_700_000_000, { __v_bigint: '1700000000' }],
  ['I5.22', '2024-02-01T00:00:00Z', '2024-01-01', { '': '2024-01-01 00:00:00+00' }],
  ['I5.23 (differs)', '2024-01-01T00:00:00Z', 1_700_000_000.5, { __v_double: 1_700_000_000.5 }],
  ['I5.24', '2024-01-01T00:00:00Z', '', { __v_text: '' }],
];

describe.each(['in one load', 'in two'])('what meets a column of another type, %s', (loads) => {
  const rows: Record<string, unknown> = {};
  beforeAll(async () => {
    await using warehouse = scratchWarehouse();
    const [first, then] = [1, 2].map((place) =>
      Object.fromEntries(meetings.map((meeting, index) => [`v${index}`, meeting[place]])),
    );
    const batches = loads === 'in one load' ? [[first, then]] : [[first], [then]];
    for (const records of batches) await warehouse.load([{ records }]);
    const [, row] = await warehouse.rows('SELECT * FROM raw_shop.items ORDER BY _dlt_id');
    Object.assign(rows, row);
    const list = meetings.findIndex(([, , then]) => Array.isArray(then));
    const [element] = await warehouse.rows(`SELECT value FROM raw_shop.items__v${list}`);
    rows[`v${list}[]`] = element?.['value'];
  });

  test.each(meetings)('%s %j, then %j: %j', (id, _, __, stored) => {
    const column = `v${meetings.findIndex(([other]) => other === id)}`;
    const found = Object.entries(rows).filter(
      ([name, value]) => value !== null && new RegExp(`^${column}(?!\\d)`).test(name),
    );
    expect(Object.fromEntries(found.map(([name, value]) => [name.slice(column.length), value]))).toEqual(stored);
  });
});

describe('what meets a column, and more', () => {
  test('I5.25 (differs) an integer that no type holds is text', async () => {
    // dlt keeps 10^40 in a column `w__v_str`, and only where it was told to be of type wei.
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ w: 1 }] }]);
    await warehouse.load([{ records: [{ w: 10n ** 40n }] }]);
    expect(await warehouse.rows('SELECT w, w__v_text FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { w: '1', w__v_text: null },
      { w: null, w__v_text: String(10n ** 40n) },
    ]);
  });

  test('a column of integers beside which dlt made a variant does not widen', async () => {
    await using warehouse = scratchWarehouse();
    await warehouse.load([{ records: [{ v: 1 }] }]);
    await warehouse.write('ALTER TABLE raw_shop.items ADD COLUMN v__v_double DOUBLE');
    await warehouse.load([{ records: [{ v: 1.5 }, { v: 2 }] }]);
    expect(await warehouse.rows('SELECT v, v__v_double FROM raw_shop.items ORDER BY _dlt_id')).toEqual([
      { v: '1', v__v_double: null },
      { v: null, v__v_double: 1.5 },
      { v: '2', v__v_double: null },
    ]);
  });
});
