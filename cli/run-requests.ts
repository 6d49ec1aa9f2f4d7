import { toRunsDocument, type Project, type RunEvent, type RunRecord, type RunRequest } from '../lib/index.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { exitCodeOfRuns, exitCodes } from './exit-code.ts';
import { createProgressDisplay } from './progress/progress-display.ts';
import { printableLines } from './render/printable.ts';
import { renderRun } from './render/render-run.ts';

export interface EndedRuns {
  readonly runs: readonly RunRecord[];
  readonly exitCode: number;
}

/** Starts runs, shows what they do, waits for all of them and prints how they ended. Ctrl-C cancels them. */
export async function runRequests(cli: Cli, project: Project, requests: readonly RunRequest[]): Promise<EndedRuns> {
  const { retention, limits } = project.settings;
  const runs = await cli.openRuns(project.root);
  const interrupt = catchInterrupt();
  const display = createProgressDisplay(cli.terminal, {
    isVerbose: cli.isVerbose,
    // What a script prints must not be drawn over.
    isPlain: requests.some(({ kind }) => kind === 'script'),
  });
  let ended: readonly RunRecord[];
  try {
    ended = await runs.runToEnd(requests, {
      signal: interrupt.signal,
      concurrency: limits.concurrentRuns,
      onEvent: (run, event) => {
        if (event.type === 'log' && run.request.kind === 'script') printOfScript(cli, event);
        else display.tell(run.source, event);
      },
    });
    await runs.prune(retention.runs);
  } finally {
    display.close();
    interrupt.release();
    runs.close();
  }
  const document = toRunsDocument(ended);
  if (cli.isJson) cli.printJson(document);
  else for (const run of ended) renderRun(run, cli);
  const exitCode = interrupt.signal.aborted ? exitCodes.interrupted : exitCodeOfRuns(document);
  return { runs: ended, exitCode };
}

/** What a script prints is its result, as if it had been run by itself; only a document on stdout suffers no company. */
function printOfScript(cli: Cli, { stream, text }: Extract<RunEvent, { type: 'log' }>): void {
  const { stdout, stderr } = cli.terminal;
  const output = stream === 'stdout' && !cli.isJson ? stdout : stderr;
  output.write(`${printableLines(text).replace(/\n$/, '')}\n`);
}
