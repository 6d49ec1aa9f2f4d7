import type { CursorValue } from './incremental.ts';

/** The position in the data as a resource sees it while it runs. */
export interface Cursor {
  readonly initialValue: CursorValue | undefined;
  /** Where this run starts: the saved value, else the initial one. Does not move during the run. */
  readonly startValue: CursorValue | undefined;
  /** The highest value seen so far, in this run or before. */
  readonly lastValue: CursorValue | undefined;
}
