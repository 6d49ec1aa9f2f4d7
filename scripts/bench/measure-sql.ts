import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readUsage, usageVariables, type Usage } from './usage.ts';

/** Runs statements in a process of their own, from opening the database to its closing. */
export async function measureSql(database: string, statements: readonly string[], usageFile: string): Promise<Usage> {
  const entry = join(import.meta.dirname, 'sql-process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [entry, database, ...statements], {
    env: { ...process.env, ...usageVariables(usageFile) },
  });
  const { wallMs } = JSON.parse(stdout) as { wallMs: number };
  return { wallMs, ...readUsage(usageFile) };
}
