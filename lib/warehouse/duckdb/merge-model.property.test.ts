import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scratchWarehouse, type ResourceRecords } from '../../../test/support/load-records.ts';
import { rowsWithList } from '../../../test/support/rows-with-list.ts';

interface Item {
  readonly id: number;
  readonly d: number;
  readonly ver: number | null;
  readonly gone: boolean | null;
  readonly l: readonly number[];
}

const item: fc.Arbitrary<Item> = fc.record({
  id: fc.nat(3),
  d: fc.nat(2),
  ver: fc.option(fc.nat(2)),
  gone: fc.option(fc.boolean()),
  l: fc.array(fc.nat(9), { maxLength: 2 }),
});
const batches = fc.array(fc.array(item, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });

interface Rules {
  readonly hasPrimaryKey: boolean;
  readonly hasMergeKey: boolean;
  readonly sort: 'asc' | 'desc' | undefined;
  readonly strategy: 'delete-insert' | 'upsert' | 'insert-only';
}

const rules = (given: Partial<Rules>): Rules => ({
  hasPrimaryKey: true,
  hasMergeKey: false,
  sort: undefined,
  strategy: 'delete-insert',
  ...given,
});

const tables: Readonly<Record<string, Rules>> = {
  by_primary: rules({}),
  by_merge_key: rules({ hasPrimaryKey: false, hasMergeKey: true }),
  by_both: rules({ hasMergeKey: true, sort: 'desc' }),
  oldest: rules({ sort: 'asc' }),
  upserted: rules({ strategy: 'upsert' }),
  upserted_newest: rules({ strategy: 'upsert', sort: 'desc' }),
  inserted: rules({ strategy: 'insert-only' }),
  inserted_newest: rules({ strategy: 'insert-only', sort: 'desc' }),
};

/** What a table holds after a merge, in a few lines of JavaScript. */
function merged(before: readonly Item[], batch: readonly Item[], how: Rules): readonly Item[] {
  const firstWins = how.strategy === 'insert-only';
  const records = firstWins ? batch.filter(({ gone }) => gone !== true) : batch;
  const rank = ({ ver }: Item): number => (ver === null ? Infinity : how.sort === 'desc' ? -ver : ver);
  const chosen = how.hasPrimaryKey
    ? [...Map.groupBy(firstWins ? records : records.toReversed(), ({ id }) => id).values()].flatMap((same) =>
        (how.sort === undefined ? same : same.toSorted((one, other) => rank(one) - rank(other) || 0)).slice(0, 1),
      )
    : records;
  const living = chosen.filter(({ gone }) => gone !== true);
  if (firstWins) return [...before, ...living.filter(({ id }) => before.every((row) => row.id !== id))];
  const isReplaced = (row: Item): boolean =>
    batch.some(({ id, d }) => (how.hasPrimaryKey && id === row.id) || (how.hasMergeKey && d === row.d));
  return [...before.filter((row) => !isReplaced(row)), ...living];
}

function asText(row: Item): string {
  const { l, ...fields } = row;
  const filled = Object.entries({ ...fields, ...(l.length === 0 ? {} : { l }) }).filter(([, value]) => value !== null);
  return JSON.stringify(Object.fromEntries(filled.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

function sortedKeys(text: string): string {
  const fields = Object.entries(JSON.parse(text) as Record<string, unknown>);
  return JSON.stringify(Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

function resourceOf(table: string, how: Rules, records: readonly Item[]): ResourceRecords {
  return {
    table,
    records,
    write_disposition: 'merge',
    primary_key: how.hasPrimaryKey ? ['id'] : [],
    merge_key: how.hasMergeKey ? ['d'] : [],
    merge: { strategy: how.strategy },
    column_roles: { gone: { hard_delete: true }, ...(how.sort === undefined ? {} : { ver: { dedup_sort: how.sort } }) },
  };
}

test('whatever comes, a merge gives the rows that a simple model gives, and the same batch again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (loads) => {
      await using warehouse = scratchWarehouse();
      const last = loads.at(-1) ?? [];
      for (const batch of [...loads, last]) {
        await warehouse.load(Object.entries(tables).map(([table, how]) => resourceOf(table, how, batch)));
      }
      for (const [table, how] of Object.entries(tables)) {
        const expected = loads.reduce<readonly Item[]>((rows, batch) => merged(rows, batch, how), []);
        const found = (await rowsWithList(warehouse, table)).map(sortedKeys).toSorted();
        expect({ table, rows: found }).toEqual({ table, rows: expected.map(asText).toSorted() });
      }
    }),
    { numRuns: 6 },
  );
});

test('however snapshots follow each other, the rows that count are those of the last one, and a version never changes', async () => {
  const record = fc.record({ id: fc.nat(2), v: fc.nat(1), l: fc.array(fc.nat(1), { maxLength: 2 }) });
  const snapshots = fc.array(fc.array(record, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(snapshots, async (loads) => {
      await using warehouse = scratchWarehouse();
      for (const records of loads) {
        await warehouse.load([{ records, write_disposition: 'merge', merge: { strategy: 'scd2' } }]);
      }
      await warehouse.write('CREATE TABLE raw_shop.now AS SELECT * FROM raw_shop.items WHERE _dlt_valid_to IS NULL');
      const children = loads.flat().some(({ l }) => l.length > 0);
      if (children) await warehouse.write('CREATE VIEW raw_shop.now__l AS SELECT * FROM raw_shop.items__l');
      const texts = (rows: readonly (typeof loads)[number][number][]): readonly string[] => [
        ...new Set(
          rows.map(({ l, ...fields }) => sortedKeys(JSON.stringify({ ...fields, ...(l.length === 0 ? {} : { l }) }))),
        ),
      ];
      const active = (await rowsWithList(warehouse, 'now')).map(sortedKeys);
      expect([...new Set(active)].toSorted()).toEqual(texts(loads.at(-1) ?? []).toSorted());
      const all = (await rowsWithList(warehouse)).map(sortedKeys);
      expect([...new Set(all)].toSorted()).toEqual(texts(loads.flat()).toSorted());
    }),
    { numRuns: 6 },
  );
});
