import { describe, expect, test } from 'vitest';
import { loadProject } from '../lib/project/load-project.ts';
import { traceRow } from '../lib/runs/trace-row.ts';
import { resource, type ResourceOptions } from '../lib/sdk/define-resource.ts';
import { incremental } from '../lib/sdk/incremental.ts';
import { transformer } from '../lib/sdk/transformer.ts';
import type { TypedResource } from '../lib/sdk/typed-resource.ts';
import { planRunUndo, undoRun } from '../lib/sync/undo-run.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { openInProcess } from './support/load-in-process.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

type Options = ResourceOptions<object>;
const merged: Options = { nestedHints: { items: { primaryKey: 'sku', writeDisposition: 'merge' } } };

function orders(options: Options, records: readonly object[]): TypedResource<object> {
  return resource('orders', options, () => records);
}

async function items(root: string): Promise<unknown> {
  return await readWarehouse(root, 'SELECT sku, n FROM raw_shop.orders__items ORDER BY sku');
}

describe('rows of a list with a key of its own', () => {
  test('are merged by it, while those of the resource go their way', async () => {
    const { root, load } = await openInProcess();
    const first = [
      {
        id: 1,
        items: [
          { sku: 'a', n: 1, tags: ['x'] },
          { sku: 'b', n: 1 },
        ],
      },
      { id: 2, items: [{ sku: 'a', n: 2, tags: ['y', 'z'] }] },
    ];
    expect(await load([orders({ ...merged, writeDisposition: 'replace' }, first)])).toMatchObject({
      report: { status: 'succeeded' },
    });
    // Within a load the last one counts.
    expect(await items(root)).toEqual([
      { sku: 'a', n: 2 },
      { sku: 'b', n: 1 },
    ]);
    const next = [{ id: 3, items: [{ sku: 'b', n: 3 }] }, { id: 4 }];
    await load([orders({ ...merged, writeDisposition: 'replace' }, next)]);
    expect(await items(root)).toEqual([
      { sku: 'a', n: 2 },
      { sku: 'b', n: 3 },
    ]);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 2, orders__items: 2, orders__items__tags: 2 });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('the last of more than ten elements counts', async () => {
    const { root, load } = await openInProcess();
    const list = Array.from({ length: 12 }, (_, n) => ({ sku: 'a', n }));
    await load([orders(merged, [{ id: 1, items: list }])]);
    expect(await items(root)).toEqual([{ sku: 'a', n: 11 }]);
  });

  test('are appended, or replaced with the resource', async () => {
    const { root, load } = await openInProcess();
    const record = { id: 1, items: [{ sku: 'a', n: 1 }] };
    const appended: Options = { nestedHints: { items: { primaryKey: 'sku' } } };
    await load([orders(appended, [record])]);
    await load([orders(appended, [record])]);
    expect(await items(root)).toHaveLength(2);
    const replaced: Options = {
      writeDisposition: 'replace',
      nestedHints: { items: { primaryKey: 'sku', writeDisposition: 'replace' } },
    };
    await load([orders(replaced, [record])]);
    expect(await items(root)).toEqual([{ sku: 'a', n: 1 }]);
    // A few elements may all go, as those of a child table; many of them ask first.
    expect((await load([orders(replaced, [{ id: 1 }])])).report.status).toBe('succeeded');
    expect(await items(root)).toEqual([]);
    const many = { id: 1, items: Array.from({ length: 10 }, (_, n) => ({ sku: `s${n}`, n })) };
    await load([orders(replaced, [many])]);
    expect((await load([orders(replaced, [{ id: 1 }])])).report.error?.message).toContain('10 of 10 rows');
  });

  test('by merge key, by upsert, with types, deletions and lists below', async () => {
    const { root, load } = await openInProcess();
    const options: Options = {
      nestedHints: {
        days: { mergeKey: 'day', writeDisposition: 'merge', columns: { n: { type: 'decimal', scale: 2 } } },
        'days.hours': { columns: { h: { type: 'text' } } },
        people: {
          primaryKey: 'id',
          writeDisposition: { disposition: 'merge', strategy: 'delete-insert' },
          columns: { gone: { hardDelete: true } },
        },
      },
    };
    const first = {
      days: [
        { day: 1, n: '1.5', hours: [{ h: 7 }] },
        { day: 1, n: '2' },
      ],
      people: [{ id: 1 }, { id: 2 }],
    };
    await load([orders(options, [first])]);
    await load([orders(options, [{ days: [{ day: 1, n: '3' }], people: [{ id: 2, gone: true }] }])]);
    expect(await readWarehouse(root, 'SELECT day, n::VARCHAR AS n FROM raw_shop.orders__days')).toEqual([
      { day: 1, n: '3.00' },
    ]);
    expect(await readWarehouse(root, 'SELECT id FROM raw_shop.orders__people')).toEqual([{ id: 1 }]);
    expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 2, orders__days__hours: 0 });
    const [hour] = await readWarehouse(
      root,
      `SELECT data_type AS type FROM information_schema.columns WHERE table_name = 'orders__days__hours' AND column_name = 'h'`,
    );
    expect(hour).toEqual({ type: 'VARCHAR' });
  });

  test('levels are counted from the record', async () => {
    const { root, load } = await openInProcess();
    const record = { id: 1, items: [{ sku: 'a', n: 1, tags: ['x'] }] };
    await load([orders({ ...merged, maxTableNesting: 1 }, [record])]);
    expect(await readWarehouse(root, "SELECT tags->>'$[0]' AS tag FROM raw_shop.orders__items")).toEqual([
      { tag: 'x' },
    ]);
  });

  test('one without its key refuses the resource, and moves no cursor', async () => {
    const { root, load, savedState } = await openInProcess();
    const options: Options = { ...merged, incremental: incremental('id') };
    await load([orders(options, [{ id: 1, items: [{ sku: 'a', n: 1 }] }])]);
    const saved = await savedState('orders');
    const { report } = await load([orders(options, [{ id: 2, items: [{ n: 1 }, { sku: 'b', n: 1 }] }])]);
    expect(report.status).toBe('failed');
    expect(JSON.stringify(report)).toMatch(/no value for the primary key sku/);
    expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 1, orders__items: 1 });
    expect(await savedState('orders')).toEqual(saved);
  });
});

