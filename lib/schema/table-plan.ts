import type { ColumnType, StrictType } from './column-type.ts';
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
  | 'lists'
  /** All numbers. */
  | 'numbers'
  | 'integers'
  /** Integers that a BIGINT, or a DOUBLE, holds exactly, and the others: for a column whose type may not change. */
  | 'integers in bigint'
  | 'integers beyond bigint'
  | 'integers in double'
  | 'integers beyond double'
  | 'fractions'
  | 'texts'
  /** Texts that are instants, and the other texts. */
  | 'instants'
  | 'plain texts';

export interface ValueRead {
  readonly accessor: Accessor;
  /** What the accessor delivers. */
  readonly from: ReadType['kind'];
  readonly take: Take;
  /** Of these values only those that fit a type, or that do not. Absent: all of them. */
  readonly fit?: Fit;
}

/** Whether values fit the type of the column that their path has a claim to. */
export interface Fit {
  readonly type: StrictType;
  readonly does: boolean;
  /** The column of that type, and what of the path's values it was offered; they name the question {@link ExistingColumns.hasMisfits}. */
  readonly column: string;
  readonly offered: Take;
}

export interface PlannedColumn {
  readonly name: string;
  /** Keys from the record (or list element) down to the value; variants of one value share it. */
  readonly path: readonly string[];
  /** The path under which the name was claimed; a variant's differs from that of its value. */
  readonly owner: readonly string[];
  readonly type: ColumnType;
  /** Usually one; several where kinds of values meet in one column, of which at most one is not NULL; none where no row has a value. */
  readonly reads: readonly ValueRead[];
}

export interface TablePlan {
  readonly name: string;
  /** Keys from the root record to the list, `[]` for each list on the way; empty for the root table. */
  readonly path: readonly string[];
  /** Name of the table whose rows hold the list; undefined for the root table. */
  readonly parent: string | undefined;
  /** The list within a row of the parent. */
  readonly list: Accessor | undefined;
  readonly columns: readonly PlannedColumn[];
  /** Rows in which one of these has a value stay out, with all below them. Absent: none. */
  readonly unwanted?: readonly PlannedColumn[];
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
  /**
   * Which path a column (or, without `column`, a table) was made for, as {@link pathKey} writes it; undefined where
   * nothing is known. It keeps two keys that meet in one name apart over all loads, in whatever order they come.
   */
  ownerOf(table: string, column?: string): string | undefined;
  /** Whether every integer stored in the column is within ±2^53, so that DOUBLE holds it exactly. */
  isWithinDouble(table: string, column: string): boolean;
  /**
   * Whether some of the values that a column is offered do not fit its type, so that they need a variant column. Absent:
   * they may.
   */
  readonly hasMisfits?: ((table: string, column: string, offered: Take) => boolean) | undefined;
  /** True where columns that are there keep their type, whatever comes. Absent: they widen. */
  readonly areTypesFixed?: boolean;
}

/** A path as one text, for comparing and for keeping. */
export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}
