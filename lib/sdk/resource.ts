import type { WriteDisposition } from '../spec/rest-source.ts';
import type { Cursor } from './cursor.ts';
import type { Incremental } from './incremental.ts';

/** One endpoint, one root table. */
export interface Resource {
  /** Free text; the table name is made of it by the naming convention. */
  readonly name: string;
  readonly writeDisposition: WriteDisposition;
  /** Columns (record fields) that identify a row; needed for `merge`. */
  readonly primaryKey: readonly string[];
  readonly incremental: Incremental | undefined;
  /** Name of the resource whose records this one is read for; undefined for a resource of its own. */
  readonly parent: string | undefined;
  /**
   * Reads the records. A yielded list is a page, anything else a single record.
   * Called once, or once per record of the parent.
   */
  records(context: ResourceContext): Records;
}

export type Records = AsyncIterable<unknown> | Iterable<unknown>;

export interface ResourceContext {
  /** Where the last run ended; the same object for the whole run. Undefined without `incremental`. */
  readonly cursor: Cursor | undefined;
  /** The parent's record; undefined for a resource without parent. */
  readonly parentRecord: unknown;
  /** Fires when the run is cancelled. */
  readonly signal: AbortSignal;
  /** Tells the person something that is not an error, once per text. */
  readonly warn: (message: string, hint?: string) => void;
}
