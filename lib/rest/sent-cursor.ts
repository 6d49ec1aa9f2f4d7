import type { Cursor } from '../sdk/cursor.ts';
import type { CursorValue } from '../sdk/incremental.ts';
import type { RestIncremental } from '../spec/rest-source.ts';
import { convertInstant } from './convert-instant.ts';

/** The positions of a cursor in the form in which they are sent. */
export function sentCursor(
  cursor: Cursor | undefined,
  incremental: RestIncremental | undefined,
  resource: string,
): Cursor | undefined {
  const form = incremental?.convert;
  if (cursor === undefined || form === undefined) return cursor;
  const convert = (value: CursorValue | undefined): CursorValue | undefined =>
    value === undefined ? undefined : convertInstant(value, form, resource);
  return {
    initialValue: convert(cursor.initialValue),
    startValue: convert(cursor.startValue),
    endValue: convert(cursor.endValue),
    lastValue: convert(cursor.lastValue),
  };
}
