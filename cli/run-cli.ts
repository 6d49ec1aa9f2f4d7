import { CommanderError } from 'commander';

import { DangoError, toErrorRecord, type ErrorRecord } from '../lib/index.ts';
import { Cli } from './cli.ts';
import { createProgram } from './create-program.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import { recordInternalError } from './record-internal-error.ts';
import { renderError } from './render/render-error.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line, without the name of the program, and returns the exit code. This is the one edge where
 * errors are turned into text; nothing is thrown.
 * @param open opens the runs of a project. Default: as they are, each in a process of its own.
 */
export async function runCli(words: readonly string[], terminal: Terminal, open?: Cli['openRuns']): Promise<number> {
  const cli = new Cli(terminal, open);
  try {
    await createProgram(cli).parseAsync(words, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return endOfCommander(error, words, cli);
    return tellError(DangoError.is(error) ? toErrorRecord(error) : recordInternalError(error, cli), cli);
  }
}

function tellError(error: ErrorRecord, cli: Cli): number {
  if (cli.isJson) cli.printJson({ status: 'failed', error });
  else cli.terminal.stderr.write(renderError(error, cli.paintError));
  return exitCodeOfError(error);
}

/** Commander throws for help and version too, and has printed its text already. */
function endOfCommander(error: CommanderError, words: readonly string[], cli: Cli): number {
  if (error.exitCode === 0) return exitCodes.done;
  const message = error.message.replace(/^error: /, '');
  if (words.includes('--json')) cli.printJson({ status: 'failed', error: { code: 'usage-invalid', message } });
  return exitCodes.usage;
}
