import { describe, expect, test } from 'vitest';
import { listPackages, readManifest } from '../lib/loads/package-folder.ts';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { countRows } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { runCli } from './support/run-cli.ts';
import { startServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';
import { allIds, byMonth, everyTenthDay, idsIn, nowMs, openWindowedShop } from './support/windowed-shop.ts';

const allWindows = [
  '2024-01-01 2024-01-31',
  '2024-01-31 2024-03-01',
  '2024-03-01 2024-03-31',
  '2024-03-31 2024-04-30',
  '2024-04-30 2024-05-20',
];

describe.each(['append', 'merge'])('windows of a resource with %s', (disposition) => {
  const ofOrders = `primary_key: id, write_disposition: ${disposition}, incremental: { cursor_path: at, ${byMonth} }`;

  test('are loaded one by one, and a run that fails goes on at its window', async () => {
    const shop = await openWindowedShop(ofOrders, '        - { name: users }\n');
    const { root, asked } = shop;
    shop.failsAt = '2024-03-01';
    const broken = await syncHere(root, { nowMs });
    expect(broken.report).toMatchObject({
      status: 'partial',
      resources: [
        { name: 'orders', status: 'failed', rows_extracted: 6, rows_loaded: 6, windows: { total: 5, loaded: 2 } },
        { name: 'users', status: 'succeeded', rows_loaded: 1, requests: 1 },
      ],
    });
    expect(await idsIn(root)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(asked()).toEqual(allWindows.slice(0, 3));
    shop.failsAt = undefined;
    const { report, events } = await syncHere(root, { nowMs });
    expect(asked()).toEqual(['2024-03-01 2024-03-31', '2024-03-31 2024-04-30', '2024-04-30 2024-05-20']);
    expect(report).toMatchObject({
      status: 'succeeded',
      load_ids: [expect.anything(), expect.anything(), expect.anything()],
    });
    expect(report.resources[0]).toMatchObject({
      rows_loaded: 8,
      windows: { total: 3, loaded: 3 },
      requests: 3,
      pages: 3,
    });
    expect(events.filter(({ type }) => type === 'window-started')[1]).toEqual({
      type: 'window-started',
      resource: 'orders',
      number: 2,
      of: 3,
      since: '2024-03-31',
      until: '2024-04-30',
    });
    expect(events.findLast(({ type }) => type === 'page-fetched')).toMatchObject({ pages: 3, rows: 8, requests: 3 });
    expect(await idsIn(root)).toEqual(allIds);
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
    const states = listPackages(shop.project.path('.dango/loads')).map(({ folder }) => readManifest(folder).based_on);
    expect(states).toEqual([0, 1, 2, 3, 4]);
    expect((await readDataset(root, 'raw_shop')).cursors).toMatchObject({
      'orders.at': { last_value: '2024-05-10T00:00:00.000Z' },
    });
    await syncHere(root, { nowMs });
    expect(asked()).toEqual(['2024-05-10T00:00:00.000Z 2024-05-20T06:00:00.000Z']);
    expect(await idsIn(root)).toEqual(allIds);
  });
});

test('a process that is killed between two windows keeps what is loaded, and the next one goes on', async () => {
  const orders = Array.from({ length: 10 }, (_, index) => ({
    id: index + 1,
    // One at each bound between the windows.
    at: new Date(Date.parse('2024-01-01') + index * 26 * 7 * 86_400_000).toISOString(),
  })).filter(({ at }) => at < '2026-06');
  const server = await startServer(({ query: { since = '', until = '' } }) => ({
    json: orders.filter(({ at }) => at >= since && at.slice(0, 10) <= until.slice(0, 10)),
  }));
  const window = byMonth.replace('30d', '52w');
  const { root } = await createTempProject({
    sourcesYml: restSourcesYml(
      'shop',
      server.url,
      `        - { name: orders, write_disposition: append, incremental: { cursor_path: at, ${window} } }
`,
    ),
  });
  const crash = async (point: string): Promise<void> => {
    const { stdout } = await runCli(root, ['sync', '--json'], { env: { DANGO_CRASH_AT: point } });
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'interrupted' }] });
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  };
  await crash('before-commit:2');
  expect(await idsIn(root)).toEqual([1, 2]);
  // The package that was left behind loads first, then the next window.
  await crash('after-commit:2');
  expect(await idsIn(root)).toEqual([1, 2, 3, 4, 5]);
  expect((await runCliHere(root, ['sync', '--json'])).exitCode).toBe(0);
  expect(await idsIn(root)).toEqual([1, 2, 3, 4, 5]);
  expect(server.requests.map(({ query }) => query['since']?.slice(0, 10))).toEqual([
    '2024-01-01',
    '2024-12-30',
    '2025-12-29',
    '2025-12-29',
  ]);
  expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
});

