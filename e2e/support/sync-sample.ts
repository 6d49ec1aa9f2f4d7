import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

import type { Dango } from './dango.ts';

const root = dirname(dirname(import.meta.dirname));

/** Syncs sources of a project as the command line does; resolves when they are loaded. */
export async function syncSample(
  { projectRoot, api }: Pick<Dango, 'projectRoot' | 'api'>,
  ...words: readonly string[]
): Promise<void> {
  await promisify(execFile)(process.execPath, ['cli/main.ts', 'sync', ...words, '--project', projectRoot], {
    cwd: root,
    env: { ...process.env, SAMPLE_API_URL: api.url },
  });
}
