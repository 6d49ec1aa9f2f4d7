import fc from 'fast-check';
import { expect } from 'vitest';
import { parseExact } from '../../lib/util/exact-json.ts';
import type { DiscardedValues } from '../../lib/warehouse/destination.ts';
import { scratchWarehouse, type ScratchWarehouse } from './load-records.ts';

/** Keys that are plain, that meet in one name, and that are awkward in SQL, in JSON paths and in JavaScript. */
const keys = fc.constantFrom(
  'id',
  'Id',
  'a',
  'b',
  'a__b',
  'a b',
  '',
  '*',
  '$',
  "it's",
  '"q"',
  'x.y',
  '~/',
  '__proto__',
  'constructor',
  'value',
  'list',
  '日本',
  'v',
  'root',
  '\\',
  'a\nb',
  'rowid',
  '_dlt_load_id',
);
const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.constantFrom(2 ** 53, 2 ** 31, -0.5, 1.25, 1e21, 3.5e-7),
  fc.bigInt({ min: -(2n ** 130n), max: 2n ** 130n }),
  fc.constantFrom('', 'text', '12', 'true', 'null', '007', "'; DROP TABLE x; --", 'NUL\0', '\u{1F600}'),
  fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-01 10:20:30.5+02:00', '20240101T101010', '2024-01-01T10'),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
  ),
}));
const record = fc.dictionary(keys, value, { maxKeys: 6, noNullPrototype: true });
const batches = fc.array(fc.array(record, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 });

/** One spelling for a value, whatever column it is kept in. */
function canonical(found: unknown): string {
  if (typeof found === 'boolean') return found ? 'True' : 'False';
  if (typeof found === 'bigint') return String(found);
  const text = String(found);
  if (/^-?\d+$/.test(text)) return String(BigInt(text));
  if (typeof found === 'number') return String(found);
  if (/^\d{4}-\d\d-\d\d[T ]|^\d{8}T/.test(text)) return `instant ${instantOf(text)}`;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? String(Number(text)) : text;
}

function instantOf(text: string): number {
  const full = text
    .replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z')
    .replace(' ', 'T')
    .replace(/T(\d\d)$/, 'T$1:00:00Z')
    .replace(/([+-]\d\d)$/, '$1:00');
  return Date.parse(full);
}

function leaves(of: unknown): string[] {
  if (of === null || of === undefined) return [];
  if (Array.isArray(of)) return of.flatMap(leaves);
  return typeof of === 'object' ? Object.values(of).flatMap(leaves) : [canonical(of)];
}

const systemColumns = ['_dlt_id', '_dlt_load_id', '_dlt_parent_id', '_dlt_list_idx', '_dlt_root_id'];

async function stored(warehouse: ScratchWarehouse): Promise<string[]> {
  const tables = await warehouse.rows(
    "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'items%'",
  );
  const selects = tables.map(
    ({ table_name: table }) => `SELECT to_json(t)::VARCHAR AS row FROM raw_shop."${String(table)}" t`,
  );
  const rows = await warehouse.rows(selects.join(' UNION ALL '));
  return rows.flatMap(({ row }) =>
    Object.entries(parseExact(String(row)) as object)
      .filter(([column, cell]) => cell !== null && !systemColumns.includes(column))
      .map(([, cell]) => canonical(cell)),
  );
}

/** Whatever the records and whatever is there already: each value arrives, once. */
export async function everyValueArrivesOnce(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(batches, async (loads) => {
      await using warehouse = scratchWarehouse();
      for (const records of loads) await warehouse.load([{ records }]);
      expect((await stored(warehouse)).sort()).toEqual(loads.flat().flatMap(leaves).sort());
      const count = await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.items');
      expect(count).toEqual([{ n: loads.flat().length }]);
    }),
    { numRuns },
  );
}

/** A merge keeps the last record of each key, and merging the same records again changes nothing. */
export async function mergingTwiceIsMergingOnce(numRuns: number): Promise<void> {
  const keyed = fc.array(fc.tuple(fc.nat(5), record), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(keyed, async (pairs) => {
      await using warehouse = scratchWarehouse();
      const records = pairs.map(([key, fields]) => ({ ...fields, key }));
      const merge = { write_disposition: 'merge', primary_key: ['key'] } as const;
      await warehouse.load([{ records, ...merge }]);
      const once = (await stored(warehouse)).sort();
      await warehouse.load([{ records, ...merge }]);
      expect((await stored(warehouse)).sort()).toEqual(once);
      const last = new Map(records.map((fields) => [fields.key, fields]));
      expect(once).toEqual([...last.values()].flatMap(leaves).sort());
    }),
    { numRuns },
  );
}

async function shapeOf(warehouse: ScratchWarehouse): Promise<unknown> {
  return await warehouse.rows(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'items%' ORDER BY ALL",
  );
}

/** Whether each text of one list occurs in the other at least as often. */
function isContained(part: readonly string[], whole: readonly string[]): boolean {
  const left = Map.groupBy(whole, (text) => text);
  return part.every((text) => left.get(text)?.pop() !== undefined);
}

/**
 * Under a contract no shape changes. What is left out is rows or values, never anything that was there; a frozen
 * resource loads whole or not at all.
 */
export async function contractsKeepTheShape(numRuns: number): Promise<void> {
  const modes = fc.constantFrom('freeze', 'discard_row', 'discard_value', 'quarantine');
  await fc.assert(
    fc.asyncProperty(batches, modes, async ([first = [], ...later], mode) => {
      await using warehouse = scratchWarehouse();
      await warehouse.load([{ records: first }]);
      const shape = await shapeOf(warehouse);
      const contract = { tables: mode, columns: mode, data_type: mode };
      let [rows, expected] = [first.length, first];
      for (const records of later) {
        const before = (await stored(warehouse)).sort();
        const outcome = await warehouse.load([{ records, contract }]).catch((error: unknown) => error);
        const after = await stored(warehouse);
        expect(await shapeOf(warehouse)).toEqual(shape);
        if (mode === 'freeze' && outcome instanceof Error) {
          expect(outcome).toMatchObject({ code: 'rows-refused' });
          expect(after.sort()).toEqual(before);
          continue;
        }
        expect(outcome).toMatchObject({ outcome: 'loaded' });
        const { discarded = [] } = outcome as { readonly discarded?: readonly DiscardedValues[] };
        const gone = discarded.find(({ table, column }) => table === 'items' && column === undefined)?.count ?? 0;
        rows += records.length - gone;
        expected = [...expected, ...records];
        expect(isContained(after, expected.flatMap(leaves))).toBe(true);
        expect(isContained(before, after)).toBe(true);
        expect(await warehouse.rows('SELECT count(*)::INTEGER AS n FROM raw_shop.items')).toEqual([{ n: rows }]);
        if (discarded.length === 0) expect(after.length).toBe(before.length + records.flatMap(leaves).length);
      }
    }),
    { numRuns },
  );
}
