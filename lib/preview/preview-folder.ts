import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';

/** No preview lives that long, and no recording of one is kept longer. */
const abandonedMs = 3_600_000;
/** Recordings that are kept; the oldest go first. */
const keptRecordings = 8;

/** Makes the folder of a new preview, and deletes those that dead ones left behind, and recordings that are old. */
export function openPreviewFolder(projectRoot: string): string {
  const previews = previewsFolder(projectRoot);
  mkdirSync(previews, { recursive: true });
  const known = readdirSync(previews).flatMap((name) => {
    const path = join(previews, name);
    const changedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return changedMs === undefined ? [] : [{ path, changedMs }];
  });
  const old = known.filter(({ changedMs }) => Date.now() - changedMs > abandonedMs);
  const ended = known.filter(({ path }) => isEnded(path)).sort((one, other) => other.changedMs - one.changedMs);
  for (const { path } of [...old, ...ended.slice(keptRecordings - 1)]) deleteFolder(path);
  const folder = join(previews, randomUUID());
  mkdirSync(folder);
  return folder;
}

/** Deletes what a preview wrote. */
export function deleteFolder(folder: string): void {
  // A process that is being killed may still write a file meanwhile.
  rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
}

/** Deletes what a preview wrote, all but its recording and the tables made of it where that is to be kept. */
export function endPreviewFolder(folder: string, keepsRecording: boolean): void {
  if (!keepsRecording || !existsSync(recordingIn(folder))) return deleteFolder(folder);
  for (const name of readdirSync(folder)) if (!keptNames.has(name)) deleteFolder(join(folder, name));
}

/** Where the exchanges of a preview are kept. */
export function recordingIn(folder: string): string {
  return join(folder, recordingName);
}

/**
 * The folder of a recording that was kept, which now counts as used.
 * @throws DangoError `name-unknown` for one that is not there, or no longer.
 */
export function findRecording(projectRoot: string, id: string): string {
  const folder = join(previewsFolder(projectRoot), id);
  if (!/^[\da-f-]{36}$/.test(id) || !existsSync(recordingIn(folder))) {
    throw new DangoError(`There is no recording "${id}" of a test.`, {
      code: 'name-unknown',
      hint: 'Recordings of tests are kept for an hour. Test again to make one.',
    });
  }
  const now = new Date();
  utimesSync(folder, now, now);
  return recordingIn(folder);
}

/**
 * Where the tables that were made of a recording are kept, a folder for each time.
 * @param recording what {@link recordingIn} or {@link findRecording} told.
 */
export function keptTablesBeside(recording: string): string {
  return join(dirname(recording), tablesName);
}

const recordingName = 'recording';
const tablesName = 'tables';
const keptNames: ReadonlySet<string> = new Set([recordingName, tablesName]);

function previewsFolder(projectRoot: string): string {
  return join(projectRoot, '.dango', 'cache', 'previews');
}

/** True for a folder in which a recording, and what was made of it, is all that is left. */
function isEnded(folder: string): boolean {
  const names = readdirSync(folder);
  return names.includes(recordingName) && names.every((name) => keptNames.has(name));
}
