import { expect, test } from 'vitest';
import { findBrokenRows } from './support/dataset-content.ts';
import { countRows } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

interface Shop extends AsyncDisposable {
  readonly root: string;
  /** Records of the parent. */
  readonly orders: { id: number; at: string }[];
  /** Orders whose lines cannot be read. */
  readonly broken: Set<number>;
}

async function openShop(ofOrders: string): Promise<Shop> {
  const orders = [1, 2].map((id) => ({ id, at: `2024-01-0${id}T00:00:00Z` }));
  const broken = new Set<number>();
  const server = await startServer(({ path }) => {
    const id = Number(/\d+/.exec(path)?.[0]);
    if (path === '/orders') return { json: orders };
    return broken.has(id) ? { status: 404 } : { json: [{ line: 1 }, { line: 2 }] };
  });
  const { root } = await createTempProject({
    sourcesYml: restSourcesYml(
      'shop',
      server.url,
      `        - { name: orders, incremental: { cursor_path: at }, ${ofOrders} }
        - { name: lines, endpoint: "/orders/{resources.orders.id}/lines" }
`,
    ),
  });
  return { root, orders, broken, [Symbol.asyncDispose]: () => server.close() };
}

test.each([
  ['primary_key: id', { orders: 4 }],
  ['write_disposition: append', { orders: 2 }],
])('the rows of a child that failed come with the next sync, each once: %s', async (ofOrders, whileBroken) => {
  await using shop = await openShop(ofOrders);
  expect(await syncJson(shop.root)).toMatchObject({ exitCode: 0 });
  shop.orders.push({ id: 3, at: '2024-01-03T00:00:00Z' }, { id: 4, at: '2024-01-04T00:00:00Z' });
  shop.broken.add(4);
  expect((await syncJson(shop.root)).resource('lines')).toMatchObject({ status: 'failed' });
  expect(await countRows(shop.root, 'raw_shop')).toMatchObject({ ...whileBroken, lines: 4 });
  shop.broken.clear();
  expect(await syncJson(shop.root)).toMatchObject({ exitCode: 0 });
  expect(await countRows(shop.root, 'raw_shop')).toMatchObject({ orders: 4, lines: 8 });
  expect(await syncJson(shop.root)).toMatchObject({ exitCode: 0 });
  expect(await countRows(shop.root, 'raw_shop')).toMatchObject({ orders: 4, lines: 8 });
  expect(await findBrokenRows(shop.root, 'raw_shop')).toEqual([]);
});

test.each(['orders', 'lines'])('--resource %s and then everything loads each row once', async (selected) => {
  await using shop = await openShop('write_disposition: append');
  const { stderr } = await syncJson(shop.root, ['shop', '--resource', selected]);
  expect(stderr).toContain('orders, lines');
  await syncJson(shop.root);
  expect(await countRows(shop.root, 'raw_shop')).toMatchObject({ orders: 2, lines: 4 });
});
