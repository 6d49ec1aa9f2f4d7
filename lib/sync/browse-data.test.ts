import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDataProject } from '../../test/support/data-project.ts';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import type { RowsAnswer, RowWindow } from '../warehouse/row-window.ts';
import { countRows, listDatasets, readRow, readRows } from './browse-data.ts';

const long = 'x'.repeat(1000);

/** Column, its SQL, its type, its cell. */
const values: readonly (readonly [name: string, sql: string, type: string, cell: unknown])[] = [
  ['null', 'NULL::VARCHAR', 'VARCHAR', null],
  ['empty', "''", 'VARCHAR', ''],
  ['text', "'Zoë 🚀'", 'VARCHAR', 'Zoë 🚀'],
  ['long', `'${long}'`, 'VARCHAR', { cut: 'x'.repeat(300), length: 1000 }],
  ['rockets', "repeat('🚀', 301)", 'VARCHAR', { cut: '🚀'.repeat(300), length: 301 }],
  ['bool', 'true', 'BOOLEAN', true],
  ['tiny', '(-128)::TINYINT', 'TINYINT', -128],
  ['integer', '2147483647::INTEGER', 'INTEGER', 2_147_483_647],
  ['big', '9223372036854775807::BIGINT', 'BIGINT', '9223372036854775807'],
  ['ubig', '18446744073709551615::UBIGINT', 'UBIGINT', '18446744073709551615'],
  [
    'huge',
    '(-170141183460469231731687303715884105727)::HUGEINT',
    'HUGEINT',
    '-170141183460469231731687303715884105727',
  ],
  ['decimal', '12345678901234567890.10::DECIMAL(38,2)', 'DECIMAL(38,2)', '12345678901234567890.10'],
  ['float', '0.1::FLOAT', 'FLOAT', 0.1],
  ['float_nan', "'nan'::FLOAT", 'FLOAT', 'NaN'],
  ['double', '0.1::DOUBLE', 'DOUBLE', 0.1],
  ['infinite', "'-inf'::DOUBLE", 'DOUBLE', '-Infinity'],
  ['date', "'2024-02-29'::DATE", 'DATE', '2024-02-29'],
  ['date_low', "'-infinity'::DATE", 'DATE', '-infinity'],
  ['date_high', "'infinity'::DATE", 'DATE', 'infinity'],
  ['time', "'10:00:00.123456'::TIME", 'TIME', '10:00:00.123456'],
  ['stamp', "'2024-03-31 01:30:00.123456'::TIMESTAMP", 'TIMESTAMP', '2024-03-31 01:30:00.123456'],
  ['stamp_ns', "'2024-03-31 01:30:00.123456789'::TIMESTAMP_NS", 'TIMESTAMP_NS', '2024-03-31 01:30:00.123456789'],
  [
    'stamp_tz',
    "'2024-03-31 03:30:00.123456+02'::TIMESTAMPTZ",
    'TIMESTAMP WITH TIME ZONE',
    '2024-03-31 01:30:00.123456+00',
  ],
  ['interval', "INTERVAL '1 year 2 months 3 days 04:05:06'", 'INTERVAL', '1 year 2 months 3 days 04:05:06'],
  ['blob', "'\\xDE\\xAD'::BLOB", 'BLOB', '\\xDE\\xAD'],
  ['long_blob', "repeat('\\xDE'::BLOB, 100)", 'BLOB', { cut: '\\xDE'.repeat(75), length: 100 }],
  ['bit', "'10101'::BIT", 'BIT', '10101'],
  ['uuid', "'00000000-0000-4000-8000-000000000001'::UUID", 'UUID', '00000000-0000-4000-8000-000000000001'],
  ['mood', "'sad'::ENUM('sad', 'glad')", "ENUM('sad', 'glad')", 'sad'],
  ['json', `'{"a": 1}'::JSON`, 'JSON', '{"a": 1}'],
  ['list', '[1::BIGINT, NULL]', 'BIGINT[]', '[1,null]'],
  ['array', 'array_value(0.1::FLOAT, 0.2)', 'FLOAT[2]', '[0.1,0.2]'],
  [
    'struct',
    "{'n': 170141183460469231731687303715884105727::HUGEINT, 'd': 12345678901234567.123456789::DECIMAL(38,9), 'f': [0.1::FLOAT], 't': '2024-03-31 01:30:00.123456+00'::TIMESTAMPTZ}",
    'STRUCT(n HUGEINT, d DECIMAL(38,9), f FLOAT[], t TIMESTAMP WITH TIME ZONE)',
    '{"n":170141183460469231731687303715884105727,"d":12345678901234567.123456789,"f":[0.1],"t":"2024-03-31 01:30:00.123456+00"}',
  ],
  ['map', "MAP {'a': 9007199254740993::BIGINT}", 'MAP(VARCHAR, BIGINT)', '{"a":9007199254740993}'],
  ['union', "union_value(k := 'v')", 'UNION(k VARCHAR)', '{"k":"v"}'],
];

