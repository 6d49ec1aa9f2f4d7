import { InvalidArgumentError } from 'commander';

/** The value of an option that counts something. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count > 0 && Number.isSafeInteger(count)) return count;
  throw new InvalidArgumentError('Give a whole number above 0.');
}
