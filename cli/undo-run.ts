import { planUndo, type Runs } from '../lib/index.ts';
import { askYes } from './ask-yes.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import { printable } from './render/printable.ts';
import { renderRun } from './render/render-run.ts';
import { renderUndo } from './render/render-undo.ts';

export interface UndoOptions {
  readonly dryRun?: true;
  readonly yes?: true;
}

/** Shows what undoing a run does, and does it where somebody says yes. */
export async function undoRun(cli: Cli, runs: Runs, id: string, options: UndoOptions): Promise<void> {
  const run = await runs.find(id);
  const plan = await planUndo(cli.projectRoot(), run);
  if (!cli.isJson) cli.print(renderUndo(plan, cli.paint));
  const isWanted =
    options.dryRun !== true &&
    (options.yes === true ||
      (!cli.isJson && (await askYes(cli.terminal, `Undo run ${id} of ${printable(run.source)}?`))));
  if (!isWanted) {
    const text = `Nothing was changed. Undo it with: dango runs undo ${id} --yes`;
    cli.report({ status: 'planned', source: run.source, ...plan }, text);
    return;
  }
  const interrupt = catchInterrupt();
  try {
    const request = { kind: 'undo', source: run.source, run: id } as const;
    const { signal } = interrupt;
    const [ended] = await runs.runToEnd([request], { signal, onEvent: () => {} });
    if (ended === undefined) {
      cli.exitCode = exitCodes.interrupted;
      return;
    }
    const undone = ended.reports[0]?.undone ?? plan;
    const isDone = ended.status === 'succeeded';
    if (!isDone) cli.exitCode = ended.error === undefined ? exitCodes.failed : exitCodeOfError(ended.error);
    if (!cli.isJson) return renderRun(ended, cli);
    const status = isDone ? 'undone' : ended.status;
    cli.printJson({ status, source: run.source, undo_run_id: ended.id, error: ended.error, ...undone });
  } finally {
    interrupt.release();
  }
}
