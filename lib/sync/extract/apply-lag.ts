import type { CursorValue } from '../../sdk/incremental.ts';
import { parseInstant, writeInstant } from '../../util/parse-instant.ts';

const dayMs = 86_400_000;

/**
 * A cursor's value moved back: numbers by so many units, instants by seconds, dates by days, months by months. A text
 * keeps its form. Undefined for a text that is none of these.
 */
export function applyLag(value: CursorValue, lag: number): CursorValue | undefined {
  if (typeof value === 'number') return value - lag;
  if (typeof value === 'bigint') return value - BigInt(Math.ceil(lag));
  const instant = parseInstant(value);
  if (instant === undefined) return undefined;
  if (instant.precision === 'time') {
    const moved = writeInstant(instant.epochMs - Math.ceil(lag * 1000), instant);
    return moved;
  }
  if (instant.precision === 'day') return writeInstant(instant.epochMs - Math.ceil(lag) * dayMs, instant);
  const date = new Date(instant.epochMs);
  return writeInstant(date.setUTCMonth(date.getUTCMonth() - Math.ceil(lag)), instant);
}
