import type { Cursor, RangeCursor } from '../sdk/cursor.ts';
import type { CursorValue } from '../sdk/incremental.ts';
import type { RestIncremental } from '../spec/rest-source.ts';
import { convertInstant } from './convert-instant.ts';

/**
 * The positions of a cursor in the form in which they are sent. Where that is coarser, more is asked for at both ends, for
 * what is too much is dropped; only an end that is now stays in the past, since an API may refuse what lies behind.
 */
export function sentCursor(
  cursor: RangeCursor | undefined,
  incremental: RestIncremental | undefined,
  resource: string,
): Cursor | undefined {
  const form = incremental?.convert;
  if (cursor === undefined || form === undefined) return cursor;
  const convert = (value: CursorValue | undefined, isEnd = false): CursorValue | undefined =>
    value === undefined ? undefined : convertInstant(value, form, resource, isEnd);
  return {
    initialValue: convert(cursor.initialValue),
    startValue: convert(cursor.startValue),
    endValue: convert(cursor.endValue, cursor.isEndNow !== true),
    lastValue: convert(cursor.lastValue),
  };
}
