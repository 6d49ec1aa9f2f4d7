import { createPainter } from '../render/painter.ts';
import { printable } from '../render/printable.ts';
import { formatAmount } from '../render/quantities.ts';
import type { Terminal } from '../terminal.ts';
import { describeEvent } from './describe-event.ts';
import type { ProgressDisplay } from './progress-display.ts';

/** So that long work shows a sign of life in a log, but no line per page. */
const repeatMs = 10_000;

/** One line for each thing that happened, for logs and pipes. */
export function createPlainDisplay({ stderr, env }: Terminal, isVerbose: boolean, now = Date.now): ProgressDisplay {
  const paint = createPainter(stderr, env);
  const lastTold = new Map<string, number>();
  /** What the time since the last line about this thing says; the first time is remembered too. */
  const checkTime = (thing: string): 'first' | 'too soon' | 'due' => {
    const last = lastTold.get(thing);
    if (last !== undefined && now() - last < repeatMs) return 'too soon';
    lastTold.set(thing, now());
    return last === undefined ? 'first' : 'due';
  };
  return {
    tell: (source, event) => {
      if (event.type === 'page-fetched') {
        const name = printable(`${source}.${event.resource}`);
        if (checkTime(name) === 'due')
          stderr.write(`${paint('bold', name)}  ${formatAmount(event.rows, 'row')} so far\n`);
        return;
      }
      if (event.type === 'load-waiting' && checkTime(`${source} waits`) === 'too soon') return;
      const text = describeEvent(event, { source, paint, isVerbose });
      if (text !== undefined) stderr.write(text);
    },
    close: () => {},
  };
}
