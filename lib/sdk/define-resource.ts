import { DangoError } from '../errors/dango-error.ts';
import { checkNestedTables } from './nested-tables.ts';
import { keyOf } from '../spec/column-hint.ts';
import { mergeFault, type MergeFault } from '../spec/merge-fault.ts';
import { toSchemaContract } from '../spec/schema-contract.ts';
import { parseShare } from '../spec/share.ts';
import type { Cursor } from './cursor.ts';
import type { CursorValue, Incremental } from './incremental.ts';
import { combineValues } from './combine-values.ts';
import type { ProducedRecords } from './read-records.ts';
import type { Resource, ResourceContext } from './resource.ts';
import type { ResourceState } from './resource-state.ts';
import type { RowOf } from './row-of.ts';
import { checkSeries, cursorKeyOf, readSeries, seriesOf, type SeriesContext, type SeriesOptions } from './series.ts';
import { checkTableHints, type TableHints } from './table-hints.ts';
import { typedResource, type TypedResource } from './typed-resource.ts';
import { toWriteDisposition, type WriteOptions } from './write-options.ts';

/** What a resource does besides reading records. `Row` is what a record is. */
export interface ResourceOptions<Row = never> extends TableHints<Row>, SeriesOptions {
  /** `append` adds rows, `replace` swaps the table, `merge` updates rows by their keys. Default `append`. */
  readonly writeDisposition?: WriteOptions | undefined;
  /** Field or fields that identify a row. `merge` needs it. */
  readonly primaryKey?: string | readonly string[] | undefined;
  /**
   * Of `merge`: field or fields, such as a day, of which all rows with a value go away when records with that value come.
   * Default: none.
   */
  readonly mergeKey?: string | readonly string[] | undefined;
  /** Load only what is new since the last run. Default: everything, each time. */
  readonly incremental?: Incremental | undefined;
}

/** What a function that reads records is given. */
export interface RecordsContext extends Pick<ResourceContext, 'signal' | 'warn'>, SeriesContext {
  readonly state: ResourceState;
  /**
   * The same for all resources of the source: each sees at once what others write. What a resource wrote is saved together
   * with its rows, key by key; of a key that several write the last value counts. It is empty with a full refresh of the
   * whole source, and stays when single resources are refreshed or replaced. Give each resource keys of its own: of one
   * that several write, what a failed resource wrote is saved with the rows of another. The key `resources` is kept for
   * theirs. Objects in it are watched, so copy them by `JSON` or `{ ... }`; `structuredClone` does not take them.
   */
  readonly sourceState: ResourceState;
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
  { writeDisposition: writeOptions, primaryKey, mergeKey, incremental, ...rest }: ResourceOptions,
  // The engine gives a cursor to every resource with `incremental`, which the overloads above say in types.
  records: (context: IncrementalContext<never>) => ProducedRecords,
): TypedResource<unknown> {
  checkName(name);
  const { forEach, concurrency, onChildError, cursorPer, ...hints } = rest;
  checkTableHints(name, hints);
  checkSeries(name, rest);
  const { columns, tableName, selected, maxTableNesting, nestedHints, nullColumns, schemaContract, maxReplaceLoss } =
    hints;
  const { disposition: writeDisposition, merge } = toWriteDisposition(name, writeOptions);
  const keys = keyOf(primaryKey, columns, 'primaryKey');
  const mergeKeys = keyOf(mergeKey, columns, 'mergeKey');
  if (writeDisposition === 'merge') {
    const readsChanges = incremental !== undefined && incremental.endValue === undefined;
    refuseMerge(name, mergeFault({ merge, primaryKey: keys, mergeKey: mergeKeys, columns, readsChanges }));
  }
  checkNestedTables(name, hints, writeDisposition);
  return typedResource({
    name,
    writeDisposition,
    merge,
    primaryKey: keys,
    mergeKey: mergeKeys.length === 0 ? undefined : mergeKeys,
    incremental,
    columns,
    // It is given what the resource yields in the end, which the overloads above say in types.
    tableName: tableName as Resource['tableName'],
    selected,
    maxTableNesting,
    nullColumns,
    schemaContract: schemaContract === undefined ? undefined : toSchemaContract(schemaContract),
    maxReplaceLoss: maxReplaceLoss === undefined ? undefined : parseShare(maxReplaceLoss),
    nestedHints,
    parent: undefined,
    forEach: forEach === undefined ? undefined : combineValues(forEach),
    concurrency,
    onChildError,
    cursorKey: cursorKeyOf(cursorPer),
    records: ({ cursor, state = {}, sourceState = {}, signal, warn, ...context }) =>
      readSeries({ resource: name, parent: undefined, warn }, () =>
        records({ cursor: cursor as Cursor<never>, state, sourceState, signal, warn, ...seriesOf(context) }),
      ),
  });
}

function refuseMerge(name: string, fault: MergeFault | undefined): void {
  if (fault === undefined) return;
  const inCode = (words: string): string =>
    words.replaceAll('primary key', 'primaryKey').replaceAll('merge key', 'mergeKey');
  throw new DangoError(`Resource "${name}" ${fault.problem}.`, {
    code: 'module-invalid',
    hint: inCode(fault.hint),
    context: { resource: name },
  });
}

function checkName(name: unknown): void {
  if (typeof name === 'string' && name.trim() !== '') return;
  throw new DangoError(`A resource must have a name, but it is ${JSON.stringify(name)}.`, {
    code: 'module-invalid',
    hint: 'Name it after its table: resource("users", { … }, …).',
  });
}
