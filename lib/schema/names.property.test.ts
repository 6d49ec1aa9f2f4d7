import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planTables } from './plan-tables.ts';
import { pathKey, type ExistingColumns, type ResourcePlan } from './table-plan.ts';
import { TypeNode } from './type-node.ts';

const nothing: ExistingColumns = { typeOf: () => undefined, ownerOf: () => undefined, isWithinDouble: () => true };

/** Keys that often meet: by their case, by signs that become `_`, by nothing that is left of them. */
const key = fc.oneof(
  fc.constantFrom(
    'id',
    'Id',
    'ID',
    'i d',
    'id_',
    '_dlt_id',
    '_dlt_parent_id',
    'a__b',
    'a',
    'A',
    '',
    ' ',
    '_',
    '__',
    '__proto__',
  ),
  fc.constantFrom(
    '日本',
    '中国',
    '😀',
    'é',
    'x',
    'value',
    'list',
    'l__list',
    'v__v_text',
    'v',
    'constructor',
    '"',
    "'",
    '.',
  ),
  fc.string({ maxLength: 4 }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(1, 'x', true, 1.5),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const records = fc.array(fc.dictionary(key, value, { maxKeys: 8, noNullPrototype: true }), {
  minLength: 1,
  maxLength: 3,
});

function plan(all: readonly unknown[], existing = nothing): ResourcePlan {
  const root = new TypeNode();
  for (const record of all) root.observe(record);
  return planTables(root, 'items', existing);
}

/** Each column with the path that it was given to, over all tables. */
function ownersOf({ tables }: ResourcePlan): ReadonlyMap<string, string> {
  return new Map(
    tables.flatMap(({ name, path, columns }) => [
      [name, pathKey(path)] as const,
      ...columns.map((column) => [`${name}.${column.name}`, pathKey(column.owner)] as const),
    ]),
  );
}

function expectDistinct({ tables }: ResourcePlan): void {
  const names = tables.map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  for (const { columns } of tables) {
    const owners = new Map<string, string>();
    for (const { name, owner } of columns) {
      expect(name).not.toMatch(/^_dlt_(id|load_id|parent_id|list_idx|root_id)$/i);
      expect(owners.get(name.toLowerCase()) ?? pathKey(owner)).toBe(pathKey(owner));
      owners.set(name.toLowerCase(), pathKey(owner));
    }
    expect(owners.size).toBe(columns.length);
    expect(new Set(owners.values()).size).toBe(columns.length);
  }
}

test('no two fields share a column, no two lists a table, and a name stays whose it was', () => {
  fc.assert(
    fc.property(records, records, (first, later) => {
      const before = plan(first);
      expectDistinct(before);
      const owners = ownersOf(before);
      const ownerOf: ExistingColumns['ownerOf'] = (table, column) =>
        owners.get(column === undefined ? table : `${table}.${column}`);
      const after = plan(later, { ...nothing, ownerOf });
      expectDistinct(after);
      for (const [name, owner] of ownersOf(after)) expect(owners.get(name) ?? owner).toBe(owner);
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 300) },
  );
});

test('a field that is called as another one would be is no exception', () => {
  const tag = createHash('sha256')
    .update(pathKey(['Id']))
    .digest('hex')
    .slice(0, 6);
  const [table] = plan([{ id: 1, Id: 2, [`id_${tag}`]: 3 }]).tables;
  expect(new Set(table?.columns.map(({ name }) => name)).size).toBe(3);
});
