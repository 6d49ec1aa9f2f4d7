import type { CursorValue } from '../../sdk/incremental.ts';
import { alignBound } from './align-bound.ts';
import { compareCursorValues } from './compare-cursor-values.ts';

/** A clock that is slow, or local times of the far west that name no zone, are less than that behind. */
const unsettledMs = 86_400_000;

/** Whether nothing new can have a value before this one, which is so for instants more than a day ago. */
export function isSettled(value: CursorValue, nowMs: number): boolean {
  const since = alignBound(new Date(nowMs - unsettledMs).toISOString(), value);
  return (compareCursorValues(value, since) ?? 1) <= 0;
}
