import type { WriteDisposition } from '../spec/rest-source.ts';
import type { SchemaContract } from '../spec/schema-contract.ts';
import type { JsonValue } from '../spec/json-value.ts';
import type { Cursor } from './cursor.ts';
import type { Incremental } from './incremental.ts';
import type { ResourceState } from './resource-state.ts';
import type { ColumnHints } from '../spec/column-hint.ts';
import type { MergeOptions } from '../spec/merge-options.ts';
import type { TableHints } from './table-hints.ts';

/** One endpoint, one root table. */
export interface Resource {
  /** Free text; the table name is made of it by the naming convention. */
  readonly name: string;
  /** Free text that names the table in the place of `name`; a function names it for each record as it is stored. */
  readonly tableName?: string | ((row: unknown) => string) | undefined;
  /** False: read only where a resource below needs its records, or when it is asked for by name. Default true. */
  readonly selected?: boolean | undefined;
  /** What is known of columns, by the path of their field. Default: what the values that come tell. */
  readonly columns?: ColumnHints | undefined;
  /** What is known of child tables, by the path of their list. Absent: nothing. */
  readonly nestedHints?: TableHints['nestedHints'];
  /** Levels of objects and lists that become columns and tables; what lies deeper is kept as JSON. Default: all. */
  readonly maxTableNesting?: number | undefined;
  /** What becomes of fields that never had a value: `omit`, no column, or `text`, a column of text. Default `omit`. */
  readonly nullColumns?: 'omit' | 'text' | undefined;
  /** What its tables may become. Absent: anything. */
  readonly schemaContract?: SchemaContract | undefined;
  /** Share of its rows that a table may lose when it is replaced, 0 to 1. Absent: as the project says. */
  readonly maxReplaceLoss?: number | undefined;
  readonly writeDisposition: WriteDisposition;
  /** How a `merge` goes. Default: by `delete-insert`. */
  readonly merge?: MergeOptions | undefined;
  /** Columns (record fields) that identify a row; needed for `merge`. */
  readonly primaryKey: readonly string[];
  /** Record fields of which all rows with a value go away when records with that value come. Default: none. */
  readonly mergeKey?: readonly string[] | undefined;
  readonly incremental: Incremental | undefined;
  /**
   * Names what a series is read for, so that each has a saved cursor of its own; bounded to 10,000. Absent: one cursor
   * for all.
   */
  readonly cursorKey?:
    | ((context: Pick<ResourceContext, 'parentRecord' | 'recordsAbove' | 'values'>) => string)
    | undefined;
  /** Name of the resource whose records this one is read for; undefined for a resource of its own. */
  readonly parent: string | undefined;
  /** Further resources whose records it is read for, in every combination with the parent's. Absent: none. */
  readonly crossWith?: readonly CrossedParent[] | undefined;
  /** What it is read for besides the parent's records: once for each entry. Absent: once. */
  readonly forEach?: readonly Readonly<Record<string, JsonValue>>[] | undefined;
  /** Records of the parent, or entries of `forEach`, that it is read for at the same time. Default 1. */
  readonly concurrency?: number | undefined;
  /**
   * Whether a series that the API refuses (or whose parent lacks a field) is left out with a warning, or fails the
   * resource. Default `fail`.
   */
  readonly onChildError?: 'fail' | 'skip' | undefined;
  /**
   * Reads the records. A yielded list is a page, anything else a single record.
   * Called once, or once per record of the parent and entry of `forEach`.
   */
  records(context: ResourceContext): Records;
}

/** A further parent. Its records are held in memory until the combinations have been read. */
export interface CrossedParent {
  /** Name of the resource; neither it nor any above it stands above the parent, too. */
  readonly resource: string;
  /** What of a record of it, or of a resource above it, is needed. */
  readonly keep: (resource: string, record: unknown) => unknown;
}

export type Records = AsyncIterable<unknown> | Iterable<unknown>;

export interface ResourceContext {
  /** Where the last run ended; the same object for the whole run. Undefined without `incremental`. */
  readonly cursor: Cursor | undefined;
  /** What the resource remembers; the same object for the whole run. Absent: an empty one. */
  readonly state?: ResourceState | undefined;
  /** What the source remembers, for all of its resources; see `RecordsContext`. Absent: an empty one. */
  readonly sourceState?: ResourceState | undefined;
  /** The parent's record; undefined for a resource without parent. */
  readonly parentRecord: unknown;
  /** The records above, the parent's included, by name of their resource. Absent: none but the parent's. */
  readonly recordsAbove?: Readonly<Record<string, unknown>> | undefined;
  /** The entry of `forEach` that is read for. Absent: none. */
  readonly values?: Readonly<Record<string, JsonValue>> | undefined;
  /** Fires when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Tells the person something that is not an error, once per text. */
  readonly warn: (message: string, hint?: string) => void;
}
