export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** `2024-03-05T12:34:56Z`: every instant of the shop has this form, so that texts sort like times. */
export function toInstant(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
