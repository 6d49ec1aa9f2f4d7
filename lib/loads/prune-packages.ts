import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasEnded, listPackages } from './package-folder.ts';

/** How many ended packages of a source stay, for their exchanges. */
export interface PackageRetention {
  readonly loads: number;
  /** Together they take no more than this, in MiB, the newest one apart: it stays whatever its size. */
  readonly exchangesMb: number;
}

const mebibyte = 1024 * 1024;

/**
 * Deletes the oldest ended packages of a source beyond what is kept; packages that still matter are never touched.
 * Returns the ids of those that were deleted.
 */
export function prunePackages(
  loadsFolder: string,
  owner: string,
  { loads, exchangesMb }: PackageRetention,
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
  return deleted;
}

/** What the files of a package take on the disk. */
export function packageBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
