import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createDataProject, type DataProject } from '../../test/support/data-project.ts';
import { readWarehouse } from '../../test/support/read-warehouse.ts';
import { exportTable } from './export-table.ts';

const makeTable = [
  'CREATE SCHEMA d',
  `CREATE TABLE d.t AS SELECT range AS id, repeat('long ', 200) AS word,
     170141183460469231731687303715884105727::HUGEINT AS huge, INTERVAL '1 month 1 microsecond' AS span, '101'::BIT AS bits,
     CASE WHEN range % 2 = 0 THEN '' END AS "odd "" name", {'n': 1::HUGEINT, 'f': 0.1::FLOAT} AS nested,
     CASE WHEN range = 0 THEN 'nan'::DOUBLE ELSE 0.5 END AS ratio
   FROM range(25000)`,
];

/** What DuckDB reads in an exported file. */
async function readBack(project: DataProject, reader: string, sql: string) {
  await project.run(`CREATE OR REPLACE VIEW d.exported AS FROM ${reader}`);
  return await readWarehouse(project.root, sql);
}

test.each([
  ['csv', 'read_csv', ', all_varchar = true'],
  ['parquet', 'read_parquet', ''],
  ['json', 'read_json', ''],
] as const)('%s has every row and every value whole', async (format, reader, options) => {
  const project = await createDataProject(makeTable);
  const exported = await exportTable(project.root, { dataset: 'd', table: 't', format });
  expect(exported.fileName).toBe(`d.t.${format}`);
  expect(exported.bytes).toBe(readFileSync(exported.file).length);
  const sql = `SELECT count(*) AS total, count(DISTINCT id::BIGINT) AS ids, min(length(word)) AS shortest,
    min(huge::VARCHAR) AS huge, min(span::VARCHAR) AS span, min(bits::VARCHAR) AS bits, count("odd "" name") AS texts FROM d.exported`;
  const [row] = await readBack(project, `${reader}('${exported.file}'${options})`, sql);
  // The reader's own guesses: it takes an empty text of CSV for NULL, and the integer of JSON for a DOUBLE.
  expect(row).toMatchObject({
    total: 25_000,
    ids: 25_000,
    shortest: 1000,
    span: '1 month 00:00:00.000001',
    bits: '101',
  });
  if (format !== 'json') expect(row).toMatchObject({ huge: '170141183460469231731687303715884105727' });
  else expect(readFileSync(exported.file, 'utf8')).toContain('"huge":170141183460469231731687303715884105727');
  if (format !== 'csv') expect(row).toMatchObject({ texts: 12_500 });
  else expect(readFileSync(exported.file, 'utf8')).toContain(',"","{""n"":1');
  exported.dispose();
  expect(existsSync(exported.file)).toBe(false);
});

test('columns, filter and sort of the view are those of the file', async () => {
  const project = await createDataProject(makeTable);
  const exported = await exportTable(project.root, {
    dataset: 'd',
    table: 't',
    format: 'csv',
    columns: ['id', 'ratio'],
    filters: [{ column: 'id', operator: 'less-than', value: '3' }],
    sort: [{ column: 'id', direction: 'descending' }],
  });
  expect(readFileSync(exported.file, 'utf8')).toBe('id,ratio\n2,0.5\n1,0.5\n0,nan\n');
  exported.dispose();
});

test('an export that is refused, or given up, leaves no file', async () => {
  const project = await createDataProject(makeTable);
  const ask = (table: string, signal?: AbortSignal) =>
    exportTable(project.root, { dataset: 'd', table, format: 'csv' }, { signal });
  await expect(ask('tt')).rejects.toMatchObject({ code: 'name-unknown' });
  await expect(ask('t', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  const kept = await ask('t');
  expect(existsSync(kept.file)).toBe(true);
  kept.dispose();
});
