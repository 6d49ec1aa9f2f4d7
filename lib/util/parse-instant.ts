/** An instant, with the way it was written, so that another one can be written the same way. */
export interface WrittenInstant {
  /** Since 1970, in UTC. */
  readonly epochMs: number;
  /** Digits behind the second, as written; empty for none. */
  readonly fraction: string;
  /** `day`: a date alone, as `2024-01-31` or `20240131`. `time`: a date with a time. `month`: `2024-01`. */
  readonly precision: 'month' | 'day' | 'time';
  readonly isCompact: boolean;
  /** What stands between date and time. */
  readonly separator: string;
  /** Parts of the time that were written: hours, minutes, seconds. */
  readonly timeParts: number;
  /** `Z`, `+02:00` …; empty where none was written. */
  readonly zone: string;
  /** Of the zone. */
  readonly offsetMinutes: number;
}

const dashed =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:([T ])(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?)?$/i;
const compact = /^(\d{4})(\d\d)(\d\d)(?:(T)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Reads an ISO date, with or without a time; one without a time zone is in UTC. Undefined for anything else. */
export function parseInstant(text: string): WrittenInstant | undefined {
  const isCompact = compact.test(text);
  const [, year, month, day, separator = '', hour, minute, second, ...rest] =
    (isCompact ? compact : dashed).exec(text) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const [fraction = '', zone = ''] = isCompact ? ['', rest[0]] : rest;
  const offsetMinutes = offsetOf(zone);
  const date = new Date(0);
  // Date.UTC would take the years 0 to 99 for those of the twentieth century.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day ?? 1));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day ?? 1);
  if (!isReal || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return undefined;
  const local = date.setUTCHours(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  return {
    epochMs: local + Math.trunc(Number(`0.${fraction || '0'}`) * 1000) - offsetMinutes * 60_000,
    fraction,
    precision: day === undefined ? 'month' : hour === undefined ? 'day' : 'time',
    isCompact,
    separator,
    timeParts: [hour, minute, second].filter((part) => part !== undefined).length,
    zone,
    offsetMinutes,
  };
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Writes an instant in the way of another one. Digits behind the second are those of `epochMs`, as many as there were. */
export function writeInstant(epochMs: number, like: WrittenInstant): string {
  const local = new Date(epochMs + like.offsetMinutes * 60_000).toISOString();
  const dash = like.isCompact ? '' : '-';
  const month = `${local.slice(0, 4)}${dash}${local.slice(5, 7)}`;
  if (like.precision === 'month') return month;
  const day = `${month}${dash}${local.slice(8, 10)}`;
  if (like.precision === 'day') return day;
  const time = [local.slice(11, 13), local.slice(14, 16), local.slice(17, 19)].slice(0, like.timeParts);
  const fraction =
    like.fraction === ''
      ? ''
      : `.${local.slice(20, 23).padEnd(like.fraction.length, '0').slice(0, like.fraction.length)}`;
  return `${day}${like.separator}${time.join(like.isCompact ? '' : ':')}${fraction}${like.zone}`;
}
