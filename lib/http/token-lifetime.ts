import type { KeptToken } from './token-store.ts';

/** How long before its end a token is renewed; half its lifetime where that is shorter. */
const renewalMarginMs = 30_000;

/** Whether a token can still be sent. */
export function isFresh({ obtainedAtMs, expiresAtMs }: KeptToken, nowMs: number): boolean {
  if (expiresAtMs === undefined) return true;
  return nowMs < expiresAtMs - Math.min(renewalMarginMs, Math.max(0, expiresAtMs - obtainedAtMs) / 2);
}

const firstInstantSeconds = 1e9;
const firstInstantMs = 1e11;

/**
 * When a token ends, by what an answer says: seconds from now, or an instant in seconds, in milliseconds or as a date;
 * numbers are told apart by their size, and may be texts. Undefined for anything else.
 */
export function readExpiry(told: unknown, nowMs: number): number | undefined {
  if (typeof told !== 'string' && typeof told !== 'number' && typeof told !== 'bigint') return undefined;
  const text = String(told).trim();
  if (text === '') return undefined;
  const amount = Number(text);
  if (Number.isNaN(amount)) return Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text);
  if (amount < 0) return undefined;
  if (amount >= firstInstantMs) return amount;
  return amount >= firstInstantSeconds ? amount * 1000 : nowMs + amount * 1000;
}