describe('cells', () => {
  test('every type is shown as it is, NULL unlike empty, and what is long is cut', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA d',
      `CREATE TABLE d.t AS SELECT ${values.map(([name, sql]) => `${sql} AS "${name}"`).join(', ')}`,
    ]);
    const { columns, rows, rowIds, isEnd } = await readRows(project.root, window());
    const [row = []] = rows;
    expect(Object.fromEntries(columns.map(({ name }, position) => [name, row[position]]))).toEqual(
      Object.fromEntries(values.map(([name, , , cell]) => [name, cell])),
    );
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type.replaceAll('"', '')]));
    expect(types).toEqual(Object.fromEntries(values.map(([name, , type]) => [name, type.replaceAll('"', '')])));
    expect({ rowIds, isEnd }).toEqual({ rowIds: ['0'], isEnd: true });
    const detail = await readRow(project.root, { dataset: 'd', table: 't', rowId: '0' });
    expect(detail.values[detail.columns.findIndex(({ name }) => name === 'long')]).toBe(long);
    // Each value finds its own row.
    for (const [name, sql, , cell] of values) {
      if (cell === null || typeof cell === 'object') continue;
      const filters = [{ column: name, operator: 'equals', value: textOf(cell) } as const];
      expect([name, sql, await countRows(project.root, { dataset: 'd', table: 't', filters })]).toEqual([name, sql, 1]);
    }
  });
});

function window(more: Partial<RowWindow> = {}): RowWindow {
  return { dataset: 'd', table: 't', offset: 0, limit: 100, ...more };
}

/** The whole table, window by window. */
async function readAll(root: string, question: RowWindow): Promise<RowsAnswer['rows']> {
  const rows: RowsAnswer['rows'][number][] = [];
  for (let offset = 0; ; offset += question.limit) {
    const answer = await readRows(root, { ...question, offset });
    rows.push(...answer.rows);
    if (answer.isEnd) return rows;
  }
}

