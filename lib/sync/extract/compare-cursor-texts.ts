import { isTimestampText } from '../../schema/timestamp-text.ts';

/**
 * The order of two texts at a cursor: that of the instants, to the last digit, where both are instants (one without a
 * time zone is in UTC; a date beside an instant is its midnight), else that of their characters. Negative: the first
 * comes first; 0: neither does.
 */
export function compareCursorTexts(one: string, other: string): number {
  if (one === other) return 0;
  if (!isTimestampText(one) && !isTimestampText(other)) return compare(one, other);
  const [first, second] = [midnightOf(one), midnightOf(other)];
  if (!isTimestampText(first) || !isTimestampText(second)) return compare(one, other);
  const [left, right] = [instantOf(first), instantOf(second)];
  return compare(left.milliseconds, right.milliseconds) || compare(left.fraction, right.fraction);
}

function midnightOf(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}

interface Instant {
  /** Whole seconds since 1970, in milliseconds. */
  readonly milliseconds: number;
  /** Digits behind the second, without zeros at the end. */
  readonly fraction: string;
}

const parts = /^(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)?:?(\d\d)?(?:\.(\d+))?(?:Z|([+-])(\d\d):?(\d\d)?)?$/;

function instantOf(text: string): Instant {
  const [, year, month, day, hour, minute = 0, second = 0, fraction = '', sign, offsetHours = 0, offsetMinutes = 0] =
    parts.exec(text) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const date = new Date(0);
  // Date.UTC would take the years 0 to 99 for those of the twentieth century.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const milliseconds = date.setUTCHours(Number(hour), Number(minute), Number(second)) - offset;
  return { milliseconds, fraction: fraction.replace(/0+$/, '') };
}

function compare<Value extends string | number>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
