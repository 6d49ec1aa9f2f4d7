import { randomInt } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A short id that sorts by time and can be read aloud: `20261122-201530-ab12` (UTC, then four random characters). */
export function createRunId(nowMs: number): string {
  const digits = new Date(nowMs).toISOString().replaceAll(/\D/g, '');
  const suffix = Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${suffix}`;
}
