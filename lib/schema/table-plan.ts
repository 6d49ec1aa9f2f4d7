import type { ColumnType } from './column-type.ts';
import type { ReadType } from './read-type.ts';

/** The way from a record (or from the element of a list) to a value inside. */
export type Accessor =
  /** The record of a root table, the list element of a child table. */
  | { readonly step: 'row' }
  /** A field of a typed object. */
  | { readonly step: 'field'; readonly of: Accessor; readonly key: string }
  /** A field of an object that is read as JSON. */
  | { readonly step: 'pointer'; readonly of: Accessor; readonly key: string }
  /** The objects (lists) among the JSON values, read with the given type. */
  | { readonly step: 'objects' | 'lists'; readonly of: Accessor; readonly type: ReadType };

/** Which of the values at a place a column takes. */
export type Take =
  /** All; the place has one type. */
  | 'all'
  | 'booleans'
  /** All numbers. */
  | 'numbers'
  | 'integers'
  | 'fractions'
  | 'texts'
  /** Texts that are instants, and the other texts. */
  | 'instants'
  | 'plain texts'
  /** Objects and lists. */
  | 'nested';

export interface ValueRead {
  readonly accessor: Accessor;
  /** What the accessor delivers. */
  readonly from: ReadType['kind'];
  readonly take: Take;
}

export interface PlannedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Usually one; several where kinds of values meet in one column, of which at most one is not NULL. */
  readonly reads: readonly ValueRead[];
}

export interface TablePlan {
  readonly name: string;
  /** Name of the table whose rows hold the list; undefined for the root table. */
  readonly parent: string | undefined;
  /** The list within a row of the parent. */
  readonly list: Accessor | undefined;
  readonly columns: readonly PlannedColumn[];
}

export interface ResourcePlan {
  /** The root table first; a parent always stands before its children. */
  readonly tables: readonly TablePlan[];
  /** What the records are read as; `json` when the root's keys cannot be declared as columns. */
  readonly root: { readonly form: 'typed' | 'json'; readonly columns: readonly (readonly [string, ReadType])[] };
  readonly widened: readonly WidenedColumn[];
  /** Sentences for the person: two keys that meet in one name, an object with data as keys. */
  readonly warnings: readonly string[];
}

export interface WidenedColumn {
  readonly table: string;
  readonly column: string;
  readonly from: ColumnType;
  readonly to: ColumnType;
}

/** What the warehouse holds already. */
export interface ExistingColumns {
  typeOf(table: string, column: string): ColumnType | undefined;
  /** Whether every integer stored in the column is within ±2^53, so that DOUBLE holds it exactly. */
  isWithinDouble(table: string, column: string): boolean;
}