describe('elements that are appended are never there twice', () => {
  const appended: Options = { primaryKey: 'id', nestedHints: { items: { primaryKey: 'sku' } } };
  const day = (n: number): string => `2024-01-0${n}T00:00:00Z`;
  // The elements have a field that is called like the cursor of the records, and says something else.
  const records = [
    { id: 1, at: day(1), items: [{ sku: 'a', at: day(5), n: 1 }] },
    { id: 2, at: day(5), items: [{ sku: 'b', at: day(1), n: 1 }] },
    { id: 3, at: day(9) },
  ];

  test.each(['append', 'merge'] as const)('no range is read of a resource that does %s', async (writeDisposition) => {
    const { root, load } = await openInProcess();
    const read = orders({ ...appended, writeDisposition, incremental: incremental('at') }, records);
    await load([read]);
    const before = await items(root);
    await expect(load([read], { window: { since: day(4), until: day(6) } })).rejects.toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining('appends to the table of its list "items"'),
      hint: expect.stringContaining('Let items in nestedHints merge'),
    });
    expect(await items(root)).toEqual(before);
  });

  test('records at the last value of the cursor are known, however many merge there', async () => {
    const { root, load } = await openInProcess();
    const many = Array.from({ length: 201 }, (_, id) => ({ id, at: day(1), items: [{ sku: `s${id}` }] }));
    const read = orders({ ...appended, writeDisposition: 'merge', incremental: incremental('at') }, many);
    await load([read]);
    await load([read]);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 201, orders__items: 201 });
  });

  test('a merging resource fails with what is read below it, for its records come again', async () => {
    const { root, load } = await openInProcess();
    const parent = orders({ ...appended, writeDisposition: 'merge', incremental: incremental('id') }, records);
    let isBroken = true;
    const details = transformer('details', { from: parent }, async function* () {
      if (isBroken) throw new Error('no luck');
      yield { id: 1 };
    });
    const first = await load([parent, details]);
    expect(first.resource('orders')?.error).toMatchObject({
      message: expect.stringContaining('appending them now would double them'),
      hint: expect.stringContaining('let its lists merge'),
    });
    isBroken = false;
    expect((await load([parent, details])).report.status).toBe('succeeded');
    expect(await items(root)).toHaveLength(2);
  });
});

