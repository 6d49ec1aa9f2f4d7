import { openRuns, toRunsDocument, type RunRecord, type RunRequest } from '../lib/index.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { exitCodeOfRuns } from './exit-code.ts';
import { createProgressDisplay } from './progress/progress-display.ts';
import { renderRun } from './render/render-run.ts';

/**
 * Starts runs, shows what they do, waits for all of them and prints how they ended. Ctrl-C cancels them.
 * Returns the exit code.
 */
export async function runRequests(cli: Cli, projectRoot: string, requests: readonly RunRequest[]): Promise<number> {
  const runs = await openRuns(projectRoot);
  const interrupt = catchInterrupt();
  const display = createProgressDisplay(cli.terminal, cli.isVerbose);
  let ended: readonly RunRecord[];
  try {
    ended = await runs.runToEnd(requests, {
      signal: interrupt.signal,
      onEvent: (run, event) => display.tell(run.source, event),
    });
  } finally {
    display.close();
    interrupt.release();
    runs.close();
  }
  const document = toRunsDocument(ended);
  if (cli.isJson) cli.printJson(document);
  else for (const run of ended) renderRun(run, cli);
  return interrupt.signal.aborted ? exitCodeOfRuns({ ...document, status: 'cancelled' }) : exitCodeOfRuns(document);
}
