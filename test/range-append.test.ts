import { expect, test } from 'vitest';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

interface Order {
  readonly id: number;
  readonly at: unknown;
  items?: readonly string[];
  status?: string;
}

interface Shop extends TempProject {
  readonly orders: Order[];
}

/** What appends is asked for nothing in particular: the range is cut here. */
async function openShop(at: (day: number) => unknown, more = ''): Promise<Shop> {
  const orders: Order[] = [1, 2, 3, 4, 5].map((id) => ({ id, at: at(id), items: [`${id}a`, `${id}b`], status: 'new' }));
  const server = await startServer(() => ({ json: orders }));
  const resource = `{ name: orders, write_disposition: append, primary_key: id, incremental: { cursor_path: at${more} } }`;
  const project = await createTempProject({
    sourcesYml: restSourcesYml('shop', server.url, `        - ${resource}\n`),
  });
  return { ...project, orders };
}

const paid = `SELECT string_agg(id::VARCHAR, ' ' ORDER BY id) AS ids FROM raw_shop.orders WHERE status = 'paid'`;

test.each<[string, (day: number) => unknown, string, string]>([
  ['instants', (day) => `2024-01-0${day}T12:00:00+02:00`, '2024-01-02', '2024-01-04T10:00:00Z'],
  ['dates', (day) => `2024-01-0${day}`, '2024-01-02T00:00:00Z', '2024-01-04'],
  ['seconds', (day) => 1_704_067_200 + day * 86_400, '2024-01-03', '2024-01-05'],
  ['texts', (day) => `v${day}`, 'v2', 'v4'],
])('a range of what appends takes the place of the rows that are there: %s', async (_, at, since, until) => {
  const { root, orders } = await openShop(at);
  await syncHere(root);
  const { cursors } = await readDataset(root, 'raw_shop');
  for (const order of orders) Object.assign(order, { status: 'paid', items: [`${order.id}c`] });
  orders.splice(2, 1);
  const { report } = await syncHere(root, { since, until });
  expect(report).toMatchObject({ status: 'succeeded', resources: [{ rows_loaded: 1 }] });
  expect(await readWarehouse(root, paid)).toEqual([{ ids: '2' }]);
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 4, orders__items: 3 * 2 + 1 });
  expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  expect((await readDataset(root, 'raw_shop')).cursors).toEqual(cursors);
  await syncHere(root);
  expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 4 });
});

const instants = (day: number): string => `2024-01-0${day}T12:00:00Z`;

test('it ends where the last sync did, so that the next one does not add the same rows', async () => {
  const { root, orders } = await openShop(instants);
  await syncHere(root);
  for (const order of orders) order.status = 'paid';
  orders.push({ id: 6, at: instants(6), status: 'paid' });
  const { events } = await syncHere(root, { since: '2024-01-04' });
  expect(events).toContainEqual(
    expect.objectContaining({ message: expect.stringMatching(/^orders is read up to 2024-01-05T12:00:00Z, where/) }),
  );
  expect(await readWarehouse(root, paid)).toEqual([{ ids: '4' }]);
  await syncHere(root);
  expect(await readWarehouse(root, paid)).toEqual([{ ids: '4 6' }]);
  expect(await countRows(root, 'raw_shop')).toMatchObject({ orders: 6 });
});

test('it is refused where a contract has left out values of the cursor', async () => {
  const { root, orders } = await openShop(instants, ' }, schema_contract: { data_type: discard_value');
  await syncHere(root);
  orders.push({ id: 6, at: "2024-01-06 o'clock", status: 'new' }, { id: 7, at: instants(7), status: 'new' });
  await syncHere(root);
  const before = await readDataset(root, 'raw_shop');
  expect(before.tables['orders']).toHaveLength(7);
  expect((await syncHere(root, { since: '2024-01-05', until: '2024-01-07' })).report).toMatchObject({
    status: 'failed',
    error: { code: 'rows-refused', message: expect.stringMatching(/the column at holds null as well\.$/) },
  });
  expect(await readDataset(root, 'raw_shop')).toEqual(before);
});

