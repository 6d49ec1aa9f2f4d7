import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { findRecording, keptTablesBeside } from './preview-folder.ts';

/** What lies in a folder of kept tables, beside the records of the package. */
export const keptFiles = { tables: 'tables.duckdb', manifest: 'manifest.json' } as const;

/**
 * The folder of the tables of a test, which now counts as used.
 * @param test what `preview-finished` told.
 * @throws DangoError `name-unknown` for one that is not there, or no longer.
 */
export function findKeptTables(projectRoot: string, test: string): string {
  const [, recording, time] = /^([\da-f-]{36})\.([\da-f-]{36})$/.exec(test) ?? [];
  if (recording !== undefined && time !== undefined) {
    const folder = join(keptTablesBeside(findRecording(projectRoot, recording)), time);
    if (existsSync(join(folder, keptFiles.tables))) return folder;
  }
  throw tablesGone();
}

/** Says that the tables of a test are not kept any more. */
export function tablesGone(): DangoError {
  return new DangoError('The tables of this test are not there any more.', {
    code: 'name-unknown',
    hint: 'They are kept for an hour. Test again to make them anew.',
  });
}
