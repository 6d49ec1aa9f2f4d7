import type { KeyPath } from './key-path.ts';

/** A key as it is written, found by indentation alone. */
export interface OutlineKey {
  readonly path: KeyPath;
  /** The key with its quotes. */
  readonly start: number;
  readonly end: number;
  /** The value on the same line, without quotes and comment; empty for none and for what stands below. */
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly column: number;
}

/** A scalar without its quotes, whether they are closed or not. */
export function unquoted(written: string): string {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written;
  const inner = written.slice(1, written.length > 1 && written.endsWith(quote) ? -1 : undefined);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll(/\\(["\\/])/g, '$1');
}
