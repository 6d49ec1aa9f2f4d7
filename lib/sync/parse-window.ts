import { DangoError } from '../errors/dango-error.ts';
import { parseInstant } from '../util/parse-instant.ts';
import { parseSpan } from '../util/parse-span.ts';
import type { CursorWindow } from './extract/cursor-tracker.ts';

export interface WindowWords {
  /** An ISO date or instant, or a number. */
  readonly since?: string | undefined;
  /** The same. */
  readonly until?: string | undefined;
  /** How far back to start from `until` or, without it, from now: `12h`, `30d`, `8w`. Not together with `since`. */
  readonly backfill?: string | undefined;
}

/**
 * The range of a cursor that a person asks for in words; undefined where nothing is said.
 * @throws DangoError `usage-invalid` for what is no position, and for an end that does not lie behind the start.
 */
export function parseWindow({ since, until, backfill }: WindowWords, nowMs: number): CursorWindow | undefined {
  if (since === undefined && until === undefined && backfill === undefined) return undefined;
  if (since !== undefined && backfill !== undefined) {
    throw new DangoError('--backfill and --since both say where to start.', {
      code: 'usage-invalid',
      hint: 'Give one of them.',
    });
  }
  const end = until === undefined ? undefined : position('--until', until);
  const start = backfill === undefined ? since : startOfBackfill(backfill, until === undefined ? nowMs : end);
  const begin = start === undefined ? undefined : position('--since', start);
  if (typeof begin === 'number' && typeof end === 'number' && begin >= end) {
    throw new DangoError(`The range is empty: --until ${until} does not lie behind ${start}.`, {
      code: 'usage-invalid',
      hint: 'Give an end behind the start; the end itself does not belong to the range.',
    });
  }
  return { ...(start === undefined ? {} : { since: start }), ...(until === undefined ? {} : { until }) };
}

/** For the comparison of two: milliseconds since 1970, or the number itself. */
function position(option: string, text: string): number {
  const number = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
  const value = number ?? parseInstant(text)?.epochMs;
  if (value !== undefined) return value;
  throw new DangoError(`${option} "${text}" is no date, no instant and no number.`, {
    code: 'usage-invalid',
    hint: 'Write it as 2024-01-31, as 2024-01-31T10:00:00Z, or as a number where the cursor is one.',
  });
}

function startOfBackfill(text: string, endMs: number | undefined): string {
  const backMs = parseSpan(text)?.ms;
  if (backMs === undefined || endMs === undefined || endMs - backMs < -62_135_596_800_000) {
    throw new DangoError(`--backfill "${text}" is no span of time.`, {
      code: 'usage-invalid',
      hint: 'Write it as hours, days or weeks: 12h, 30d or 8w.',
    });
  }
  return `${new Date(endMs - backMs).toISOString().slice(0, 19)}Z`;
}
