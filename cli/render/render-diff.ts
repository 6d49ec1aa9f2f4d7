import { lineDiff } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';

const around = 2;

/** What changes between two texts, with two lines around it. */
export function renderDiff(before: string, after: string, paint: Painter): string {
  const lines = lineDiff(before, after);
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same');
  const shown: string[] = [];
  let hasGap = false;
  for (const [index, { kind, text }] of lines.entries()) {
    if (!isNear(index)) {
      hasGap = shown.length > 0;
      continue;
    }
    if (hasGap) shown.push(paint('dim', '  …'));
    hasGap = false;
    if (kind === 'same') shown.push(`  ${printable(text)}`);
    else shown.push(kind === 'gone' ? paint('red', `- ${printable(text)}`) : paint('green', `+ ${printable(text)}`));
  }
  return shown.join('\n');
}
