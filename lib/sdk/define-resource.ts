import { DangoError } from '../errors/dango-error.ts';
import { toSchemaContract } from '../spec/schema-contract.ts';
import { parseShare } from '../spec/share.ts';
import type { Cursor } from './cursor.ts';
import type { CursorValue, Incremental } from './incremental.ts';
import { readRecords, type ProducedRecords } from './read-records.ts';
import type { Resource, ResourceContext } from './resource.ts';
import type { ResourceState } from './resource-state.ts';
import type { RowOf } from './row-of.ts';
import { checkTableHints, type TableHints } from './table-hints.ts';
import { typedResource, type TypedResource } from './typed-resource.ts';
import { toWriteDisposition, type WriteOptions } from './write-options.ts';

/** What a resource does besides reading records. `Row` is what a record is. */
export interface ResourceOptions<Row = never> extends TableHints<Row> {
  /** `append` adds rows, `replace` swaps the table, `merge` updates rows by `primaryKey`. Default `append`. */
  readonly writeDisposition?: WriteOptions | undefined;
  /** Field or fields that identify a row. `merge` needs it. */
  readonly primaryKey?: string | readonly string[] | undefined;
  /** Load only what is new since the last run. Default: everything, each time. */
  readonly incremental?: Incremental | undefined;
}

/** What a function that reads records is given. */
export interface RecordsContext extends Pick<ResourceContext, 'signal' | 'warn'> {
  readonly state: ResourceState;
}

/** The same, for a resource with `incremental`. */
export interface IncrementalContext<Value extends CursorValue | undefined> extends RecordsContext {
  readonly cursor: Cursor<Value>;
}

/**
 * One endpoint, one table. `records` yields records, or lists of them (pages); it may also return a list.
 * @throws DangoError `module-invalid` for `merge` without a primary key.
 */
export function resource<Value extends CursorValue | undefined, Yielded>(
  name: string,
  options: ResourceOptions<RowOf<Yielded>> & { readonly incremental: Incremental<Value> },
  records: (context: IncrementalContext<Value>) => ProducedRecords<Yielded>,
): TypedResource<RowOf<Yielded>>;
export function resource<Yielded>(
  name: string,
  options: ResourceOptions<RowOf<Yielded>>,
  records: (context: RecordsContext) => ProducedRecords<Yielded>,
): TypedResource<RowOf<Yielded>>;
export function resource(
  name: string,
  { writeDisposition: writeOptions, primaryKey = [], incremental, ...hints }: ResourceOptions,
  // The engine gives a cursor to every resource with `incremental`, which the overloads above say in types.
  records: (context: IncrementalContext<never>) => ProducedRecords,
): TypedResource<unknown> {
  checkName(name);
  checkTableHints(name, hints);
  const writeDisposition = toWriteDisposition(name, writeOptions);
  const { columns, tableName, selected, maxTableNesting, nestedHints, schemaContract, maxReplaceLoss } = hints;
  const keys = typeof primaryKey === 'string' ? [primaryKey] : primaryKey;
  if (writeDisposition === 'merge' && keys.length === 0) {
    throw new DangoError(`Resource "${name}" merges, but has no primary key to find the rows by.`, {
      code: 'module-invalid',
      hint: 'Add primaryKey: "id", or use writeDisposition "append" or "replace".',
      context: { resource: name },
    });
  }
  return typedResource({
    name,
    writeDisposition,
    primaryKey: keys,
    incremental,
    columns,
    // It is given what the resource yields in the end, which the overloads above say in types.
    tableName: tableName as Resource['tableName'],
    selected,
    maxTableNesting,
    schemaContract: schemaContract === undefined ? undefined : toSchemaContract(schemaContract),
    maxReplaceLoss: maxReplaceLoss === undefined ? undefined : parseShare(maxReplaceLoss),
    nestedHints,
    parent: undefined,
    records: ({ cursor, state = {}, signal, warn }) =>
      readRecords(name, warn, () => records({ cursor: cursor as Cursor<never>, state, signal, warn })),
  });
}

function checkName(name: unknown): void {
  if (typeof name === 'string' && name.trim() !== '') return;
  throw new DangoError(`A resource must have a name, but it is ${JSON.stringify(name)}.`, {
    code: 'module-invalid',
    hint: 'Name it after its table: resource("users", { … }, …).',
  });
}
