import { DangoError } from '../errors/dango-error.ts';
import type { CursorValue } from './incremental.ts';
import { parseInstantPattern, type PatternLetter } from '../spec/instant-pattern.ts';
import { parseInstant } from '../util/parse-instant.ts';
import { roundUp } from './round-up.ts';

/** Numbers above are milliseconds since 1970, others seconds: the one is in 5138, the other was in 1973. */
const firstMilliseconds = 100_000_000_000;

/**
 * A cursor's value in the form that an API asks for: `unix_seconds`, `unix_milliseconds`, `date`, `datetime` or a
 * pattern. Numbers are seconds or, where they are too large for that, milliseconds since 1970.
 * @param isEnd whether it becomes later, and not earlier, where the form cannot say it. Default false.
 * @throws DangoError `cursor-invalid` for a value that is no instant; `config-invalid` for a wrong pattern.
 */
export function convertInstant(value: CursorValue, form: string, isEnd = false): string | number {
  const givenMs = epochOf(value, isEnd);
  if (givenMs === undefined) {
    throw new DangoError(
      `The cursor value ${JSON.stringify(String(value))} cannot be converted to ${form}: it is no instant.`,
      {
        code: 'cursor-invalid',
        hint: 'Remove convert, or choose a cursor whose values are ISO dates or seconds since 1970.',
      },
    );
  }
  const epochMs = isEnd ? roundUp(givenMs, form) : givenMs;
  const iso = new Date(epochMs).toISOString();
  switch (form) {
    case 'unix_seconds':
      return Math.floor(epochMs / 1000);
    case 'unix_milliseconds':
      return epochMs;
    case 'date':
      return iso.slice(0, 10);
    case 'datetime':
      return `${iso.slice(0, 19)}Z`;
    default:
      return parseInstantPattern(form)
        .map((part) => (part.type === 'literal' ? part.text : fieldOf(part.letter, epochMs, iso)))
        .join('');
  }
}

/** @param isEnd whether what is finer than a millisecond counts as one. */
function epochOf(value: CursorValue, isEnd: boolean): number | undefined {
  if (typeof value !== 'string') return fromNumber(Number(value), isEnd);
  const instant = parseInstant(value);
  if (instant !== undefined) return instant.epochMs + (isEnd && /[1-9]/.test(instant.fraction.slice(3)) ? 1 : 0);
  return /^-?\d+(?:\.\d+)?$/.test(value) ? fromNumber(Number(value), isEnd) : undefined;
}

function fromNumber(value: number, isEnd: boolean): number | undefined {
  const exactMs = Math.abs(value) >= firstMilliseconds ? value : value * 1000;
  const epochMs = isEnd ? Math.ceil(exactMs) : Math.floor(exactMs);
  // The largest instant that a date can hold.
  return Math.abs(epochMs) <= 8_640_000_000_000_000 ? epochMs : undefined;
}

function fieldOf(letter: PatternLetter, epochMs: number, iso: string): string {
  switch (letter) {
    case 'Y':
      return iso.slice(0, 4);
    case 'y':
      return iso.slice(2, 4);
    case 'm':
      return iso.slice(5, 7);
    case 'd':
      return iso.slice(8, 10);
    case 'H':
      return iso.slice(11, 13);
    case 'M':
      return iso.slice(14, 16);
    case 'S':
      return iso.slice(17, 19);
    case 'f':
      return `${iso.slice(20, 23)}000`;
    case 'j':
      return String(Math.floor((epochMs - Date.UTC(Number(iso.slice(0, 4)), 0, 1)) / 86_400_000) + 1).padStart(3, '0');
    case 's':
      return String(Math.floor(epochMs / 1000));
    case 'z':
      return '+0000';
  }
}
