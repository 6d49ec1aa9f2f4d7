const shape =
  /^(\d{4})(?:-(\d\d)-(\d\d)[T ](?:[01]\d|2[0-3])(?::[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?|(\d\d)(\d\d)T(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)(?:Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Whether a text is an instant by dlt's rules: an ISO date with a time. A date alone stays text. The test is exact
 * (month, day of the month, hour), because in SQL an impossible instant would silently become NULL.
 */
export function isTimestampText(text: string): boolean {
  if (text.length < 13 || text.length > 40) return false;
  const first = text.charCodeAt(0);
  if (first < 48 || first > 57) return false;
  const match = shape.exec(text);
  if (match === null || match[1] === '0000') return false;
  const month = Number(match[2] ?? match[4]);
  const day = Number(match[3] ?? match[5]);
  return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysInMonth(Number(match[1]), month));
}

function daysInMonth(year: number, month: number): number {
  // The calendar repeats every 400 years; counting from 2000 avoids two-digit years.
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
