import { formatLocation, type ErrorRecord } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable, printableLines } from './printable.ts';

/**
 * The only way an error is printed: what failed, where, what was found in detail, and the next step.
 * Ends with a line break.
 */
export function renderError(error: ErrorRecord, paint: Painter): string {
  const lines = [`${paint('red', 'error:')} ${printableLines(error.message)}`];
  if (error.at !== undefined) lines.push(`  ${paint('cyan', printable(formatLocation(error.at)))}`);
  for (const detail of error.details ?? []) lines.push(...renderDetail(detail, paint));
  if (error.hint !== undefined) lines.push(`  ${paint('dim', '→')} ${printableLines(error.hint)}`);
  return `${lines.join('\n')}\n`;
}

function renderDetail(detail: ErrorRecord, paint: Painter): readonly string[] {
  const place = detail.at === undefined ? '' : `${paint('cyan', printable(formatLocation(detail.at)))}  `;
  const lines = [`  ${place}${printable(detail.message)}`];
  if (detail.hint !== undefined) lines.push(`    ${paint('dim', '→')} ${printable(detail.hint)}`);
  return lines;
}
