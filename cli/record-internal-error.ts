import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { findProjectRoot, type ErrorRecord } from '../lib/index.ts';
import type { Cli } from './cli.ts';

/** An error that nobody expected: its stack goes to `.dango/logs`, and a person gets an id to report it by. */
export function recordInternalError(error: unknown, cli: Cli): ErrorRecord {
  const id = randomBytes(3).toString('hex');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (cli.isVerbose) cli.note(stack);
  const file = writeStack(id, stack, cli.folder);
  const hint =
    file === undefined ? 'Run the command again with --verbose and report the stack.' : `Report it with ${file}.`;
  return { code: 'internal', message: `Something went wrong inside Dango (id ${id}).`, hint };
}

/** Undefined where there is no project, or its folder cannot be written to. */
function writeStack(id: string, stack: string, folder: string): string | undefined {
  try {
    const projectRoot = findProjectRoot(folder);
    mkdirSync(join(projectRoot, '.dango', 'logs'), { recursive: true });
    appendFileSync(join(projectRoot, '.dango', 'logs', 'errors.log'), `${new Date().toISOString()} ${id} ${stack}\n`);
    return '.dango/logs/errors.log';
  } catch {
    return undefined;
  }
}
