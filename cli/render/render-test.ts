import type { ErrorRecord, FaultOutcome, Finding, PreviewExchange, PreviewFinishedEvent } from '../../lib/index.ts';
import { describeFault } from '../../lib/spec/fault.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';

export interface ShownTest {
  readonly finished: PreviewFinishedEvent;
  readonly exchanges: readonly PreviewExchange[];
  /** What came differently than expected; undefined where nothing was expected. */
  readonly differences: readonly string[] | undefined;
  /** Files that were written. */
  readonly written: readonly string[];
}

/** What a test gave: rows by resource and why they end, what is worth a look, what is wrong. */
export function renderTest({ finished, exchanges, differences, written }: ShownTest, paint: Painter): string {
  const { resources, ends = {}, error, findings = [], masked = [], missing = [], pretended = [] } = finished;
  const lines = resources.flatMap(({ name, rows_loaded: rows, error: fault }) =>
    fault === undefined
      ? [`${printable(name)}  ${formatAmount(rows, 'row')}; ${printable(ends[name] ?? '')}`]
      : renderFault(`${printable(name)}  failed: `, fault),
  );
  // The test as a whole repeats the error of a resource that failed.
  const isTold = resources.some((resource) => resource.error?.message === error?.message);
  const end = error === undefined || isTold ? [] : renderFault('error: ', error);
  return [
    ...lines,
    ...end,
    ...pretended.map((outcome) => renderOutcome(outcome, paint)),
    ...findings.flatMap((finding) => renderFinding(finding, paint)),
    ...missing.map(({ method, url }) => `not recorded: ${method} ${printable(url)}`),
    ...masked.map(({ path, count }) => `hidden in the recording: ${printable(path)} (${formatAmount(count, 'value')})`),
    ...(differences ?? []).map((difference) => `${paint('red', 'differs')}  ${printable(difference)}`),
    ...(differences?.length === 0 ? ['All is as expected.'] : []),
    ...written.map((file) => `Written: ${printable(file)}`),
    finished.source === 'recording'
      ? `${formatAmount(exchanges.length, 'recorded answer')}, no request was sent.`
      : `${formatAmount(exchanges.length, 'request')}. No rows were written.`,
  ].join('\n');
}

const standings = { survived: 'green', failed: 'red', unmet: 'yellow' } as const;

function renderOutcome({ fault, standing, words }: FaultOutcome, paint: Painter): string {
  return `${paint(standings[standing], standing)}  pretended ${describeFault(fault)}; ${printable(words)}`;
}

function renderFinding({ severity, message, hint, fix }: Finding, paint: Painter): string[] {
  const way = fix === undefined ? hint : `${keyText(fix.path)}: ${JSON.stringify(fix.value)}`;
  return [
    `${severity === 'warning' ? paint('yellow', 'warning') : paint('dim', 'info   ')}  ${printable(message)}`,
    ...(way === undefined ? [] : [`  → ${printable(way)}`]),
  ];
}

function keyText(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('');
}

function renderFault(lead: string, { message, hint }: ErrorRecord): string[] {
  return [`${lead}${printable(message)}`, ...(hint === undefined ? [] : [`  → ${printable(hint)}`])];
}