describe('windows', () => {
  test('windows beside each other are the whole, whatever the sort, the filter and the size', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA d',
      `CREATE TABLE d.t AS SELECT range AS id, CASE WHEN range % 7 = 0 THEN NULL ELSE range % 3 END AS tie,
         CASE WHEN range % 5 = 0 THEN '' WHEN range % 5 = 1 THEN NULL ELSE chr(97 + CAST(hash(range) % 4 AS INTEGER)) END AS word
       FROM range(97)`,
      // Row numbers with gaps.
      'DELETE FROM d.t WHERE id % 11 = 3',
      'CREATE VIEW d.v AS SELECT * FROM d.t',
    ]);
    const all = await readAll(project.root, window({ limit: 500 }));
    const column = fc.constantFrom('id', 'tie', 'word');
    const direction = fc.constantFrom('ascending' as const, 'descending' as const);
    const filter = fc.constantFrom(
      { column: 'tie', operator: 'not-blank' as const },
      { column: 'tie', operator: 'blank' as const },
      { column: 'word', operator: 'equals' as const, value: '' },
      { column: 'word', operator: 'not-contains' as const, value: 'B' },
      {
        any: [
          { column: 'tie', operator: 'less-than' as const, value: '1' },
          { column: 'id', operator: 'greater-or-equal' as const, value: '50' },
        ],
      },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ column, direction }), { maxLength: 2 }),
        fc.array(filter, { maxLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('t', 'v'),
        async (sort, filters, limit, table) => {
          const rows = await readAll(project.root, window({ table, sort, filters, limit }));
          const ids = rows.map(([id]) => Number(id));
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBe(await countRows(project.root, { dataset: 'd', table, filters }));
          const expected = all.filter(([id]) => ids.includes(Number(id)));
          expect(rows).toEqual(expected.toSorted((one, other) => compare(one, other, sort)));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a window deep in a sorted table is right, and a load makes a new generation', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA d',
      'CREATE TABLE d.t AS SELECT range AS id, (range * 7919) % 100003 AS key FROM range(100000)',
    ]);
    const sort = [{ column: 'key', direction: 'descending' as const }];
    const deep = window({ sort, columns: ['key'], offset: 99_990, limit: 50 });
    const before = await readRows(project.root, deep);
    expect(before.rows).toHaveLength(10);
    expect(before.isEnd).toBe(true);
    expect(before.rows.at(-1)).toEqual(['0']);
    await project.run('DELETE FROM d.t WHERE key < 5', 'INSERT INTO d.t VALUES (-1, -1)');
    const after = await readRows(project.root, { ...deep, offset: 99_900, limit: 500 });
    expect(after.generation).not.toBe(before.generation);
    expect(after.rows.slice(-2)).toEqual([['5'], ['-1']]);
  });

  test('the SQL that is shown gives the same rows', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA d',
      "CREATE TABLE d.t AS SELECT range AS id, 'it''s' AS word FROM range(9)",
    ]);
    const filters = [{ column: 'word', operator: 'contains' as const, value: "T'S" }];
    const sort = [{ column: 'id', direction: 'descending' as const }];
    const { sql, rows } = await readRows(project.root, window({ filters, sort, columns: ['id'], offset: 2, limit: 3 }));
    await project.run(`CREATE TABLE d.shown AS ${sql}`);
    expect((await readRows(project.root, window({ table: 'shown' }))).rows).toEqual(rows);
    expect(rows).toEqual([['6'], ['5'], ['4']]);
  });

  test('a name that hides the row number, quotes, dots and blanks do no harm', async () => {
    const table = `it's "a".t; DROP SCHEMA d --`;
    const quoted = `"${table.replaceAll('"', '""')}"`;
    const project = await createDataProject([
      'CREATE SCHEMA "my.schema"',
      `CREATE TABLE "my.schema".${quoted} AS SELECT range AS rowid, 'a' AS "x"" y.z" FROM range(5)`,
    ]);
    const sort = [{ column: 'x" y.z', direction: 'ascending' as const }];
    const answer = await readRows(project.root, { dataset: 'my.schema', table, offset: 3, limit: 5, sort });
    expect(answer).toMatchObject({
      rows: [
        ['3', 'a'],
        ['4', 'a'],
      ],
      rowIds: [],
      isEnd: true,
    });
    const value = `a' OR 1=1 --`;
    const filters = [{ column: 'x" y.z', operator: 'equals' as const, value }];
    expect(await countRows(project.root, { dataset: 'my.schema', table, filters })).toBe(0);
  });
});

type Row = RowsAnswer['rows'][number];

function compare(one: Row, other: Row, sort: RowWindow['sort'] = []): number {
  for (const { column, direction } of sort) {
    const [left, right] = [one, other].map((row) => row[['id', 'tie', 'word'].indexOf(column)]);
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    const isLess = column === 'word' ? textOf(left) < textOf(right) : Number(left) < Number(right);
    return isLess === (direction === 'ascending') ? -1 : 1;
  }
  return Number(one[0]) - Number(other[0]);
}