test('a list that is spelled otherwise than in nestedHints is told', async () => {
  const { load } = await openInProcess();
  const options: Options = { nestedHints: { line_items: { primaryKey: 'sku' } } };
  const { report } = await load([orders(options, [{ id: 1, lineItems: [{ sku: 'a' }] }])]);
  expect(report.error).toMatchObject({
    code: 'rows-refused',
    message: expect.stringContaining('have a list for table orders__line_items'),
    hint: expect.stringContaining('Spell its path in nestedHints as the records do'),
  });
});

describe('a table that was a child table', () => {
  const records = [{ id: 1, items: [{ sku: 'a', n: 1, tags: ['x'] }] }];

  test.each<[string, Options, Options, string]>([
    ['becomes one of its own', {}, merged, 'Table orders__items was a child table of orders until now'],
    ['and the other way round', merged, {}, 'Table orders__items was a table of its own until now'],
  ])('%s with a full refresh only', async (_, before, after, problem) => {
    const { root, load } = await openInProcess();
    await load([orders(before, records)]);
    const refused = await load([orders(after, records)]);
    expect(JSON.stringify(refused.report)).toContain(problem);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 1, orders__items: 1, orders__items__tags: 1 });
    expect((await load([orders(after, records)], { isFullRefresh: true })).report.status).toBe('succeeded');
    expect((await load([orders(after, records)])).report.status).toBe('succeeded');
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });
});

test.each<[Options['nestedHints'], Options, string]>([
  [{ items: { writeDisposition: 'merge' } }, {}, 'has a write disposition but no key'],
  [
    { items: { primaryKey: 'a', writeDisposition: 'replace' } },
    {},
    'cannot replace its table where the resource does append',
  ],
  [
    { items: { primaryKey: 'a', writeDisposition: { disposition: 'merge', strategy: 'scd2' } } },
    {},
    'cannot keep versions',
  ],
  [
    { items: { mergeKey: 'a', writeDisposition: { disposition: 'merge', strategy: 'upsert' } } },
    {},
    'merges by upsert but has no primary key',
  ],
  [{ items: { primaryKey: 'a' } }, { tableName: () => 'x' }, 'cannot have a key where records name their tables'],
])('%j is refused', (nestedHints, options, problem) => {
  expect(() => orders({ ...options, nestedHints }, [])).toThrow(problem);
});

test('from a module: the request is found by a row, a run that is undone takes its rows back', async () => {
  let records: readonly object[] = [
    {
      id: 1,
      items: [
        { sku: 'a', n: 1 },
        { sku: 'b', n: 1 },
      ],
    },
  ];
  const server = await startServer(() => ({ json: records }));
  const { root } = await createTempProject({
    sourcesYml: 'sources:\n  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop } }\n',
    customSources: {
      shop: `import { resource, RestClient, source } from 'dango';
const client = new RestClient({ baseUrl: '${server.url}' });
export const shop = source({
  resources: () => resource('orders', { writeDisposition: 'merge', primaryKey: 'id',
    nestedHints: { items: { primaryKey: 'sku', writeDisposition: 'merge' } } }, () => client.paginate('/orders')),
});
`,
    },
  });
  const { report } = await syncHere(root, { runId: 'a' });
  expect(report).toMatchObject({ status: 'succeeded', resources: [{ name: 'orders', rows_loaded: 1 }] });
  const [row] = await readWarehouse(root, "SELECT _dlt_id AS id FROM raw_shop.orders__items WHERE sku = 'b'");
  const trace = await traceRow(root, { table: 'orders__items', id: String(row?.['id']), source: 'shop' });
  expect(JSON.stringify(trace)).toContain(`${server.url}/orders`);
  records = [
    {
      id: 1,
      items: [
        { sku: 'b', n: 2 },
        { sku: 'c', n: 2 },
      ],
    },
  ];
  await syncHere(root, { runId: 'b' });
  const changed = [
    { sku: 'a', n: 1 },
    { sku: 'b', n: 2 },
    { sku: 'c', n: 2 },
  ];
  expect(await items(root)).toEqual(changed);
  const host = { onEvent: () => {}, signal: AbortSignal.timeout(20_000) };
  await planRunUndo(loadProject(root), 'b');
  await undoRun({ projectRoot: root, run: 'b', source: 'shop' }, host);
  expect(await items(root)).toEqual([
    { sku: 'a', n: 1 },
    { sku: 'b', n: 1 },
  ]);
  expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
});
