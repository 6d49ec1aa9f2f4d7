import fc from 'fast-check';
import { expect } from 'vitest';
import { resource, type ResourceOptions } from '../../lib/sdk/define-resource.ts';
import { readDataset } from './dataset-content.ts';
import { openInProcess, type InProcessProject } from './load-in-process.ts';
import { readWarehouse } from './read-warehouse.ts';

/**
 * Fields that keep their kind and meet no other one, because what comes first has the plain name of the column; numbers
 * are whole and broken.
 */
const record = fc.record(
  {
    price: fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(0.5, -2.25, 1e15)),
    name: fc.string(),
    tags: fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }),
    lines: fc.array(fc.record({ n: fc.integer(), parts: fc.array(fc.integer(), { maxLength: 2 }) }), { maxLength: 2 }),
    at: fc.constantFrom('2024-01-01T00:00:00Z', '2025-02-03T04:05:06.789+02:00'),
    'Odd key': fc.boolean(),
  },
  { requiredKeys: [] },
);

async function loadPages(
  project: InProcessProject,
  options: ResourceOptions<unknown>,
  pages: readonly unknown[][],
): Promise<void> {
  const items = resource('items', options, function* () {
    yield* pages;
  });
  expect((await project.load([items])).report.status).toBe('succeeded');
}

async function contentOf({ root }: InProcessProject): Promise<unknown> {
  const { tables } = await readDataset(root, 'raw_shop');
  const columns = await readWarehouse(
    root,
    `SELECT table_name AS t, column_name AS c, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'raw_shop' AND NOT regexp_matches(table_name, '^_(dlt|dango)_') ORDER BY ALL`,
  );
  return { columns, tables };
}

function cut<Item>(items: readonly Item[], sizes: readonly number[]): Item[][] {
  const pieces: Item[][] = [];
  let from = 0;
  for (let index = 0; from < items.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    pieces.push(items.slice(from, from + size));
    from += size;
  }
  return pieces;
}

/**
 * However an API cuts and orders its records into pages, and over however many runs they come, the tables are the same
 * in the end; where rows are merged, the last of each key counts.
 */
export async function pagesAndRunsDoNotMatter(numRuns: number): Promise<void> {
  const sizes = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 1, maxLength: 3 });
  const all = fc.array(fc.tuple(fc.nat(4), record), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(all, sizes, fc.boolean(), fc.nat(), async (drawn, pageSizes, isMerge, turn) => {
      const records = drawn.map(([key, fields], index) => ({ id: isMerge ? key : index, ...fields }));
      const options: ResourceOptions<unknown> = isMerge ? { writeDisposition: 'merge', primaryKey: 'id' } : {};
      const whole = await openInProcess();
      await loadPages(whole, options, [records]);
      const expected = await contentOf(whole);

      const split = await openInProcess();
      for (const piece of cut(records, pageSizes)) await loadPages(split, options, [piece]);
      expect(await contentOf(split)).toEqual(expected);

      const paged = await openInProcess();
      const first = turn % records.length;
      // Of several records with one key the last one counts, so these keep their order.
      const shuffled = isMerge ? records : [...records.slice(first), ...records.slice(0, first).toReversed()];
      await loadPages(paged, options, cut(shuffled, pageSizes));
      expect(await contentOf(paged)).toEqual(expected);
    }),
    { numRuns },
  );
}