test.each([
  ['with ends as dates', 'convert: date', (at: string, since: string, until: string) => at >= since && at < until],
  [
    'with ends as seconds',
    'convert: datetime',
    (at: string, since: string, until: string) => at >= since && Date.parse(at) < Date.parse(until),
  ],
  ['with both ends open', 'range_start: open', (at: string, since: string, until: string) => at > since && at < until],
])('what goes away is asked for again up to the very last row: %s', async (_, more, isWithin) => {
  const orders = [1, 2, 3, 4].map((id) => ({ id, at: `2024-01-01T12:00:0${id < 3 ? id : 3}.${id}00Z` }));
  const server = await startServer(({ query: { since = '', until = '9999' } }) => ({
    json: orders.filter(({ at }) => isWithin(at, since, until)),
  }));
  const cursor = `cursor_path: at, initial_value: "2023-12-01T00:00:00.000Z", start_param: since, end_param: until, ${more}`;
  const { root } = await createTempProject({
    sourcesYml: restSourcesYml(
      'shop',
      server.url,
      `        - { name: orders, write_disposition: append, incremental: { ${cursor} } }\n`,
    ),
  });
  await syncHere(root);
  const all = await readDataset(root, 'raw_shop');
  expect(all.tables['orders']).toHaveLength(4);
  for (const range of [{ since: '2024-01-01' }, { since: '2024-01-01', until: '2024-01-01T12:00:03.350Z' }]) {
    expect((await syncHere(root, range)).report.status).toBe('succeeded');
    expect(await readDataset(root, 'raw_shop')).toEqual(all);
  }
});

test('with windows each takes the place of its own rows; a dry run tells them', async () => {
  const window = ', initial_value: "2024-01-01T00:00:00Z", start_param: since, end_param: until, window: 1d';
  const { root, orders } = await openShop(instants, window);
  await syncHere(root, { nowMs: Date.parse('2024-01-06T00:00:00Z') });
  for (const order of orders) order.status = 'paid';
  const range = { since: '2024-01-02', until: '2024-01-04' };
  const { report } = await syncHere(root, range);
  expect(report.resources[0]).toMatchObject({ rows_loaded: 2, windows: { total: 2, loaded: 2 } });
  expect(await readWarehouse(root, paid)).toEqual([{ ids: '2 3' }]);
  expect(await countRows(root, 'raw_shop')).toEqual({ orders: 5, orders__items: 10 });
  expect((await syncHere(root, { ...range, dryRun: true })).report.plan).toEqual([
    {
      table: 'orders',
      change: 'append rows',
      detail: '2 rows in the place of 2 from 2024-01-02T00:00:00Z up to 2024-01-04T00:00:00Z',
      rows: { before: 5, insert: 2, update: 0, delete: 2 },
    },
    {
      table: 'orders__items',
      change: 'append rows',
      detail: '4 rows in the place of 4',
      rows: { before: 10, insert: 4, update: 0, delete: 4 },
    },
  ]);
});

test.each<[string, (order: Order) => Order, (day: number) => unknown, string]>([
  [
    'values of several types',
    (order) => ({ ...order, at: `${String(order.at)} o'clock` }),
    instants,
    'several columns',
  ],
  ['dates beside other texts', (order) => order, (day) => (day === 1 ? 'a' : `2024-01-0${day}`), 'holds "a" as well'],
])('it is refused where the rows cannot be compared: %s', async (_, change, at, words) => {
  const { root, orders } = await openShop(at);
  await syncHere(root);
  orders.push(change({ id: 6, at: at(6), status: 'new' }));
  await syncHere(root);
  const before = await readDataset(root, 'raw_shop');
  const { report } = await syncHere(root, { since: '2024-01-02', until: '2024-01-04' });
  expect(report).toMatchObject({
    status: 'failed',
    error: { code: 'rows-refused', message: expect.stringContaining(words) },
  });
  expect(await readDataset(root, 'raw_shop')).toEqual(before);
});
