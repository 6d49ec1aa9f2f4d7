import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

const moduleText = (url: string): string => `
import { endpoint, fieldOf, incremental, resource, RestClient, source, transformer, withFields } from 'dango';

export const shop = source({
  resources() {
    const client = new RestClient({ baseUrl: '${url}' });
    const shops = resource('shops', {}, () => client.paginate('/shops'));
    const years = resource('years', { selected: false }, () => client.paginate('/years'));
    const sales = transformer(
      'sales',
      {
        from: shops,
        crossWith: [years],
        forEach: { kind: ['a', 'b'] },
        onChildError: 'skip',
        incremental: incremental('at'),
        cursorPer: ({ above, values }) => [fieldOf(above.shops, 'id'), values.kind],
      },
      (row, { above, values, cursor }) =>
        withFields(
          client.paginate(endpoint\`/shops/\${fieldOf(row, 'key')}/sales\`, {
            params: { year: fieldOf(above.years, 'year'), kind: values.kind, since: cursor.startValue },
          }),
          { shop: fieldOf(above.shops, 'id') },
        ),
    );
    return [shops, years, sales];
  },
});
`;

test('a module reads for combinations, each with its own cursor; nothing where a record names nothing', async () => {
  await using server = await startServer(({ path, query }) => {
    if (path === '/shops') return { json: [{ id: 1, key: 'k/1' }, { id: 2, key: '' }, { id: 3 }] };
    if (path === '/years') return { json: [{ year: 2024 }, { year: 2025 }] };
    return { json: [{ at: query['kind'] === 'a' ? 10 : 20, year: Number(query['year']) }] };
  });
  await using project = await createTempProject({
    sourcesYml:
      'sources:\n  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop, source_name: shop } }\n',
    customSources: { shop: moduleText(server.url) },
  });
  const first = await syncShop(project.root);
  expect([first.status, first.resource('sales').rows_loaded]).toEqual(['succeeded', 4]);
  expect(first.warnings).toContain(
    'Some records of "shops" name nothing to read for "sales": the field in its path is null or empty.',
  );
  expect(first.warnings).toContain('needs the field "key" of each record of "shops", but one of them has id');
  const sales = server.requests.filter(({ path }) => path.endsWith('/sales'));
  expect(sales.map(({ path, url }) => `${path}${url.search}`)).toEqual([
    '/shops/k%2F1/sales?year=2024&kind=a',
    '/shops/k%2F1/sales?year=2024&kind=b',
    '/shops/k%2F1/sales?year=2025&kind=a',
    '/shops/k%2F1/sales?year=2025&kind=b',
  ]);
  await syncShop(project.root);
  expect(server.requests.slice(-4).map(({ url }) => url.search)).toEqual([
    '?year=2024&kind=a&since=10',
    '?year=2024&kind=b&since=20',
    '?year=2025&kind=a&since=10',
    '?year=2025&kind=b&since=20',
  ]);
  expect(await readWarehouse(project.root, 'select distinct shop from raw_shop.sales')).toEqual([{ shop: 1 }]);
});
