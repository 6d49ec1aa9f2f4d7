import { expect, test } from 'vitest';
import type { PackageResource } from '../loads/manifest.ts';
import { buildReport } from './build-report.ts';

function contents(table: string, rows: number): PackageResource {
  return {
    name: table,
    table,
    parent: null,
    write_disposition: 'replace',
    primary_key: [],
    is_full_refresh: false,
    rows,
    longest_line: 0,
    files: [],
    types: [0, 0, null, null],
    incremental: null,
  };
}

test('a plan counts the rows that would be written, in correct English', () => {
  const resources = [contents('users', 1), contents('orders', 20)].map((resource) => ({
    resource,
    plan: { root: { form: 'typed' as const, columns: [] }, tables: [], widened: [], warnings: [] },
    disposition: 'replace' as const,
    keyColumns: [],
    requiredColumns: [],
    breaches: [],
    leftOut: [],
  }));
  const facts = { source: 'shop', dataset: 'raw_shop', loadId: undefined, extracted: [], outcome: undefined };
  expect(
    buildReport({ ...facts, plan: { refused: new Map(), keepsCursor: new Set(), frozen: [], changes: [], resources } })
      .plan,
  ).toEqual([
    { table: 'users', change: 'replace rows', detail: '1 row' },
    { table: 'orders', change: 'replace rows', detail: '20 rows' },
  ]);
});