describe('filters', () => {
  async function count(filter: NonNullable<RowWindow['filters']>[number]): Promise<number> {
    const project = await numbers;
    return await countRows(project.root, { dataset: 'd', table: 't', filters: [filter] });
  }
  const numbers = createDataProject([
    'CREATE SCHEMA d',
    `CREATE TABLE d.t AS SELECT * FROM (VALUES (1, 1.50::DECIMAL(5,2), 'Ada', DATE '2024-01-01'), (2, 2.55, '', DATE 'infinity'), (300, NULL, NULL, NULL)) v(n, price, name, day)`,
  ]);

  test.each([
    // DuckDB's own cast makes 2 of '1.5' and 1.56 of '1.555'.
    ['n', 'equals', '1.5', 0],
    ['n', 'greater-than', '1.5', 2],
    ['n', 'less-than', '99999999999999999999', 3],
    ['n', 'contains', '0', 1],
    ['price', 'equals', '2.550', 1],
    ['price', 'equals', '2.551', 0],
    ['price', 'less-than', '1e3', 2],
    ['price', 'not-equals', '1.5', 2],
    ['name', 'equals', '', 1],
    ['name', 'blank', undefined, 1],
    ['name', 'not-blank', undefined, 2],
    ['name', 'starts-with', 'aD', 1],
    ['name', 'ends-with', 'A', 1],
    ['name', 'not-contains', 'a', 2],
    ['day', 'less-or-equal', '2024-01-01', 1],
    ['day', 'equals', 'infinity', 1],
  ] as const)('%s %s %s lets %i rows through', async (column, operator, value, expected) => {
    expect(await count({ column, operator, value })).toBe(expected);
  });

  test('two conditions are joined by and, or by or', async () => {
    const conditions = [
      { column: 'n', operator: 'equals', value: '1' },
      { column: 'name', operator: 'blank' },
    ] as const;
    expect(await count({ any: conditions })).toBe(2);
    expect(await count({ all: conditions })).toBe(0);
    expect(await count({ any: [] })).toBe(3);
  });

  test('a value that is none of its column is told with column, type and value', async () => {
    await expect(count({ column: 'n', operator: 'equals', value: 'many' })).rejects.toMatchObject({
      code: 'usage-invalid',
      message: '"many" is no value of column "n", which is INTEGER.',
    });
    await expect(count({ column: 'day', operator: 'less-than', value: '2024-02-30' })).rejects.toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining('DATE'),
    });
    await expect(count({ column: 'n', operator: 'equals' })).rejects.toMatchObject({ code: 'usage-invalid' });
  });
});

describe('names', () => {
  test('the one that was meant is named', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA raw_shop',
      'CREATE TABLE raw_shop.orders (amount INTEGER)',
    ]);
    const ask = (more: Partial<RowWindow>) =>
      readRows(project.root, { ...window(), dataset: 'raw_shop', table: 'orders', ...more });
    const unknown = (name: string) => ({ code: 'name-unknown', hint: `Did you mean "${name}"?` });
    await expect(ask({ dataset: 'raw_shp' })).rejects.toMatchObject(unknown('raw_shop'));
    await expect(ask({ table: 'order' })).rejects.toMatchObject(unknown('orders'));
    await expect(ask({ columns: ['amuont'] })).rejects.toMatchObject(unknown('amount'));
    await expect(ask({ sort: [{ column: 'amont', direction: 'ascending' }] })).rejects.toMatchObject(unknown('amount'));
    await expect(ask({ filters: [{ column: 'amont', operator: 'blank' }] })).rejects.toMatchObject(unknown('amount'));
    await expect(ask({ limit: 501 })).rejects.toMatchObject({ code: 'usage-invalid' });
  });

  test('without a warehouse nothing is listed, and reading says what to do', async () => {
    const project = await createDataProject();
    expect(await listDatasets(project.root)).toEqual({ generation: '', datasets: [] });
    await expect(readRows(project.root, window())).rejects.toMatchObject({
      code: 'name-unknown',
      message: expect.stringContaining('There is no warehouse yet'),
    });
  });

  test('a reader is told who holds the file after the time that it wants to wait', async () => {
    const project = await createDataProject(['CREATE SCHEMA d', 'CREATE TABLE d.t AS SELECT 1 AS id']);
    await using lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
    await expect(readRows(project.root, window(), { waitMs: 300 })).rejects.toMatchObject({
      code: 'warehouse-locked',
      message: expect.stringContaining(`(process ${lock.pid}); waited 0.3 s`),
    });
  });

  test('a reader that gives up is interrupted', async () => {
    const project = await createDataProject([
      'CREATE SCHEMA d',
      'CREATE VIEW d.t AS SELECT count(*) AS total FROM range(10000000) a, range(100000) b WHERE a.range % 7 = b.range % 5',
    ]);
    const cancelled = new AbortController();
    const reading = readRows(project.root, window(), { signal: cancelled.signal });
    setTimeout(() => cancelled.abort(), 200);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
