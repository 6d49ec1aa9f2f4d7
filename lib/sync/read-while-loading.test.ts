import { expect, test } from 'vitest';
import { runCli } from '../../test/support/run-cli.ts';
import { countRows, readRows } from './browse-data.ts';
import { exportTable } from './export-table.ts';
import { runSql } from './run-sql.ts';
import { startShop } from '../../test/support/start-shop.ts';

const users = Array.from({ length: 2000 }, (_, id) => ({ id, name: `user ${id}`, tags: ['a', 'b'] }));
const syncs = process.env['DANGO_TEST_LONG'] === '1' ? 20 : 2;

test('no sync fails and no read fails while a project is synced and browsed at once', async () => {
  await using shop = await startShop(
    () => ({ json: users }),
    '        - { name: users, pagination: { type: single_page }, write_disposition: append }\n',
  );
  const { root } = shop;
  expect(await runCli(root, ['sync'])).toMatchObject({ exitCode: 0 });
  const table = { dataset: 'raw_shop', table: 'users' };
  const sort = [{ column: 'name', direction: 'ascending' as const }];
  const reads = { window: 0, sql: 0, file: 0 };
  const over = new AbortController();
  const browse = async (kind: keyof typeof reads, read: () => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) {
      await read();
      reads[kind] += 1;
    }
  };
  const browsers = [
    browse('window', () => readRows(root, { ...table, sort, offset: 1500, limit: 100 })),
    browse('sql', () => runSql(root, { sql: 'SELECT count(*) FROM raw_shop.users' })),
    browse('file', async () => (await exportTable(root, { ...table, format: 'parquet' })).dispose()),
  ];
  for (let sync = 1; sync <= syncs; sync += 1) {
    expect(await runCli(root, ['sync'])).toMatchObject({ exitCode: 0 });
  }
  over.abort();
  await Promise.all(browsers);
  expect(Math.min(...Object.values(reads))).toBeGreaterThan(0);
  expect(await countRows(root, table)).toBe(users.length * (syncs + 1));
});
