import type { PreviewFinishedEvent } from '../../lib/index.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';

/** What a recording gave: rows by table, and what is wrong. */
export function renderReplay({ resources, error }: PreviewFinishedEvent, exchanges: number): string {
  const lines = resources.flatMap(({ name, rows_loaded: rows, error: fault }) =>
    fault === undefined
      ? [`${printable(name)}  ${formatAmount(rows, 'row')}`]
      : [
          `${printable(name)}  ${printable(fault.message)}`,
          ...(fault.hint === undefined ? [] : [`  ${printable(fault.hint)}`]),
        ],
  );
  const end =
    error === undefined
      ? []
      : [printable(error.message), ...(error.hint === undefined ? [] : [`  ${printable(error.hint)}`])];
  return [...lines, ...end, `${formatAmount(exchanges, 'recorded answer')}, no request was sent.`].join('\n');
}
