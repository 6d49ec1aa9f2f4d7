import { isFinished, type ErrorRecord, type RunRecord, type SyncReport } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { formatAmount } from './quantities.ts';
import { renderPlan } from './render-plan.ts';
import { printable } from './printable.ts';
import { renderError } from './render-error.ts';
import { summarizeReport } from './summarize-report.ts';

/** Prints how a run ended: results on stdout, what went wrong on stderr. */
export function renderRun(run: RunRecord, cli: Cli): void {
  const durationMs = runDurationMs(run);
  for (const report of run.reports) renderReport(report, durationMs, cli);
  if (run.error !== undefined) {
    const isExpected = run.status === 'cancelled';
    if (!isExpected) writeError(run.error, cli);
    cli.print(`${cli.paint('bold', printable(run.source))}: ${isFinished(run) ? run.status : 'not finished'}`);
  } else if (run.reports.length === 0) {
    cli.print(`${cli.paint('bold', printable(run.source))}: ${run.status}, loaded nothing`);
  }
}

/** How long the work of a run took, without its time in the queue. Undefined before its end. */
export function runDurationMs({ startedAt, finishedAt }: RunRecord): number | undefined {
  return startedAt === undefined || finishedAt === undefined
    ? undefined
    : Date.parse(finishedAt) - Date.parse(startedAt);
}

function renderReport(report: SyncReport, durationMs: number | undefined, cli: Cli): void {
  if (report.error !== undefined) writeError(report.error, cli);
  for (const { name, error } of report.resources) {
    if (error === undefined || error.message === report.error?.message) continue;
    writeError({ ...error, message: `${report.source}.${name}: ${error.message}` }, cli);
  }
  if (report.undone !== undefined) {
    const { run_id: run, tables } = report.undone;
    cli.print(
      `${cli.paint('bold', printable(report.source))}: undid run ${run} in ${formatAmount(tables.length, 'table')}`,
    );
    return;
  }
  if (report.plan !== undefined && report.plan.length > 0) cli.print(renderPlan(report.plan, cli.paint));
  cli.print(summarizeReport(report, durationMs, cli.paint));
  for (const { load_id: loadId, kind } of report.held ?? []) {
    const text = kind === 'dry-run' ? 'What was fetched is kept. Load it with' : 'Look at what waits with';
    cli.note(`${text}: dango loads ${kind === 'dry-run' ? 'accept' : 'show'} ${loadId}`);
  }
}

function writeError(error: ErrorRecord, cli: Cli): void {
  cli.terminal.stderr.write(renderError(error, cli.paintError));
}
