import type { HintType } from './hint-type.ts';

/** What is known of a column before its first value has come. */
export interface ColumnHint {
  /** Type that the column is made with. Default: by the values. */
  readonly type?: HintType | undefined;
  /** False: a record without a value refuses the resource, with an error that names it. Default true. */
  readonly nullable?: boolean | undefined;
  /** Belongs to the primary key, where `primaryKey` itself says nothing. Default false. */
  readonly primaryKey?: boolean | undefined;
  /** Belongs to the merge key, where `mergeKey` itself says nothing. Default false. */
  readonly mergeKey?: boolean | undefined;
  /** In a merge: true (or any value of another type) says that the row is gone. Default false. */
  readonly hardDelete?: boolean | undefined;
  /** In a merge: of several new records with one primary key the one with the greatest (`desc`) or least value counts. Default: the last one. */
  readonly dedupSort?: 'asc' | 'desc' | undefined;
}

/** By the path of the field: `{ price: { type: 'double' } }`. */
export type ColumnHints = Readonly<Record<string, ColumnHint>>;

/** A key as it is told, else as the columns tell it. */
export function keyOf(
  told: string | readonly string[] | undefined,
  columns: ColumnHints | undefined,
  flag: 'primaryKey' | 'mergeKey',
): readonly string[] {
  if (told !== undefined) return typeof told === 'string' ? [told] : told;
  return Object.keys(columns ?? {}).filter((field) => columns?.[field]?.[flag] === true);
}
