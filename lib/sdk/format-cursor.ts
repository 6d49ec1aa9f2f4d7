import { convertInstant } from './convert-instant.ts';
import type { Cursor, RangeCursor } from './cursor.ts';
import type { CursorValue } from './incremental.ts';

/** What the positions of a cursor look like where an API wants to be told them. */
export type FormattedCursor = Cursor<string | number | undefined>;

/**
 * The positions of a cursor in the form that an API asks for: `unix_seconds`, `unix_milliseconds`, `date`, `datetime` or a
 * pattern such as `%d.%m.%Y`. Where that is coarser, more is asked for at both ends, and what is too much is dropped; only
 * an end that is now stays in the past, since an API may refuse what lies behind.
 * @throws DangoError `cursor-invalid` for a position that is no instant; `config-invalid` for a wrong pattern.
 */
export function formatCursor(cursor: RangeCursor, form: string): FormattedCursor {
  const convert = (value: CursorValue | undefined, isEnd = false): string | number | undefined =>
    value === undefined ? undefined : convertInstant(value, form, isEnd);
  return {
    initialValue: convert(cursor.initialValue),
    startValue: convert(cursor.startValue),
    endValue: convert(cursor.endValue, cursor.isEndNow !== true),
    lastValue: convert(cursor.lastValue),
  };
}
