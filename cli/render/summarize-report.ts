import type { SyncReport } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatAmount, formatDuration } from './quantities.ts';

/** One line about a sync: `shop: 3 tables, 3,420 rows in 1.2 s (raw_shop)`. */
export function summarizeReport(report: SyncReport, durationMs: number | undefined, paint: Painter): string {
  const name = paint('bold', printable(report.source));
  const time = durationMs === undefined ? '' : ` in ${formatDuration(durationMs)}`;
  const dataset = report.dataset === undefined ? '' : ` (${printable(report.dataset)})`;
  return `${name}: ${describeOutcome(report, time, dataset)}`;
}

function describeOutcome(report: SyncReport, time: string, dataset: string): string {
  const { status, resources } = report;
  const failed = resources.filter((resource) => resource.status === 'failed').length;
  const loaded = `${describeLoaded(report)}${time}${dataset}`;
  switch (status) {
    case 'succeeded':
      return loaded;
    case 'partial':
      return report.plan === undefined
        ? `${loaded}${describeFailed(failed, resources.length)}${describeWindows(report)}`
        : `dry run${time}, wrote nothing${describeFailed(failed, resources.length)}`;
    case 'failed':
      return `failed${time}, loaded nothing`;
    case 'held':
      return `fetched ${formatAmount(sum(report, 'rows_extracted'), 'row')}${time}; the load waits for a decision`;
    case 'planned':
      return `dry run${time}, wrote nothing`;
  }
}

function describeFailed(failed: number, all: number): string {
  return failed === 0 ? '' : `; ${failed} of ${formatAmount(all, 'resource')} failed`;
}

/** `, orders after 2 of 5 windows` for those that go on there with the next sync. */
function describeWindows({ resources }: SyncReport): string {
  return resources
    .flatMap(({ name, windows }) =>
      windows === undefined || windows.loaded >= windows.total
        ? []
        : [`, ${printable(name)} after ${windows.loaded} of ${formatAmount(windows.total, 'window')}`],
    )
    .join('');
}

function describeLoaded(report: SyncReport): string {
  const tables = new Set(report.resources.flatMap((resource) => resource.tables));
  return `${formatAmount(tables.size, 'table')}, ${formatAmount(sum(report, 'rows_loaded'), 'row')}`;
}

function sum({ resources }: SyncReport, key: 'rows_loaded' | 'rows_extracted'): number {
  return resources.reduce((total, resource) => total + resource[key], 0);
}
