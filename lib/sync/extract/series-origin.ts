import type { JsonValue } from '../../spec/json-value.ts';

/** What one series of requests is sent for. */
export interface SeriesOrigin {
  /** Undefined for a resource without parent. */
  readonly parentRecord: unknown;
  /** The records above, the parent's included, by name of their resource. */
  readonly recordsAbove: Readonly<Record<string, unknown>>;
  /** The entry of the resource's `forEach`; empty without one. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** That of a resource which is read for nothing in particular. */
export const rootOrigin: SeriesOrigin = { parentRecord: undefined, recordsAbove: {}, values: {} };

/** Each origin once for each entry: a resource is read for all combinations of both. */
export function crossOrigins(
  origins: readonly SeriesOrigin[],
  entries: readonly SeriesOrigin['values'][] | undefined,
): readonly SeriesOrigin[] {
  if (entries === undefined) return origins;
  return origins.flatMap((origin) => entries.map((values) => ({ ...origin, values })));
}
