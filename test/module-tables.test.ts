import { describe, expect, test } from 'vitest';
import { resource } from '../lib/sdk/define-resource.ts';
import type { Resource } from '../lib/sdk/resource.ts';
import { transformer } from '../lib/sdk/transformer.ts';
import { RestClient } from '../lib/sdk/rest-client.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { openInProcess } from './support/load-in-process.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';

describe('hints of a resource', () => {
  test('name its table and tell types of columns, those of child tables too', async () => {
    const { root, load } = await openInProcess();
    const hints = {
      tableName: 'Shop Orders',
      columns: { price: { type: 'double' }, 'buyer.code': { type: 'text' } },
      nestedHints: {
        lines: { columns: { sku: { type: 'text' }, size: { type: 'double' } } },
        'lines.tags': { columns: { value: { type: 'text' } } },
      },
    } as const;
    const orders = resource('orders', hints, () => [
      { id: 1, price: 5, buyer: { code: 7 }, lines: [{ sku: 12, size: 1, tags: [1] }] },
    ]);
    expect(await load([orders])).toMatchObject({ report: { status: 'succeeded' } });
    expect(await countRows(root, 'raw_shop')).toEqual({
      shop_orders: 1,
      shop_orders__lines: 1,
      shop_orders__lines__tags: 1,
    });
    const types = await readWarehouse(
      root,
      `SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
       WHERE table_schema = 'raw_shop' AND column_name IN ('price', 'buyer__code', 'sku', 'size', 'value')`,
    );
    expect(Object.fromEntries(types.map(({ name, type }) => [name, type]))).toEqual({
      'shop_orders.price': 'DOUBLE',
      'shop_orders.buyer__code': 'VARCHAR',
      'shop_orders__lines.sku': 'VARCHAR',
      'shop_orders__lines.size': 'DOUBLE',
      'shop_orders__lines__tags.value': 'VARCHAR',
    });
  });

  test('leave it out unless a transformer needs it, and keep deep levels as JSON', async () => {
    const { root, load } = await openInProcess();
    const list = resource('list', { selected: false, maxTableNesting: 0 }, () => [{ id: 1, tags: ['a'] }]);
    const details = transformer('details', { from: list, maxTableNesting: 0 }, (row) => [{ of: row }]);
    const { report } = await load([list, details]);
    expect(report.resources.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'list skipped',
      'details succeeded',
    ]);
    expect(await readWarehouse(root, `SELECT "of"->>'$.tags[0]' AS tag FROM raw_shop.details`)).toEqual([{ tag: 'a' }]);
  });

  test.each([
    [{ tableName: ' ' }, 'has an empty tableName'],
    [{ maxTableNesting: 49 }, 'has the maxTableNesting 49'],
    [{ columns: { 'a.b': { type: 'interval' as 'text' } } }, 'has the type "interval" for a.b'],
    [
      { columns: { a: { type: 'decimal' as const, precision: 4 } } },
      'cannot have column a: a decimal of 4 digits cannot have 9 of them behind the point',
    ],
    [
      { nestedHints: { lines: { columns: { a: { type: 'text' as const, scale: 2 } } } } },
      'cannot have column lines.a: a column of type text has no scale',
    ],
    [{ nestedHints: { lines: { columns: { a: { type: 'int' as 'text' } } } } }, 'has the type "int" for lines.a'],
  ])('that cannot be kept are refused: %j', (hints, problem) => {
    expect(() => resource('orders', hints, () => [])).toThrow(
      expect.objectContaining({ code: 'module-invalid', message: `Resource "orders" ${problem}.` }),
    );
  });
});

interface Happening {
  readonly id: number;
  readonly kind: string;
  readonly tags?: readonly string[];
}

test('a transformer reads for several records at once, and leaves out what the API does not know', async () => {
  let open = 0;
  let mostOpen = 0;
  const server = await startServer(async ({ path }) => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    // The others have come by then.
    await new Promise((go) => setImmediate(go));
    open -= 1;
    return path === '/2' ? { status: 404, json: {} } : { json: { path } };
  });
  const client = new RestClient({ baseUrl: server.url });
  const { root, load } = await openInProcess();
  const list = resource('list', { selected: false }, () => [1, 2, 3, 4, 5, 6].map((id) => ({ id })));
  const options = { from: list, concurrency: 3, onChildError: 'skip', writeDisposition: 'replace' } as const;
  const details = transformer('details', options, async function* ({ id }) {
    yield (await client.get(`/${id}`)).json<{ path: string }>();
  });
  const { warnings } = await load([list, details]);
  expect(mostOpen).toBeGreaterThan(1);
  expect(await readWarehouse(root, 'SELECT path FROM raw_shop.details ORDER BY _dlt_id')).toEqual(
    ['/1', '/3', '/4', '/5', '/6'].map((path) => ({ path })),
  );
  expect(warnings).toHaveLength(1);
});

