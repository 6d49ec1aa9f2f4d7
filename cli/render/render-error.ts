import { formatLocation, type ErrorRecord } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable, printableLines } from './printable.ts';

/**
 * The only way an error is printed: what failed, where, what was found in detail, and the next step.
 * Ends with a line break.
 */
export function renderError(error: ErrorRecord, paint: Painter, kind: 'error' | 'warning' = 'error'): string {
  const details = furtherDetails(error);
  const lines = [
    `${paint(kind === 'error' ? 'red' : 'yellow', `${kind}:`)} ${printableLines(error.message)}`,
    ...renderPlace(error, paint),
    ...details.flatMap((detail) => renderDetail(detail, paint)),
    ...renderHint(error, details, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** A single finding that the message tells already is not told twice. */
function furtherDetails({ message, details = [] }: ErrorRecord): readonly ErrorRecord[] {
  const [first] = details;
  return details.length === 1 && first !== undefined && message.includes(first.message) ? [] : details;
}

function renderPlace({ message, at }: ErrorRecord, paint: Painter): readonly string[] {
  if (at === undefined || message.includes(formatLocation(at))) return [];
  return [`  ${paint('cyan', printable(formatLocation(at)))}`];
}

function renderHint({ hint }: ErrorRecord, details: readonly ErrorRecord[], paint: Painter): readonly string[] {
  const isTold = hint === undefined || details.some((detail) => detail.hint === hint);
  return isTold ? [] : [`  ${paint('dim', '→')} ${printableLines(hint)}`];
}

function renderDetail(detail: ErrorRecord, paint: Painter): readonly string[] {
  const place = detail.at === undefined ? '' : `${paint('cyan', printable(formatLocation(detail.at)))}  `;
  const lines = [`  ${place}${printable(detail.message)}`];
  if (detail.hint !== undefined) lines.push(`    ${paint('dim', '→')} ${printable(detail.hint)}`);
  return lines;
}
