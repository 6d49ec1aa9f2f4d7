import type { RunEvent } from '../../lib/index.ts';
import type { Painter } from '../render/painter.ts';
import { printable, printableLines } from '../render/printable.ts';
import { formatAmount, formatBytes, formatDuration } from '../render/quantities.ts';
import { renderError } from '../render/render-error.ts';

export interface DescribeOptions {
  readonly source: string;
  readonly paint: Painter;
  /** Also every request with its status and the beginning of the response. */
  readonly isVerbose: boolean;
}

/** An event as lines for a log, with a line break at the end; undefined for those that are only worth a live display. */
export function describeEvent(event: RunEvent, options: DescribeOptions): string | undefined {
  const { source, paint, isVerbose } = options;
  const name = 'resource' in event && event.resource !== undefined ? `${source}.${event.resource}` : source;
  const say = (text: string): string => `${paint('bold', printable(name))}  ${text}\n`;
  switch (event.type) {
    case 'run-queued':
      return say(`waits for run ${event.behind} of the same source`);
    case 'window-started':
      return say(`window ${event.number} of ${event.of}: ${printable(event.since)} … ${printable(event.until)}`);
    case 'resource-finished':
      return say(`${formatAmount(event.rows, 'row')} in ${formatAmount(event.pages, 'page')}`);
    case 'resource-failed':
      return say('failed') + renderError(event.error, paint);
    case 'warning':
      return say(`${paint('yellow', 'warning:')} ${printable(event.message)}`) + hintLine(event.hint, paint);
    case 'log':
      return say(paint('dim', printableLines(event.text).trimEnd() + placeText(event.place)));
    case 'load-waiting':
      return say(
        `waits for the warehouse, held by ${printable(event.holder)} (${formatDuration(event.waitedMs)} so far)`,
      );
    case 'request-retried':
      return say(`${printable(event.cause)}, tries again in ${formatDuration(event.waitMs)}`);
    case 'request-finished':
      return isVerbose ? describeRequest(event, say) : undefined;
    case 'fault-pretended':
      return say(`pretends ${printable(event.cause)}`);
    case 'request-delayed':
      return isVerbose ? say(`waits ${formatDuration(event.waitMs)} for the ${event.cause}`) : undefined;
    case 'package-sealed':
      return isVerbose ? say(`load package ${event.loadId} holds ${formatAmount(event.rows, 'row')}`) : undefined;
    case 'table-written':
      return isVerbose ? say(`table ${printable(event.table)}: ${formatAmount(event.rows, 'row')}`) : undefined;
    case 'load-finished':
      return isVerbose ? say(`loaded in ${formatDuration(event.durationMs)}`) : undefined;
    case 'run-started':
    case 'resource-started':
    case 'page-fetched':
    case 'load-started':
    case 'run-finished':
      return undefined;
  }
}

function placeText(place: Extract<RunEvent, { type: 'log' }>['place']): string {
  return place === undefined ? '' : printable(`  (${place.file}:${place.line})`);
}

function hintLine(hint: string | undefined, paint: Painter): string {
  return hint === undefined ? '' : `  ${paint('dim', '→')} ${printable(hint)}\n`;
}

function describeRequest(
  event: Extract<RunEvent, { type: 'request-finished' }>,
  say: (text: string) => string,
): string {
  const { method, url, status, bytes, durationMs, excerpt } = event;
  const size = `${formatBytes(bytes)}, ${formatDuration(durationMs)}`;
  const body = excerpt === '' ? '' : `  ${printable(excerpt)}\n`;
  return say(`${method} ${printable(url)} → ${status} (${size})`) + body;
}
