import { Command } from 'commander';

import type { Cli, GlobalOptions } from './cli.ts';
import { defineInit } from './commands/init.ts';
import { defineLoads } from './commands/loads.ts';
import { defineQuery } from './commands/query.ts';
import { defineRun } from './commands/run.ts';
import { defineRuns } from './commands/runs.ts';
import { defineSchema } from './commands/schema.ts';
import { defineSecrets } from './commands/secrets.ts';
import { defineServe } from './commands/serve.ts';
import { defineShow } from './commands/show.ts';
import { defineSource } from './commands/source.ts';
import { defineStart } from './commands/start.ts';
import { defineState } from './commands/state.ts';
import { defineSync } from './commands/sync.ts';
import { defineTrace } from './commands/trace.ts';
import { defineValidate } from './commands/validate.ts';
import { packageVersion } from './package-root.ts';

const exitCodeHelp = `
Exit codes:
  0    done
  1    an API or a load failed
  2    wrong arguments or an unknown name
  3    a fault in the configuration, or a missing secret
  4    something was loaded and something failed
  70   a fault in Dango itself
  130  interrupted`;

const commands = [
  defineInit,
  defineSync,
  defineValidate,
  defineSource,
  defineRun,
  defineRuns,
  defineLoads,
  defineShow,
  defineSchema,
  defineTrace,
  defineState,
  defineQuery,
  defineSecrets,
  defineServe,
  defineStart,
];

/** The whole command line. Errors in the arguments are thrown as `CommanderError`, after their text went to stderr. */
export function createProgram(cli: Cli): Command {
  const program = new Command('dango')
    .description('Point at an HTTP API, sync it, look at the rows in DuckDB.')
    .version(packageVersion(), '--version', 'print the version')
    .option('--project <dir>', 'folder of the project (default: the nearest one above with a .dango folder)')
    .option('--json', 'print one JSON document on stdout and nothing else')
    .option('--verbose', 'print every request, and the stack of an unexpected error')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void cli.terminal.stdout.write(text),
      writeErr: (text) => void cli.terminal.stderr.write(text),
    })
    .addHelpText('after', exitCodeHelp)
    .showHelpAfterError('(see the options with --help)')
    .exitOverride()
    .hook('preAction', (root) => cli.useGlobals(root.opts<GlobalOptions>()));
  for (const define of commands) define(program, cli);
  return program;
}
