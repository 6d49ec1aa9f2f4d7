import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCliHere } from '../../test/support/run-cli-here.ts';
import { listDatasets, readRow, readRows } from './browse-data.ts';
import { listExchanges, readExchange } from './read-exchange.ts';
import { startShop } from '../../test/support/start-shop.ts';

const orders = [
  { id: 1, note: 'first', lines: [] },
  { id: 2, note: 'second', lines: [{ sku: 'a', taxes: [{ rate: 1 }] }, { sku: 'b' }] },
];

async function loadOrders() {
  const shop = await startShop(
    () => ({ json: orders }),
    '        - { name: orders, pagination: { type: single_page } }\n',
  );
  expect(await runCliHere(shop.root, ['sync'])).toMatchObject({ exitCode: 0 });
  return shop;
}

async function rowOf(root: string, table: string, position: number) {
  const address = { dataset: 'raw_shop', table };
  const { rowIds } = await readRows(root, { ...address, offset: 0, limit: 10 });
  return await readRow(root, { ...address, rowId: rowIds[position] });
}

test('a row tells its children, its parent, its load and the response that it came in', async () => {
  await using loaded = await loadOrders();
  const { root } = loaded.project;
  const { datasets } = await listDatasets(root);
  const [shop] = datasets;
  expect(shop).toMatchObject({ name: 'raw_shop', source: 'shop' });
  expect(shop?.tables.filter(({ isSystem }) => !isSystem)).toMatchObject([
    { name: 'orders', kind: 'table', estimatedRows: 2 },
    { name: 'orders__lines', parent: 'orders', estimatedRows: 2 },
    { name: 'orders__lines__taxes', parent: 'orders__lines', estimatedRows: 1 },
  ]);
  expect(shop?.tables.some(({ name, isSystem }) => name === '_dlt_loads' && isSystem)).toBe(true);
  expect(shop?.tables.find(({ name }) => name === 'orders')?.columns[0]).toEqual({ name: 'id', type: 'BIGINT' });

  const order = await rowOf(root, 'orders', 1);
  expect(order.values).toContain('second');
  expect(order.children).toMatchObject([{ table: 'orders__lines', rows: 2 }]);
  expect(order.children[0]?.firstRows.map((row) => row[0])).toEqual(['a', 'b']);
  expect(order.load).toMatchObject({ status: 0, insertedAt: expect.stringMatching(/^\d{4}-.*\+00$/) });
  expect(order.origin).toEqual({ loadId: order.load?.loadId, exchange: 1, position: 1 });

  const tax = await rowOf(root, 'orders__lines__taxes', 0);
  expect(tax.parent).toMatchObject({ table: 'orders__lines' });
  expect(tax.load).toEqual(order.load);
  expect(tax.origin).toEqual(order.origin);
  const line = await readRow(root, { dataset: 'raw_shop', ...tax.parent, table: tax.parent?.table ?? '' });
  expect(line.values).toContain('a');
  expect(line.children).toMatchObject([{ table: 'orders__lines__taxes', rows: 1 }]);
  await expect(readRow(root, { dataset: 'raw_shop', table: 'orders', rowId: '77' })).rejects.toMatchObject({
    code: 'name-unknown',
  });
  await expect(readRow(root, { dataset: 'raw_shop', table: 'orders' })).rejects.toMatchObject({
    code: 'usage-invalid',
  });
});

test('the exchange of a row is read with its body, until its load is pruned', async () => {
  await using loaded = await loadOrders();
  const { server, project } = loaded;
  const { root } = project;
  const { origin = { loadId: '', exchange: 0 } } = await rowOf(root, 'orders', 0);
  const answer = await readExchange(root, origin);
  expect(answer).toMatchObject({
    kind: 'kept',
    isBodyCut: false,
    exchange: {
      number: 1,
      method: 'GET',
      url: `${server.url}/orders`,
      status: 200,
      responseBody: JSON.stringify(orders),
      decision: '2 records; the list ends: a single page was asked for',
    },
  });
  const listing = await listExchanges(root, origin.loadId);
  expect(listing).toMatchObject({ kind: 'kept', exchanges: [{ number: 1, status: 200 }] });
  expect(JSON.stringify(listing)).not.toContain('second');
  await expect(readExchange(root, { ...origin, exchange: 9 })).rejects.toMatchObject({ code: 'name-unknown' });
  await expect(readExchange(root, { loadId: '../../..', exchange: 1 })).rejects.toMatchObject({
    code: 'usage-invalid',
  });
  rmSync(project.path(`.dango/loads/${origin.loadId}`), { recursive: true });
  const pruned = { kind: 'pruned', reason: expect.stringContaining('retention.loads') };
  expect(await readExchange(root, origin)).toEqual(pruned);
  expect(await listExchanges(root, origin.loadId)).toEqual(pruned);
});
