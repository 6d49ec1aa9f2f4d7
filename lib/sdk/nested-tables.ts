import { DangoError } from '../errors/dango-error.ts';
import { keyOf, type ColumnHints } from '../spec/column-hint.ts';
import { parseJsonPath } from '../spec/json-path.ts';
import { mergeFault } from '../spec/merge-fault.ts';
import type { MergeOptions } from '../spec/merge-options.ts';
import type { WriteDisposition } from '../spec/rest-source.ts';
import type { Resource } from './resource.ts';
import type { TableHints } from './table-hints.ts';
import { toWriteDisposition } from './write-options.ts';

/** A list whose elements have a table of their own, as if they were the records of a resource. */
export interface NestedTable {
  /** Path of the list as it is told. */
  readonly path: string;
  /** Keys that lead from a record to the list; lists on the way are passed through. */
  readonly keys: readonly string[];
  readonly writeDisposition: WriteDisposition;
  readonly merge: MergeOptions | undefined;
  readonly primaryKey: readonly string[];
  readonly mergeKey: readonly string[];
  readonly columns: ColumnHints | undefined;
}

/** The lists with a key of their own, those that lie deepest first. */
export function nestedTablesOf(resource: string, nestedHints: TableHints['nestedHints'] = {}): readonly NestedTable[] {
  const tables = Object.entries(nestedHints).flatMap(([path, hints]): NestedTable[] => {
    const { columns, writeDisposition: options } = hints;
    const primaryKey = keyOf(hints.primaryKey, columns, 'primaryKey');
    const mergeKey = keyOf(hints.mergeKey, columns, 'mergeKey');
    if (primaryKey.length === 0 && mergeKey.length === 0) return [];
    const { disposition: writeDisposition, merge } = toWriteDisposition(`${resource}.${path}`, options);
    return [{ path, keys: keysOf(path), writeDisposition, merge, primaryKey, mergeKey, columns }];
  });
  return tables.toSorted((one, other) => other.keys.length - one.keys.length);
}

/** The list, if any, whose elements would be there twice if the record they are in came again. */
export function appendedListOf({ name, nestedHints }: Pick<Resource, 'name' | 'nestedHints'>): NestedTable | undefined {
  return nestedTablesOf(name, nestedHints).find(({ writeDisposition }) => writeDisposition === 'append');
}

/** Whether a record that comes again adds rows that are there already: its own, or those of a list in it. */
export function appendsRows(resource: Pick<Resource, 'name' | 'nestedHints' | 'writeDisposition'>): boolean {
  return resource.writeDisposition === 'append' || appendedListOf(resource) !== undefined;
}

/** The names in a path, which steps like `[*]` are no part of. */
export function keysOf(path: string): readonly string[] {
  return parseJsonPath(path).steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
}

/** @throws DangoError `module-invalid` for what would lose rows, or would be passed over in silence. */
export function checkNestedTables(
  resource: string,
  { nestedHints = {}, tableName }: Pick<TableHints, 'nestedHints' | 'tableName'>,
  writeDisposition: WriteDisposition,
): void {
  const refuse = (path: string, problem: string, hint: string): never => {
    throw new DangoError(`The list "${path}" of resource "${resource}" ${problem}.`, {
      code: 'module-invalid',
      hint,
      context: { resource },
    });
  };
  const tables = nestedTablesOf(resource, nestedHints);
  for (const [path, { writeDisposition: options }] of Object.entries(nestedHints)) {
    if (options === undefined || tables.some((table) => table.path === path)) continue;
    refuse(
      path,
      'has a write disposition but no key, so that its table is loaded together with that of the resource',
      'Give it a primaryKey or a mergeKey, which make the table one of its own; or leave writeDisposition out.',
    );
  }
  for (const { path, merge, ...table } of tables) {
    if (typeof tableName === 'function')
      refuse(path, 'cannot have a key where records name their tables', 'Leave the key out, or name one table.');
    if (table.writeDisposition === 'replace' && writeDisposition !== 'replace')
      refuse(
        path,
        `cannot replace its table where the resource does ${writeDisposition}: elements of records that do not come again would be lost`,
        'Take merge or append.',
      );
    if (table.writeDisposition !== 'merge') continue;
    if (merge?.strategy === 'scd2')
      refuse(path, 'cannot keep versions (scd2)', 'Take another strategy, or a transformer.');
    const fault = mergeFault({ merge, ...table, readsChanges: true });
    if (fault !== undefined) refuse(path, fault.problem, fault.hint);
  }
}
