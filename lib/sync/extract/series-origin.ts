import type { JsonValue } from '../../spec/json-value.ts';

/** What one series of requests is sent for. */
export interface SeriesOrigin {
  /** Undefined for a resource without parent. */
  readonly parentRecord: unknown;
  /** The records above, the parent's included, by name of their resource. */
  readonly recordsAbove: Readonly<Record<string, unknown>>;
  /** The exchange that brought `parentRecord`. Absent: there is none. */
  readonly parentExchange?: number;
  /** The entry of the resource's `forEach`; empty without one. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** That of a resource which is read for nothing in particular. */
export const rootOrigin: SeriesOrigin = { parentRecord: undefined, recordsAbove: {}, values: {} };

/**
 * Each origin once for each combination of the records of further parents, and for each entry; the last one changes
 * fastest. Made one at a time, for there may be many.
 */
export function* crossOrigins(
  origins: readonly SeriesOrigin[],
  others: readonly (readonly SeriesOrigin[])[],
  entries: readonly SeriesOrigin['values'][] | undefined,
): Generator<SeriesOrigin, undefined> {
  for (const origin of origins) {
    for (const crossed of crossParents(origin, others)) {
      if (entries === undefined) yield crossed;
      else for (const values of entries) yield { ...crossed, values };
    }
  }
  return undefined;
}

function* crossParents(
  origin: SeriesOrigin,
  [next, ...others]: readonly (readonly SeriesOrigin[])[],
): Generator<SeriesOrigin> {
  if (next === undefined) {
    yield origin;
    return;
  }
  for (const { recordsAbove } of next) {
    yield* crossParents({ ...origin, recordsAbove: { ...origin.recordsAbove, ...recordsAbove } }, others);
  }
}
