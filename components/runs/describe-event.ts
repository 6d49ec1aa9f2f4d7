import type { StoredRunEvent } from '#lib/index.ts';
import { bytesText, durationText } from '../format/quantities.ts';
import { countWords } from '../format/count-words.ts';

export type LineKind = 'step' | 'request' | 'warning' | 'error' | 'output';

/** An event as a line of a run's log. */
export interface LogLine {
  readonly kind: LineKind;
  readonly text: string;
  /** The next step, where there is one. */
  readonly hint?: string | undefined;
}

/** What a person reads of an event. */
export function describeEvent(event: StoredRunEvent): LogLine {
  const who = 'resource' in event && event.resource !== undefined ? `${event.resource}: ` : '';
  const step = (text: string): LogLine => ({ kind: 'step', text: who + text });
  switch (event.type) {
    case 'run-queued':
      return step(`Waits for run ${event.behind} of the same source`);
    case 'run-started':
      return step('Started');
    case 'resource-started':
      return step('reading');
    case 'window-started':
      return step(`window ${event.number} of ${event.of}: ${event.since} … ${event.until}`);
    case 'page-fetched':
      return step(`page ${event.pages}, ${countWords(event.rows, 'row')} so far`);
    case 'resource-finished':
      return step(`read ${countWords(event.rows, 'row')} in ${countWords(event.pages, 'page')}`);
    case 'resource-failed':
      return { kind: 'error', text: who + event.error.message, hint: event.error.hint };
    case 'request-finished': {
      const { method, url, status, bytes, durationMs, attempt } = event;
      const retry = attempt > 1 ? `, attempt ${attempt}` : '';
      return {
        kind: status >= 400 ? 'error' : 'request',
        text: `${who}${method} ${url} → ${status}, ${bytesText(bytes)} in ${durationText(durationMs)}${retry}`,
      };
    }
    case 'request-retried':
      return { kind: 'warning', text: `${who}${event.cause}; tries again in ${durationText(event.waitMs)}` };
    case 'fault-pretended':
      return { kind: 'request', text: `${who}pretends ${event.cause}` };
    case 'request-delayed':
      return { kind: 'request', text: `${who}waits ${durationText(event.waitMs)} for the ${event.cause}` };
    case 'warning':
      return { kind: 'warning', text: event.message, hint: event.hint };
    case 'log':
      return {
        kind: 'output',
        text: event.text.trimEnd(),
        hint: event.place === undefined ? undefined : `${event.place.file}:${event.place.line}`,
      };
    case 'package-sealed':
      return step(`Fetched everything: load package ${event.loadId} holds ${countWords(event.rows, 'row')}`);
    case 'load-waiting':
      return {
        kind: 'warning',
        text: `Waits for the warehouse, which ${event.holder} has open (${durationText(event.waitedMs)} so far)`,
      };
    case 'load-started':
      return step('Loads into the warehouse');
    case 'table-written':
      return step(`Table ${event.table}: ${countWords(event.rows, 'row')}`);
    case 'load-finished':
      return step(`Loaded ${countWords(event.rows, 'row')} in ${durationText(event.durationMs)}`);
    case 'run-finished':
      return {
        kind: event.error === undefined ? 'step' : 'error',
        text: event.error?.message ?? `Ended: ${event.status}`,
      };
  }
}
