import type { CursorValue } from '../../sdk/incremental.ts';
import { parseInstant, writeInstant } from '../../util/parse-instant.ts';
import { parseSpan, type Span } from '../../util/parse-span.ts';
import { alignBound } from './align-bound.ts';
import { compareCursorValues } from './compare-cursor-values.ts';

/** A part of the range that a run reads. What lies at a bound between two parts belongs to one of them only. */
export interface CursorRange {
  readonly start: CursorValue | undefined;
  /** Up to where is asked for. Of the last part it drops nothing, unless the run itself ends there. */
  readonly end: CursorValue | undefined;
  readonly isLast: boolean;
}

/** Numbers above are milliseconds since 1970, others seconds, as in `alignBound`. */
const firstMilliseconds = 100_000_000_000;
const dayMs = 86_400_000;
/** Beyond that somebody has mistaken the unit. */
export const mostWindows = 100_000;

/**
 * Cuts the range from `start` to `end`, or to now, into windows of one length. Bounds between two windows lie at full
 * hours or, for days and weeks, at midnight in UTC: what an API rounds to seconds, or to dates, is cut at the same place.
 * @param length hours, days or weeks as in `30d`, or a number for a cursor of numbers.
 * @param count only so many, from the first one on. Default: all.
 * @returns undefined where it cannot be cut: the cursor is no instant, a window is shorter than its steps, or there would
 *   be more than {@link mostWindows}.
 */
export function splitRange(
  start: CursorValue,
  end: CursorValue | undefined,
  length: string | number,
  nowMs: number,
  count = Number.POSITIVE_INFINITY,
): readonly CursorRange[] | undefined {
  const last = end ?? (typeof length === 'string' ? alignBound(new Date(nowMs).toISOString(), start) : undefined);
  if (last === undefined) return undefined;
  const ranges: CursorRange[] = [];
  for (let from = start; ranges.length < mostWindows;) {
    if (ranges.length === count) return ranges;
    const bound = boundBehind(from, length);
    if (bound === undefined || !((compareCursorValues(bound, from) ?? 0) > 0)) return undefined;
    const order = compareCursorValues(bound, last);
    if (order === undefined) return undefined;
    if (order >= 0) {
      // A position in the future still asks for something.
      const isEmpty = end === undefined && !((compareCursorValues(last, from) ?? 0) > 0);
      ranges.push({ start: from, end: isEmpty ? bound : last, isLast: true });
      return ranges;
    }
    ranges.push({ start: from, end: bound, isLast: false });
    from = bound;
  }
  return undefined;
}

function boundBehind(from: CursorValue, length: string | number): CursorValue | undefined {
  if (typeof length === 'number') {
    if (typeof from === 'bigint') return from + BigInt(Math.ceil(length));
    return typeof from === 'number' ? from + length : undefined;
  }
  const span = parseSpan(length);
  if (span === undefined) return undefined;
  if (typeof from !== 'string') {
    const unit = Number(from) >= firstMilliseconds ? 1 : 1000;
    const bound = alignedBehind(Number(from) * unit, span) / unit;
    return typeof from === 'bigint' ? BigInt(bound) : bound;
  }
  const instant = parseInstant(from);
  return instant === undefined ? undefined : writeInstant(alignedBehind(instant.epochMs, span), instant);
}

function alignedBehind(epochMs: number, { ms, unitMs }: Span): number {
  const alignMs = Math.min(unitMs, dayMs);
  return Math.floor((epochMs + ms) / alignMs) * alignMs;
}
