import { Readable } from 'node:stream';
import { runCli } from '../../cli/run-cli.ts';
import { openRuns } from '../../lib/runs/open-runs.ts';
import type { CliOptions, CliResult } from './run-cli.ts';
import { startRunHere } from './start-run-here.ts';

/**
 * The command line without any process: `dango <argv>` and its runs work in this one, which takes a tenth of the time. What
 * is printed and how it ends is made by the same code. For what belongs to processes (signals, crashes, the
 * environment) there is `runCli`.
 */
export async function runCliHere(
  projectRoot: string,
  argv: readonly string[],
  { input = '' }: Pick<CliOptions, 'input'> = {},
): Promise<CliResult> {
  const output = { stdout: '', stderr: '' };
  const streamOf = (name: keyof typeof output) => ({
    write: (text: string): void => {
      output[name] += text;
    },
  });
  const terminal = {
    stdout: streamOf('stdout'),
    stderr: streamOf('stderr'),
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    env: {},
    cwd: projectRoot,
  };
  const exitCode = await runCli(argv, terminal, async (root) => openRuns(root, startRunHere));
  return { exitCode, signal: null, ...output };
}
