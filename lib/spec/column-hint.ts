import type { HintType } from './hint-type.ts';

/** What is known of a column before its first value has come. */
export interface ColumnHint {
  /** Type that the column is made with. Default: by the values. */
  readonly type?: HintType | undefined;
  /**
   * Digits of a `decimal` (1 to 38, default 38); bits of a `bigint` (1 to 128, default 64); digits of a second's fraction
   * of a `timestamp` without time zone (0 to 9, default 6). Other types only keep it in the schema.
   */
  readonly precision?: number | undefined;
  /** Digits of a `decimal` behind the point, 0 to its precision. Default 9. */
  readonly scale?: number | undefined;
  /** False: instants of a `timestamp` are kept in UTC, in a column without time zone. Default true. */
  readonly timezone?: boolean | undefined;
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
