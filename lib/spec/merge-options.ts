/** How a merge finds and changes rows. */
export const mergeStrategies = ['delete-insert', 'upsert', 'insert-only', 'scd2'] as const;
export type MergeStrategy = (typeof mergeStrategies)[number];

/** Both are one transaction: the table is never empty in between. */
export const replaceStrategies = ['truncate-and-insert', 'insert-from-staging'] as const;
export type ReplaceStrategy = (typeof replaceStrategies)[number];

/** A merge and its options. */
export interface MergeOptions {
  /**
   * `delete-insert`: rows with a key that comes go away, with their child rows, and the new ones come in. `upsert`: the
   * same by the primary key alone, and a row keeps its `_dlt_id`. `insert-only`: rows with a new key come in, all others
   * stay as they are. `scd2`: each version of a row is kept, with the time from which and up to which it counted.
   */
  readonly strategy: MergeStrategy;
  /** Of `delete-insert`: the records have no key twice, so none of them is dropped. Default false. */
  readonly deduplicated?: boolean | undefined;
  /** Of `scd2`: the columns of the time. Default `_dlt_valid_from`, `_dlt_valid_to`. */
  readonly validityColumnNames?: readonly [from: string, to: string] | undefined;
  /** Of `scd2`: the end of a row that still counts, an ISO instant or date. Default null. */
  readonly activeRecordTimestamp?: string | undefined;
  /** Of `scd2`: the time at which versions end and begin, an ISO instant or date. Default: when the load was made. */
  readonly boundaryTimestamp?: string | undefined;
  /** Of `scd2`: the field that tells versions apart. Default: all fields, those of lists included. */
  readonly rowVersionColumnName?: string | undefined;
}