describe('windows go with', () => {
  test('lag: each run starts so far back once, and goes on from window to window', async () => {
    const { root, asked, orders } = await openWindowedShop(
      `primary_key: id, incremental: { cursor_path: at, ${byMonth}, lag: 5184000 }`,
    );
    await syncHere(root, { nowMs });
    expect(asked()).toEqual(allWindows);
    orders.push({ id: 99, at: '2024-03-12T00:00:00.000Z' });
    await syncHere(root, { nowMs });
    expect(asked()).toEqual([
      '2024-03-11T00:00:00.000Z 2024-04-10T00:00:00.000Z',
      '2024-04-10T00:00:00.000Z 2024-05-10T00:00:00.000Z',
      '2024-05-10T00:00:00.000Z 2024-05-20T06:00:00.000Z',
    ]);
    expect(await idsIn(root)).toEqual([...allIds, 99]);
    expect((await readDataset(root, 'raw_shop')).cursors).toMatchObject({
      'orders.at': { last_value: '2024-05-10T00:00:00.000Z' },
    });
  });

  test('an open start and a closed end: a record at a bound belongs to the window before', async () => {
    const { root, asked, orders } = await openWindowedShop(
      `write_disposition: append, incremental: { cursor_path: at, ${byMonth}, range_start: open, range_end: closed }`,
    );
    orders.splice(0, 1);
    await syncHere(root, { nowMs });
    expect(asked()).toEqual(allWindows);
    expect(await idsIn(root)).toEqual(allIds.slice(1));
    await syncHere(root, { nowMs });
    expect(await idsIn(root)).toEqual(allIds.slice(1));
  });

  test('--since and --until: no position is saved', async () => {
    const { root, asked } = await openWindowedShop();
    const { report } = await syncHere(root, { since: '2024-02-05', until: '2024-03-20', nowMs });
    expect(report).toMatchObject({ status: 'succeeded', resources: [{ windows: { total: 2, loaded: 2 } }] });
    expect(asked()).toEqual(['2024-02-05 2024-03-06', '2024-03-06 2024-03-20']);
    expect(await idsIn(root)).toEqual([5, 6, 7, 8]);
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual({});
  });

  test('--full-refresh: the table is made anew by the first one only', async () => {
    const { root, orders } = await openWindowedShop(
      `write_disposition: append, incremental: { cursor_path: at, ${byMonth} }`,
    );
    await syncHere(root, { nowMs });
    orders.splice(0, 3);
    await syncHere(root, { nowMs, fullRefresh: true });
    expect(await idsIn(root)).toEqual(allIds.slice(3));
    await syncHere(root, { nowMs });
    expect(await idsIn(root)).toEqual(allIds.slice(3));
  });

  test.each(['/orders/2/lines', '/orders/2/notes'])(
    '--full-refresh where %s fails with the first one: all stays as it was, and nothing is lost',
    async (path) => {
      const of = (name: string): string =>
        `        - { name: ${name}, endpoint: "/orders/{resources.orders.id}/${name}", primary_key: [line] }\n`;
      const shop = await openWindowedShop(undefined, `${of('lines')}${of('notes')}        - { name: users }\n`);
      const { root } = shop;
      await syncHere(root, { nowMs });
      const before = await readDataset(root, 'raw_shop');
      if (path.endsWith('notes')) shop.lacksKey = path;
      else shop.refuses = path;
      const { report } = await syncHere(root, { nowMs, fullRefresh: true });
      expect(report.resources.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'succeeded']);
      expect(report.resources[0]?.error?.message).toMatch(/^orders was not made anew, because (lines|notes)/);
      expect(await readDataset(root, 'raw_shop')).toEqual(before);
    },
  );

  test('--dry-run and --limit: one package, window by window until it is enough', async () => {
    const { root, asked, project } = await openWindowedShop();
    const dry = await syncHere(root, { nowMs, dryRun: true });
    expect(dry.report).toMatchObject({
      status: 'planned',
      plan: expect.arrayContaining([expect.objectContaining({ detail: '14 rows' })]),
    });
    expect(asked().length).toBeGreaterThan(4);
    await syncHere(root, { nowMs, limit: 4 });
    expect(asked()).toEqual(allWindows.slice(0, 2));
    expect(await countRows(root, 'raw_shop_sample')).toEqual({ orders: 4 });
    const states = listPackages(project.path('.dango/loads')).map(({ state }) => state);
    expect(states).toEqual(['held', 'loaded']);
  });

  test('children: a failing one stops at its window with what is above it, and loses nothing', async () => {
    const lines = '        - { name: lines, endpoint: "/orders/{resources.orders.id}/lines", primary_key: line }\n';
    const shop = await openWindowedShop(undefined, lines);
    const { root, server } = shop;
    shop.refuses = '/orders/8/lines';
    const broken = await syncHere(root, { nowMs });
    expect(broken.report).toMatchObject({
      status: 'partial',
      resources: [
        // Those of the third window are merged again by the next sync.
        { name: 'orders', rows_loaded: 9, windows: { total: 5, loaded: 3 } },
        { name: 'lines', status: 'failed', rows_loaded: 6 },
      ],
    });
    expect((await readDataset(root, 'raw_shop')).cursors).toMatchObject({ 'orders.at': { last_value: '2024-03-01' } });
    shop.refuses = undefined;
    const before = server.requests.length;
    const { report } = await syncHere(root, { nowMs });
    expect(report.resources.map(({ name, rows_loaded: rows, status }) => [name, rows, status])).toEqual([
      ['orders', 8, 'succeeded'],
      ['lines', 8, 'succeeded'],
    ]);
    expect(server.requests.slice(before)).toHaveLength(3 + 8);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 14, lines: 14 });
  });

  test('a cancelled run: the windows before stay', async () => {
    const { root } = await openWindowedShop();
    const stop = new AbortController();
    let loads = 0;
    const onEvent = ({ type }: { readonly type: string }): void => {
      if (type === 'load-finished' && ++loads === 2) stop.abort();
    };
    await expect(syncHere(root, { nowMs, onEvent, signal: stop.signal })).rejects.toMatchObject({
      code: 'run-cancelled',
    });
    expect(await idsIn(root)).toEqual([1, 2, 3, 4, 5, 6]);
    await syncHere(root, { nowMs });
    expect(await idsIn(root)).toEqual(allIds);
  });

  test('numbers: of so many units up to an end, or of time where they are seconds', async () => {
    const server = await startServer(({ query: { since = '0', until = '0' } }) => ({
      json: [0, 1, 2, 3, 4, 5, 6, 7]
        .map((n) => ({ id: n, n }))
        .filter(({ n }) => n >= Number(since) && n <= Number(until)),
    }));
    const rest =
      'primary_key: id, incremental: { cursor_path: n, initial_value: 1, start_param: since, end_param: until';
    const { root } = await createTempProject({
      sourcesYml: restSourcesYml(
        'shop',
        server.url,
        `        - { name: orders, ${rest}, end_value: 6, window: 2 } }
        - { name: ticks, endpoint: /orders, ${rest}, window: 8w } }
`,
      ),
    });
    await syncHere(root, { nowMs: 9_000_000_000 });
    const ranges = server.requests.map(({ query }) => `${query['since']} ${query['until']}`);
    expect(ranges.toSorted()).toEqual(['1 3', '3 5', '5 6', '1 4838400', '4838400 9000000'].toSorted());
    expect(await idsIn(root)).toEqual([1, 2, 3, 4, 5]);
    expect(await countRows(root, 'raw_shop')).toEqual({ orders: 5, ticks: 7 });
  });

  test('entries of for_each with a cursor each: they come as one package', async () => {
    const each = 'endpoint: "/orders?x={for_each.x}", for_each: { x: [a, b] }, write_disposition: append';
    const { root, asked } = await openWindowedShop(
      `${each}, incremental: { cursor_path: at, ${byMonth}, per_parent: true }`,
    );
    for (const requests of [10, 2]) {
      const { report, events } = await syncHere(root, { nowMs });
      expect(asked()).toHaveLength(requests);
      expect(report).not.toHaveProperty('load_ids');
      expect(events).toContainEqual(
        expect.objectContaining({
          message: expect.stringMatching(/^All windows of orders load together, because each/),
        }),
      );
      expect(await idsIn(root)).toEqual(allIds.flatMap((id) => [id, id]));
    }
  });

  test('replace: they come as one package', async () => {
    const { root, asked } = await openWindowedShop(
      `write_disposition: replace, incremental: { cursor_path: at, ${byMonth} }`,
    );
    for (const _ of [1, 2]) expect((await syncHere(root, { nowMs })).report).not.toHaveProperty('load_ids');
    expect(asked()).toHaveLength(10);
    expect(await idsIn(root)).toEqual(allIds);
  });
});