describe('a table that each record names', () => {
  const happenings = (rows: readonly Happening[], options: Partial<Parameters<typeof resource>[1]> = {}): Resource =>
    resource('events', { ...options, tableName: (row: Happening) => `events ${row.kind}` }, () => rows);

  test('takes the records of its kind, with child tables, and every row knows its place', async () => {
    const { root, load } = await openInProcess();
    const result = await load([
      happenings([
        { id: 1, kind: 'Open', tags: ['a', 'b'] },
        { id: 2, kind: 'close' },
        { id: 3, kind: 'Open' },
      ]),
    ]);
    expect(result.resource('events')).toMatchObject({
      rows_extracted: 3,
      rows_loaded: 3,
      tables: ['events_open', 'events_open__tags', 'events_close'],
    });
    expect(await countRows(root, 'raw_shop')).toEqual({ events_close: 1, events_open: 2, events_open__tags: 2 });
    const ids = await readWarehouse(
      root,
      `SELECT id, split_part(_dlt_id, '.', 3) AS place FROM (FROM raw_shop.events_open UNION ALL BY NAME FROM raw_shop.events_close) ORDER BY id`,
    );
    expect(ids).toEqual([
      { id: 1, place: '10' },
      { id: 2, place: '11' },
      { id: 3, place: '12' },
    ]);
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('merges and appends by itself', async () => {
    const { root, load } = await openInProcess();
    const merging = { writeDisposition: 'merge', primaryKey: 'id' } as const;
    await load([
      happenings(
        [
          { id: 1, kind: 'a', tags: ['x'] },
          { id: 1, kind: 'b' },
        ],
        merging,
      ),
    ]);
    await load([happenings([{ id: 1, kind: 'a' }], merging)]);
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 1, events_a__tags: 0, events_b: 1 });
    await load([happenings([{ id: 1, kind: 'a' }])]);
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 2, events_a__tags: 0, events_b: 1 });
  });

  test('is emptied by what replaces, also where no record comes for it any more', async () => {
    const { root, load } = await openInProcess();
    const replacing = { writeDisposition: 'replace' } as const;
    const other = resource('others', {}, () => [{ id: 1 }]);
    await load([
      happenings(
        [
          { id: 1, kind: 'a', tags: ['x'] },
          { id: 2, kind: 'b' },
        ],
        replacing,
      ),
      other,
    ]);
    const plan = await load([happenings([{ id: 3, kind: 'b' }], replacing)], { isDryRun: true });
    expect(plan.report.plan?.map(({ table, detail }) => `${table} ${detail}`)).toEqual([
      'events_b 1 row in the place of 1',
      'events_a 0 rows in the place of 1',
      'events_a__tags 0 rows in the place of 1',
      expect.stringMatching(/^events_b events would not be replaced/),
    ]);
    await load([happenings([{ id: 3, kind: 'b' }], replacing)], { allowsLoss: true });
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 0, events_a__tags: 0, events_b: 1, others: 1 });
    const nothing = await load([happenings([], replacing)]);
    expect(nothing.report).toMatchObject({ status: 'held', error: { code: 'package-held' } });
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 0, events_a__tags: 0, events_b: 1, others: 1 });
    await load([happenings([], replacing)], { isFullRefresh: true, allowsLoss: true });
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 0, events_a__tags: 0, events_b: 0, others: 1 });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('belongs to one resource', async () => {
    const { root, load } = await openInProcess();
    const other = resource('events_a', {}, () => [{ id: 1 }]);
    const { resource: of } = await load([happenings([{ id: 1, kind: 'a' }]), other]);
    expect(of('events')).toMatchObject({
      status: 'failed',
      error: {
        code: 'config-invalid',
        message: expect.stringContaining('is the table of resource "events_a" already'),
      },
    });
    expect(await countRows(root, 'raw_shop')).toEqual({ events_a: 1 });
  });

  test.each([
    ['no text', () => undefined as unknown as string, 'gave undefined for a record, which is no name'],
    ['a name for every record', (row: { id: number }) => `t${row.id}`, 'names more than 500 tables'],
  ])('must be named: %s', async (_title, tableName, problem) => {
    const { load } = await openInProcess();
    const rows = Array.from({ length: 501 }, (_, id) => ({ id }));
    const { resource: of } = await load([resource('events', { tableName }, () => rows)]);
    expect(of('events')).toMatchObject({
      status: 'failed',
      error: { code: 'module-invalid', message: expect.stringContaining(problem) },
    });
  });

  test('knows the type of a record that it is given', () => {
    resource('a', { tableName: (row) => row.kind }, async function* (): AsyncGenerator<Happening> {});
    resource('a', { tableName: (row: Happening) => row.kind }, async function* ({ warn }): AsyncGenerator<Happening[]> {
      warn('x');
      yield [];
    });
    // @ts-expect-error a record has no such field
    resource('a', { tableName: (row) => row.none }, async function* (): AsyncGenerator<Happening> {});
  });
});
