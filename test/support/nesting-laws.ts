import { expect } from 'vitest';
import { findBrokenRows } from './dataset-content.ts';
import { expectedRows, spelled, type ExpectedRow } from './expected-rows.ts';
import { withWarehouse } from './read-warehouse.ts';

/**
 * Every value of documents is in its column, as often as it comes, and nothing else is there.
 * @param documents by root table.
 */
export async function expectDocuments(
  root: string,
  dataset: string,
  documents: Readonly<Record<string, readonly unknown[]>>,
  levels: number,
): Promise<number> {
  const expected = new Map<string, readonly ExpectedRow[]>();
  for (const [table, all] of Object.entries(documents)) {
    for (const [name, rows] of expectedRows(table, all, levels)) expected.set(name, rows);
  }
  let values = 0;
  await withWarehouse(root, async (read) => {
    const names = await read(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = '${dataset}' AND NOT regexp_matches(table_name, '^_(dlt|dango)_')`,
    );
    expect(names.map(({ name }) => String(name)).toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [table, wanted] of expected) {
      const rows = await read(`SELECT * FROM "${dataset}"."${table}"`);
      expect([table, rows.length]).toEqual([table, wanted.length]);
      const columns = Object.keys(rows[0] ?? {}).filter((name) => !name.startsWith('_dlt_'));
      const plain = new Set([...columns.map(withoutVariant), ...wanted.flatMap((row) => Object.keys(row))]);
      for (const column of plain) {
        const found = columns
          .filter((name) => withoutVariant(name) === column)
          .flatMap((name) => rows.map((row) => row[name]));
        const inDocuments = spelled(wanted.map((row) => row[column]));
        expect([table, column, spelled(found)]).toEqual([table, column, inDocuments]);
        values += inDocuments.length;
      }
    }
  });
  expect(await findBrokenRows(root, dataset)).toEqual([]);
  return values;
}

function withoutVariant(column: string): string {
  return column.replace(/__v_[a-z]+$/, '');
}
