import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import type { FetchTarget } from '../warehouse/destination.ts';
import { openMemoryDestination } from '../warehouse/duckdb/memory-destination.ts';
import { findRecording, keptTablesBeside } from './preview-folder.ts';

/** What lies in a folder of kept tables, beside the records of the package. `tables` is made at the first question. */
export const keptFiles = { tables: 'tables.duckdb', manifest: 'manifest.json' } as const;

/** What a package says of itself. */
export type KeptManifest = Parameters<FetchTarget['planLoad']>[0];

/**
 * The folder of the tables of a test, which now counts as used.
 * @param test what `preview-finished` told.
 * @throws DangoError `name-unknown` for one that is not there, or no longer.
 */
export function findKeptTables(projectRoot: string, test: string): string {
  const [, recording, time] = /^([\da-f-]{36})\.([\da-f-]{36})$/.exec(test) ?? [];
  if (recording !== undefined && time !== undefined) {
    const folder = join(keptTablesBeside(findRecording(projectRoot, recording)), time);
    if (existsSync(join(folder, keptFiles.manifest))) return folder;
  }
  throw tablesGone();
}

export function readKeptManifest(folder: string): KeptManifest {
  return JSON.parse(readFileSync(join(folder, keptFiles.manifest), 'utf8')) as KeptManifest;
}

/** Those that are being made, by their file. */
const making = new Map<string, Promise<void>>();

/** The database file of the tables of a test; made where nobody has asked for it yet. @throws as {@link findKeptTables}. */
export async function openKeptTables(projectRoot: string, test: string): Promise<string> {
  const folder = findKeptTables(projectRoot, test);
  const file = join(folder, keptFiles.tables);
  if (existsSync(file)) return file;
  const work = making.get(file) ?? makeTables(folder, file);
  making.set(file, work);
  try {
    await work;
  } finally {
    making.delete(file);
  }
  return file;
}

async function makeTables(folder: string, file: string): Promise<void> {
  const draft = `${file}.draft`;
  rmSync(draft, { force: true });
  await using memory = await openMemoryDestination(join(folder, 'spill'));
  const manifest = readKeptManifest(folder);
  await memory.load(manifest, folder, {});
  await memory.saveTables(manifest.dataset, draft);
  renameSync(draft, file);
}

/** Says that the tables of a test are not kept any more. */
export function tablesGone(): DangoError {
  return new DangoError('The tables of this test are not there any more.', {
    code: 'name-unknown',
    hint: 'They are kept for an hour. Test again to make them anew.',
  });
}
