import type { CursorValue } from '../../sdk/incremental.ts';
import { parseInstant, writeInstant } from '../../util/parse-instant.ts';

/** Numbers above are milliseconds since 1970, others seconds: the one is in 5138, the other was in 1973. */
const firstMilliseconds = 100_000_000_000;

/**
 * A bound that a person gave, in the form that a cursor's values have: an instant becomes seconds or milliseconds beside
 * a number, a date beside dates, an instant beside instants. What cannot be put so stays as it is.
 * @param like a value of the cursor; undefined where none is known.
 */
export function alignBound(bound: string, like: CursorValue | undefined): CursorValue {
  if (like === undefined) return bound;
  const instant = parseInstant(bound);
  if (typeof like !== 'string') {
    const given = Number(bound);
    if (instant === undefined || (!bound.includes('-') && !instant.isCompact))
      return Number.isNaN(given) ? bound : given;
    return Number(like) >= firstMilliseconds ? instant.epochMs : Math.floor(instant.epochMs / 1000);
  }
  const form = parseInstant(like);
  if (instant === undefined || form === undefined) return bound;
  // A bound without a zone, or with another one, must not be compared by its letters.
  return writeInstant(instant.epochMs, form);
}
