import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateSources } from '../lib/spec/validate-sources.ts';
import { readRows } from '../lib/sync/browse-data.ts';
import { exportTable } from '../lib/sync/export-table.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';
import { columnsOf, scratchWarehouse, type ScratchWarehouse } from './support/load-records.ts';

async function textsOf(warehouse: ScratchWarehouse, columns: readonly string[]): Promise<unknown> {
  const texts = columns.map((column) => `CAST("${column}" AS VARCHAR) AS "${column}"`);
  const rows = await warehouse.rows(`SELECT ${texts.join(', ')} FROM raw_shop.items ORDER BY id`);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

test('columns that another program made take what fits them', async () => {
  await using warehouse = scratchWarehouse();
  await warehouse.load([{ records: [{ id: 1 }] }]);
  await warehouse.write(
    `ALTER TABLE raw_shop.items ADD COLUMN price DECIMAL(10,2);
     ALTER TABLE raw_shop.items ADD COLUMN day DATE;
     ALTER TABLE raw_shop.items ADD COLUMN made TIMESTAMP;
     ALTER TABLE raw_shop.items ADD COLUMN clock TIME;
     ALTER TABLE raw_shop.items ADD COLUMN bytes BLOB;
     ALTER TABLE raw_shop.items ADD COLUMN small INTEGER`,
  );
  const record = {
    id: 2,
    price: 1.25,
    day: '2024-01-02',
    made: '2024-01-02T10:00:00+02:00',
    clock: '10:00',
    bytes: '/w==',
  };
  await warehouse.load([{ records: [{ ...record, small: 7 }] }]);
  expect(await textsOf(warehouse, Object.keys(await columnsOf(warehouse, 'items')))).toEqual([
    { id: '1' },
    {
      id: '2',
      price: '1.25',
      day: '2024-01-02',
      made: '2024-01-02 08:00:00',
      clock: '10:00:00',
      bytes: '\\xFF',
      small: '7',
    },
  ]);
});

describe('in sources.yml', () => {
  const record = {
    id: 1,
    price: '1.50',
    day: '2024-01-02',
    clock: '10:30',
    bytes: '/w==',
    made: '2024-01-02T10:00:00Z',
  };
  const shown = ['1.50', '2024-01-02', '10:30:00', '\\xFF', '2024-01-02 10:00:00'];
  const names = 'price, day, clock, bytes, made';

  test.each([
    [
      'type',
      (url: string) => `base_url: "${url}"
      resources:
        - name: orders
          columns: { price: { type: decimal, precision: 10, scale: 2 }, day: { type: date }, clock: { type: time }, bytes: { type: binary }, made: { type: timestamp, timezone: false } }`,
    ],
    [
      "dlt's data_type",
      (url: string) => `client: { base_url: "${url}" }
      resources:
        - name: orders
          columns: { price: { data_type: decimal, precision: 10, scale: 2 }, day: { data_type: date }, clock: { data_type: time }, bytes: { data_type: binary }, made: { data_type: timestamp, timezone: false } }`,
    ],
  ])('by the word %s: loaded, asked for and exported', async (_, block) => {
    const server = await startServer(() => ({ json: [record] }));
    const { root } = await createTempProject({
      sourcesYml: `sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n      ${block(server.url)}\n`,
    });
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    const [row] = await readWarehouse(
      root,
      `SELECT typeof(COLUMNS([${names.replaceAll(/\w+/g, "'$&'")}])) FROM raw_shop.orders`,
    );
    expect(Object.values(row ?? {})).toEqual(['DECIMAL(10,2)', 'DATE', 'TIME', 'BLOB', 'TIMESTAMP']);
    const answer = await runCliHere(root, ['query', `SELECT ${names} FROM raw_shop.orders`, '--json']);
    expect(JSON.parse(answer.stdout)).toMatchObject({ rows: [shown] });
    const place = { dataset: 'raw_shop', table: 'orders' } as const;
    const [cells] = (await readRows(root, { ...place, offset: 0, limit: 1 })).rows;
    expect(cells).toEqual(expect.arrayContaining(shown));
    const exported = async (format: 'csv' | 'json'): Promise<string> =>
      readFileSync((await exportTable(root, { ...place, format })).file, 'utf8');
    expect(await exported('csv')).toContain(shown.join(','));
    // JSON has numbers, which keep their digits.
    const [price, ...texts] = [1.5, ...shown.slice(1)];
    expect(JSON.parse(await exported('json'))).toEqual([
      expect.objectContaining({ price, day: texts[0], clock: texts[1], bytes: texts[2], made: texts[3] }),
    ]);
  });

  test.each([
    ['{ price: { type: decimal, precision: 39 } }', 'A decimal has no precision 39'],
    [
      '{ price: { type: decimal, precision: 2, scale: 3 } }',
      'A decimal of 2 digits cannot have 3 of them behind the point',
    ],
    ['{ price: { type: bigint, precision: 129 } }', 'A bigint has no precision 129'],
    ['{ price: { type: date, precision: 3 } }', 'A column of type date has no precision'],
    ['{ price: { precision: 3 } }', 'A precision needs a type'],
    ['{ price: { type: text, timezone: false } }', 'A column of type text has no timezone'],
  ])('%s is refused', (columns, message) => {
    const text = `sources:
  - { name: shop, type: rest_api, rest_api: { base_url: "https://x.test", resources: [{ name: a, columns: ${columns} }] } }
`;
    expect(validateSources(text, 'sources.yml').issues.map((issue) => issue.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});
