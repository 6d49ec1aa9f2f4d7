import { mkdir } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { countRows, readWarehouse } from './read-warehouse.ts';
import { createTempProject } from './temp-project.ts';

async function writeTables(root: string, sql: string): Promise<void> {
  await mkdir(`${root}/data`, { recursive: true });
  const instance = await DuckDBInstance.create(`${root}/data/warehouse.duckdb`);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

test('gives plain values and lets go of the file', async () => {
  const { root } = await createTempProject();
  await writeTables(root, 'CREATE TABLE first AS SELECT 1');
  const [row] = await readWarehouse(
    root,
    `SELECT 5::BIGINT AS small, 9007199254740993 AS large, 1.50::DECIMAL(9,2) AS exact, NULL AS nothing, true AS yes,
     TIMESTAMPTZ '2024-03-05 12:34:56.123456+00' AS instant, TIMESTAMPTZ '1969-12-31 23:59:59.5+00' AS early`,
  );
  expect(row).toEqual({
    small: 5,
    large: 9_007_199_254_740_993n,
    exact: '1.50',
    nothing: null,
    yes: true,
    instant: '2024-03-05T12:34:56.123456Z',
    early: '1969-12-31T23:59:59.500000Z',
  });
  await writeTables(root, 'CREATE TABLE second AS SELECT 1');
});

test('counts the rows of every table of a schema but the system tables', async () => {
  const { root } = await createTempProject();
  await writeTables(
    root,
    `CREATE SCHEMA raw; CREATE TABLE raw."Odd name" AS FROM range(3); CREATE TABLE raw.none (id INT);
     CREATE TABLE raw._dlt_loads AS SELECT 1; CREATE TABLE main.other AS SELECT 1`,
  );
  expect(await countRows(root, 'raw')).toEqual({ 'Odd name': 3, none: 0 });
});
