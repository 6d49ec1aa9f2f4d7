import type { ErrorRecord, PreviewFinishedEvent } from '../../lib/index.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';

/** What a recording gave: rows by table, and what is wrong. */
export function renderReplay({ resources, error }: PreviewFinishedEvent, exchanges: number): string {
  const lines = resources.flatMap(({ name, rows_loaded: rows, error: fault }) =>
    fault === undefined
      ? [`${printable(name)}  ${formatAmount(rows, 'row')}`]
      : renderFault(`${printable(name)}  failed: `, fault),
  );
  // The replay as a whole repeats the error of a resource that failed.
  const isTold = resources.some((resource) => resource.error?.message === error?.message);
  const end = error === undefined || isTold ? [] : renderFault('error: ', error);
  return [...lines, ...end, `${formatAmount(exchanges, 'recorded answer')}, no request was sent.`].join('\n');
}

function renderFault(lead: string, { message, hint }: ErrorRecord): string[] {
  return [`${lead}${printable(message)}`, ...(hint === undefined ? [] : [`  → ${printable(hint)}`])];
}
