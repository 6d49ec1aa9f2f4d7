/**
 * The id of a load, in dlt's form: seconds since 1970 with six decimals. Ids sort by time as text.
 * @param nowMs the clock, in milliseconds with fraction.
 */
export function createLoadId(nowMs = performance.timeOrigin + performance.now()): string {
  const micros = Math.floor(nowMs * 1000);
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

/** Whether a folder or a row carries a load id, not something else. */
export function isLoadId(text: string): boolean {
  return /^\d{9,12}\.\d{1,7}$/.test(text);
}
