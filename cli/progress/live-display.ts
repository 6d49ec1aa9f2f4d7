import { stripVTControlCharacters } from 'node:util';

import type { RunEvent } from '../../lib/index.ts';
import { shorten } from '../render/display-width.ts';
import { createPainter } from '../render/painter.ts';
import type { Terminal } from '../terminal.ts';
import { describeEvent } from './describe-event.ts';
import type { ProgressDisplay } from './progress-display.ts';
import { progressLines } from './progress-lines.ts';
import { advanceProgress, startProgress, type SourceProgress } from './source-progress.ts';

const frameMs = 80;
/** What the block says by itself needs no line that stays. */
const shownInBlock: readonly RunEvent['type'][] = [
  'run-queued',
  'resource-finished',
  'request-retried',
  'load-waiting',
];
const eraseDown = '\u001b[J';

/** A block at the bottom of the terminal, drawn again in place. What must stay, such as warnings, scrolls by above it. */
export function createLiveDisplay({ stderr, env }: Terminal): ProgressDisplay {
  const paint = createPainter(stderr, env);
  const sources = new Map<string, SourceProgress>();
  let drawnLines = 0;
  let timer: NodeJS.Timeout | undefined;

  const erase = (): string => (drawnLines === 0 ? '' : `\u001b[${drawnLines}A\r${eraseDown}`);
  const draw = (above = ''): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...sources.values()].flatMap((progress) => progressLines(progress, paint));
    // Some terminals do not know their size and call it 0. A block higher than the terminal cannot be drawn in place: its first lines would have scrolled away.
    const lines = all.slice(-Math.max(1, (stderr.rows || 24) - 1)).map((line) => fit(line, stderr.columns || 80));
    stderr.write(erase() + above + lines.map((line) => `${line}\n`).join(''));
    drawnLines = lines.length;
  };

  return {
    tell: (source, event) => {
      sources.set(source, advanceProgress(sources.get(source) ?? startProgress(source), event));
      const text = shownInBlock.includes(event.type)
        ? undefined
        : describeEvent(event, { source, paint, isVerbose: false });
      if (text !== undefined) draw(text);
      else timer ??= setTimeout(draw, frameMs);
    },
    close: () => {
      clearTimeout(timer);
      stderr.write(erase());
      drawnLines = 0;
    },
  };
}

/** A line that wraps would take two lines of the terminal and spoil the drawing; colours are given up for it. */
function fit(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  const short = shorten(plain, Math.max(10, columns - 1));
  return short === plain ? line : short;
}