test('a module is given each window as the bounds of its cursor', async () => {
  const { root, server } = await (async () => {
    const made = await startServer(({ query: { since = '', until = '9' } }) => ({
      json: everyTenthDay().filter(({ at }) => at >= since && at < until),
    }));
    const project = await createTempProject({
      sourcesYml: `sources:
  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop } }
`,
      customSources: {
        shop: `import { incremental, resource, RestClient, source } from 'dango';
export const shop = source({
  resources: () => {
    const client = new RestClient({ baseUrl: '${made.url}' });
    const byMonth = incremental('at', { initialValue: '2024-01-01T00:00:00.000Z', window: '30d' });
    return [
      resource('orders', { incremental: byMonth }, ({ cursor }) =>
        client.paginate('/orders', { params: { since: cursor.startValue, until: cursor.endValue } }),
      ),
      resource('users', { writeDisposition: 'replace' }, () => [{ id: 1 }]),
    ];
  },
});
`,
      },
    });
    return { root: project.root, server: made };
  })();
  const { report } = await syncHere(root, { nowMs });
  expect(report).toMatchObject({
    status: 'succeeded',
    resources: [{ rows_loaded: 14, windows: { total: 5, loaded: 5 } }, { rows_loaded: 1 }],
  });
  expect(server.requests.map(({ query }) => query['since'])).toEqual([
    '2024-01-01T00:00:00.000Z',
    '2024-01-31T00:00:00.000Z',
    '2024-03-01T00:00:00.000Z',
    '2024-03-31T00:00:00.000Z',
    '2024-04-30T00:00:00.000Z',
  ]);
  expect(await idsIn(root)).toEqual(allIds);
  await syncHere(root, { nowMs });
  expect(await idsIn(root)).toEqual(allIds);
});
