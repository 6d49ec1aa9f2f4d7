import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, listPackages, type LoadPackage } from './package-folder.ts';
import { giveUpUndo, keptBytes, readUndoRecord } from './undo-record.ts';

/** How many ended packages of a source stay, for their exchanges. */
export interface PackageRetention {
  readonly loads: number;
  /** Together they take no more than this, in MiB, the newest one apart: it stays whatever its size. */
  readonly exchangesMb: number;
  /** Rows that the loads of the last run took away and that stay so that it can be undone, in MiB. */
  readonly undoMb: number;
}

const mebibyte = 1024 * 1024;

/**
 * Deletes the oldest ended packages of a source beyond what is kept; packages that still matter are never touched.
 * Returns the ids of those that were deleted.
 */
export function prunePackages(
  loadsFolder: string,
  owner: string,
  { loads, exchangesMb, undoMb }: PackageRetention,
): readonly string[] {
  const ended = listPackages(loadsFolder).filter((one) => one.source === owner && hasEnded(one));
  let bytes = 0;
  let isFull = false;
  const deleted: string[] = [];
  for (const [index, { folder, loadId }] of ended.toReversed().entries()) {
    bytes += packageBytes(folder);
    // Without a gap: what is kept is always the last loads.
    isFull ||= index > 0 && (index >= loads || bytes > exchangesMb * mebibyte);
    if (!isFull) continue;
    rmSync(folder, { recursive: true, force: true });
    deleted.push(loadId);
  }
  pruneKeptRows(ended, undoMb);
  return deleted;
}

/** Only the last run can be undone, and what all its loads keep together has a limit. */
function pruneKeptRows(ended: readonly LoadPackage[], undoMb: number): void {
  const loaded = ended.filter(({ state }) => state === 'loaded');
  // Not by the order of the packages: one that waited for a person may be loaded behind those that came later.
  const [newest] = loaded.toSorted(({ loaded: one }, { loaded: other }) => compare(other?.at, one?.at));
  // What was fetched together and accepted in part can be taken back together.
  const isLast = (one: LoadPackage): boolean =>
    newest !== undefined && (one.runId === newest.runId || loaderOf(one) === loaderOf(newest));
  const records = loaded.map((one) => ({
    folder: one.folder,
    isLast: isLast(one),
    record: readUndoRecord(one.folder),
  }));
  const bytes = records
    .filter(({ isLast: isOfLast }) => isOfLast)
    .reduce((sum, { record }) => sum + (record === undefined ? 0 : keptBytes(record)), 0);
  for (const { folder, isLast: isOfLast, record } of records) {
    if (record === undefined || keptBytes(record) === 0) continue;
    if (!isOfLast) giveUpUndo(folder, 'another run came after it');
    else if (bytes > undoMb * mebibyte) giveUpUndo(folder, 'its run took more rows away than are kept');
  }
}

function loaderOf({ loaded, runId }: LoadPackage): string | undefined {
  return loaded?.run_id ?? runId;
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What the files of a package take on the disk. */
export function packageBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
