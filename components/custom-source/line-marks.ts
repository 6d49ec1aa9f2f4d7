import type { ErrorRecord, PreviewExchange, SourceLocation } from '#lib/index.ts';
import type { PreviewState } from '../test-panel/preview-state.ts';

/** What a test had to say of a line of a module. */
export interface LineMark {
  /** Relative to custom_sources. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly kind: 'log' | 'error';
  /** Printed last, or why it failed. */
  readonly text: string;
  /** How often the line printed, or failed. */
  readonly count: number;
  /** All that was printed last, or what is known of the failure, a line each. */
  readonly details: readonly string[];
}

const folder = 'custom_sources/';
/** Of what a line printed. */
const shownLines = 10;

/** One mark for each line that printed, and one for each that failed. */
export function marksOf({
  log,
  finished,
  exchanges,
}: Pick<PreviewState, 'log' | 'finished' | 'exchanges'>): LineMark[] {
  const marks = new Map<string, LineMark>();
  const add = (kind: LineMark['kind'], place: SourceLocation, text: string, details: readonly string[]): void => {
    if (!place.file.startsWith(folder)) return;
    const file = place.file.slice(folder.length);
    const key = `${kind} ${file}:${place.line}`;
    const before = marks.get(key);
    marks.set(key, {
      kind,
      file,
      line: place.line,
      column: place.column,
      text,
      count: (before?.count ?? 0) + 1,
      details: kind === 'log' ? [...(before?.details ?? []), ...details].slice(-shownLines) : details,
    });
  };
  for (const { kind, text, place } of log) if (kind === 'log' && place !== undefined) add('log', place, text, [text]);
  const own = (finished?.resources ?? []).flatMap(({ error }) => (error === undefined ? [] : [error]));
  const failures = finished?.error === undefined ? own : [finished.error, ...own];
  for (const error of failures.flatMap((one) => [one, ...(one.details ?? [])])) {
    if (error.at !== undefined) add('error', error.at, error.message, describeFailure(error, exchanges));
  }
  return [...marks.values()];
}

/** What failed, what was behind it, with which values, and after which request. */
function describeFailure(error: ErrorRecord, exchanges: readonly PreviewExchange[]): readonly string[] {
  const { message, context = {}, hint } = error;
  const exchange = exchanges.find(({ number }) => number === context['exchange']);
  return [
    message,
    ...(context['caused_by'] === undefined ? [] : [`Caused by ${String(context['caused_by'])}`]),
    ...(context['values'] === undefined ? [] : [`With ${String(context['values'])}`]),
    ...(exchange === undefined
      ? []
      : [`After request #${exchange.number}: ${exchange.method} ${exchange.url} → ${exchange.status}`]),
    // That it is this line is what the mark says.
    ...(hint === undefined || hint.startsWith('Look at ') ? [] : [`→ ${hint}`]),
  ];
}
