import type { CursorValue } from './incremental.ts';

/** The position in the data as a resource sees it while it runs. */
export interface Cursor<Value extends CursorValue | undefined = CursorValue | undefined> {
  readonly initialValue: Value;
  /** Where this run starts: the saved value, else the initial one. Does not move during the run. */
  readonly startValue: Value;
  /** Where this run ends; undefined for no end. */
  readonly endValue?: CursorValue | undefined;
  /** The highest value seen so far, in this run or before. */
  readonly lastValue: Value;
}

/** The cursor that one request is made with. */
export interface RangeCursor extends Cursor {
  /** Whether the end is only the instant of the run: what comes later counts too. Default: it is a real end. */
  readonly isEndNow?: boolean | undefined;
}
