/** A span of time as a person writes it. */
export interface Span {
  readonly ms: number;
  /** Of the unit that it is written in. */
  readonly unitMs: number;
}

const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** Reads hours, days or weeks: `12h`, `30d`, `8w`. Undefined for anything else, and for no time at all. */
export function parseSpan(text: string): Span | undefined {
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  const unitMs = unitsMs[unit];
  const ms = unitMs === undefined ? 0 : Number(count) * unitMs;
  return unitMs === undefined || ms === 0 ? undefined : { ms, unitMs };
}
