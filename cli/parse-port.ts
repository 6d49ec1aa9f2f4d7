import { InvalidArgumentError } from 'commander';

/** A port as a number: 0 (any free one) to 65535. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535; 0 takes any free one.');
}
