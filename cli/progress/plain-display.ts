import { createPainter } from '../render/painter.ts';
import { formatAmount } from '../render/quantities.ts';
import type { Terminal } from '../terminal.ts';
import { describeEvent } from './describe-event.ts';
import type { ProgressDisplay } from './progress-display.ts';

/** So that a long resource shows a sign of life in a log, but no line per page. */
const pageReportMs = 10_000;

/** One line for each thing that happened, for logs and pipes. */
export function createPlainDisplay({ stderr, env }: Terminal, isVerbose: boolean, now = Date.now): ProgressDisplay {
  const paint = createPainter(stderr, env);
  const lastReports = new Map<string, number>();
  return {
    tell: (source, event) => {
      const text = describeEvent(event, { source, paint, isVerbose });
      if (text !== undefined) stderr.write(text);
      if (event.type !== 'page-fetched') return;
      const name = `${source}.${event.resource}`;
      const last = lastReports.get(name);
      if (last !== undefined && now() - last < pageReportMs) return;
      lastReports.set(name, now());
      if (last === undefined) return;
      stderr.write(`${paint('bold', name)}  ${formatAmount(event.rows, 'row')} so far\n`);
    },
    close: () => {},
  };
}
