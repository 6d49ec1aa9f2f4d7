/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 * @returns milliseconds from `nowMs` on, at least 0; undefined when the header is absent or says neither.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  // Date.parse also reads texts such as "-5"; an HTTP date names a month.
  if (!/[a-z]{3}/i.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - nowMs);
}
