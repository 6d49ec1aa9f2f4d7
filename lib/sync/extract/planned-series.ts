import type { CursorSlice, CursorTracker } from './cursor-tracker.ts';
import type { SeriesOrigin } from './series-origin.ts';

/** A series of requests that is to be sent: for one origin and, with a cursor, one part of its range. */
export interface PlannedSeries {
  readonly origin: SeriesOrigin;
  /** Undefined without a cursor. */
  readonly cursor: CursorTracker | undefined;
  readonly slice: CursorSlice | undefined;
  /** Shared by the series of one origin. */
  readonly progress: SeriesProgress;
}

export interface SeriesProgress {
  pages: number;
  /** Whether the origin is left out. */
  isSkipped: boolean;
}

/**
 * The series of a resource, origin by origin and part by part.
 * @throws what `cursorFor` throws.
 */
export function* planSeries(
  origins: Iterable<SeriesOrigin>,
  cursorFor: (origin: SeriesOrigin) => CursorTracker | undefined,
): Generator<PlannedSeries, undefined> {
  for (const origin of origins) {
    const cursor = cursorFor(origin);
    const progress = { pages: 0, isSkipped: false };
    if (cursor === undefined) yield { origin, cursor, slice: undefined, progress };
    else for (const slice of cursor.slices) yield { origin, cursor, slice, progress };
  }
}
