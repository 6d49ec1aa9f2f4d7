import { parseInstantPattern } from '../spec/instant-pattern.ts';

const unitsMs = { f: 1, S: 1000, s: 1000, M: 60_000, H: 3_600_000, d: 86_400_000, j: 86_400_000 } as const;
const formsMs = { unix_milliseconds: 1, unix_seconds: 1000, datetime: 1000, date: 86_400_000 } as const;

/**
 * The first instant from this one on that a form of `convertInstant` can say: an end that lost its time would lie before
 * records that are wanted.
 * @throws DangoError `config-invalid` for a wrong pattern.
 */
export function roundUp(epochMs: number, form: string): number {
  const known = Object.entries(formsMs).find(([name]) => name === form);
  if (known !== undefined) return ceilTo(epochMs, known[1]);
  const letters: readonly string[] = parseInstantPattern(form).flatMap((part) =>
    part.type === 'field' ? [part.letter] : [],
  );
  const units = Object.entries(unitsMs).flatMap(([letter, unit]) => (letters.includes(letter) ? [unit] : []));
  if (units.length > 0) return ceilTo(epochMs, Math.min(...units));
  const hasMonth = letters.includes('m');
  const date = new Date(epochMs);
  const [year, month] = [date.getUTCFullYear(), hasMonth ? date.getUTCMonth() : 0];
  const first = new Date(0).setUTCFullYear(year, month, 1);
  if (first === epochMs) return epochMs;
  return hasMonth ? new Date(0).setUTCFullYear(year, month + 1, 1) : new Date(0).setUTCFullYear(year + 1, 0, 1);
}

function ceilTo(epochMs: number, unitMs: number): number {
  return Math.ceil(epochMs / unitMs) * unitMs;
}
