import { readdirSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCli } from './support/run-cli.ts';
import { createTempProject } from './support/temp-project.ts';

const rounds = 60;

test('many syncs of a changing API lose nothing, double nothing and leave no litter', async () => {
  await using api = await startSampleApi();
  const project = await createTempProject({
    projectYml: 'version: 1\nretention: { loads: 5, runs: 8 }\n',
    secretsToml: '[sources.rest_api]\nTOKEN = "sample-token"\n',
    sourcesYml: `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${api.url}
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: orders
          endpoint: /orders
          pagination: { type: json_link, next_url_path: next_page_url }
          primary_key: id
          incremental: { cursor_path: updated_at, start_param: updated_after }
        - name: users
          endpoint: /users
`,
  });
  const sizes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const minute = String(round).padStart(2, '0');
    api.updateOrder(1 + (round % 7), { total: round, updated_at: `2025-07-01T00:${minute}:00Z` });
    api.addOrders([{ updated_at: `2025-07-01T00:${minute}:00Z` }]);
    const { exitCode, stderr } = await runCli(project.root, ['sync', '--json']);
    expect({ round, exitCode, stderr }).toMatchObject({ round, exitCode: 0 });
    sizes.push(statSync(project.path('data/warehouse.duckdb')).size);
  }
  expect(
    await readWarehouse(project.root, 'SELECT count(*) AS n, count(DISTINCT id) AS ids FROM raw_shop.orders'),
  ).toEqual([{ n: 3000 + rounds, ids: 3000 + rounds }]);
  const items = api.shop.orders.reduce((sum, order) => sum + order.items.length, 0);
  expect(await readWarehouse(project.root, 'SELECT count(*) AS n FROM raw_shop.orders__items')).toEqual([{ n: items }]);
  expect(await readWarehouse(project.root, 'SELECT count(*) AS n FROM raw_shop.users')).toEqual([
    { n: api.shop.users.length },
  ]);
  expect(await readWarehouse(project.root, 'SELECT count(*) AS n FROM raw_shop._dlt_loads')).toEqual([{ n: rounds }]);
  expect(readdirSync(project.path('.dango/loads')).length).toBeLessThanOrEqual(5);
  expect(readdirSync(project.path('.dango/runs')).length).toBeLessThanOrEqual(9);
  // The file reuses what deleted rows leave free.
  expect(sizes.at(-1)).toBeLessThan(4 * (sizes[9] ?? 0));
});
