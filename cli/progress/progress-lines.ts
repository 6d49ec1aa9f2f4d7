import type { Painter } from '../render/painter.ts';
import { printable } from '../render/printable.ts';
import { formatAmount, formatBytes } from '../render/quantities.ts';
import { displayWidth } from '../render/display-width.ts';
import type { ResourceProgress, SourceProgress } from './source-progress.ts';

/** What the live display shows of one run: a line for the source and one for each of its resources. */
export function progressLines(progress: SourceProgress, paint: Painter): readonly string[] {
  const { source, phase, wait, resources } = progress;
  const state = wait === undefined ? phase : `${phase}: ${printable(wait)}`;
  const names = [...resources.keys()].map(printable);
  const nameWidth = Math.max(0, ...names.map(displayWidth));
  const amounts = [...resources.values()].map(describeAmounts);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...amounts.map((row) => row[column]?.length ?? 0)));
  return [
    `${paint('bold', printable(source))}  ${paint('dim', state)}`,
    ...[...resources.values()].map((resource, index) => {
      const name = names[index] ?? '';
      const cells = (amounts[index] ?? []).map((cell, column) => cell.padStart(widths[column] ?? 0));
      const spaces = ' '.repeat(nameWidth - displayWidth(name));
      return `  ${mark(resource, paint)} ${name}${spaces}  ${cells.join('  ')}${describeWait(resource, paint)}`;
    }),
  ];
}

function describeAmounts({ pages, rows, bytes }: ResourceProgress): readonly string[] {
  return [formatAmount(rows, 'row'), formatAmount(pages, 'page'), formatBytes(bytes)];
}

function describeWait({ wait }: ResourceProgress, paint: Painter): string {
  return wait === undefined ? '' : `  ${paint('yellow', printable(wait))}`;
}

function mark({ status }: ResourceProgress, paint: Painter): string {
  if (status === 'succeeded') return paint('green', '✓');
  return status === 'failed' ? paint('red', '✗') : paint('dim', '·');
}
