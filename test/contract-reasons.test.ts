import { expect, test } from 'vitest';
import { resource } from '../lib/sdk/define-resource.ts';
import { openInProcess } from './support/load-in-process.ts';
import { readWarehouse } from './support/read-warehouse.ts';

const first = [{ id: 1, v: 1, ch: [{ a: 1 }] }];
const second = [
  { id: 2, v: 'x' },
  { id: 3, v: 3, new: 1 },
  { id: 4, v: 'y', new: 2, more: 3 },
  { id: 5, v: 5 },
];

test.each([
  ['quarantine', 'put aside in _dango_quarantine', 'rows_quarantined'],
  ['discard_row', 'left out', 'rows_discarded'],
] as const)('a row that stays out for two reasons counts once, and under both (%s)', async (mode, words, key) => {
  const { root, load } = await openInProcess();
  const t = (records: readonly object[]) =>
    resource('t', { schemaContract: { columns: mode, dataType: mode } }, () => records as object[]);
  await load([t(first)]);
  const dry = await load([t(second)], { isDryRun: true });
  const { warnings, resource: of } = await load([t(second)]);
  const message = `3 rows for table t were ${words}: the contract of t lets no new data types and columns in (2 rows for v__v_text, 2 rows for new, 1 row for more).`;
  expect(warnings).toContain(message);
  expect(dry.report.plan).toContainEqual({ table: 't', change: 'leave out', detail: message });
  expect(of('t')).toMatchObject({ rows_loaded: 1, [key]: 3 });
  const noted = await readWarehouse(
    root,
    `SELECT column_name AS c, (detail->>'$.contract.rows')::INTEGER AS n FROM raw_shop._dango_schema_changes
     WHERE change = 'contract' ORDER BY position`,
  );
  expect(noted).toEqual([
    { c: 'v__v_text', n: 2 },
    { c: 'new', n: 2 },
    { c: 'more', n: 1 },
  ]);
});

test('rows of the quarantine are not counted once more as left out', async () => {
  const { load } = await openInProcess();
  const t = (records: readonly object[]) =>
    resource('t', { schemaContract: { columns: 'discard_row', dataType: 'quarantine' } }, () => records as object[]);
  await load([t(first)]);
  const { warnings, resource: of } = await load([t(second)]);
  expect(of('t')).toMatchObject({ rows_loaded: 1, rows_quarantined: 2, rows_discarded: 1 });
  expect(warnings).toContain('1 row for table t was left out: the contract of t lets no new columns in.');
});
