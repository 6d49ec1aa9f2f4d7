import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages } from './package-folder.ts';

/** How many ended packages of a source stay, for their exchanges. */
export interface PackageRetention {
  readonly loads: number;
  /** Together they take no more than this, in MiB, the newest one apart: it stays whatever its size. */
  readonly exchangesMb: number;
}

const mebibyte = 1024 * 1024;

/** Deletes the oldest ended packages of a source beyond what is kept; packages that still matter are never touched. */
export function prunePackages(loadsFolder: string, owner: string, { loads, exchangesMb }: PackageRetention): void {
  const ended = listPackages(loadsFolder).filter(({ state, source }) => source === owner && state === 'loaded');
  let bytes = 0;
  let isFull = false;
  for (const [index, { folder }] of ended.toReversed().entries()) {
    bytes += sizeOf(folder);
    // Without a gap: what is kept is always the last loads.
    isFull ||= index > 0 && (index >= loads || bytes > exchangesMb * mebibyte);
    if (isFull) rmSync(folder, { recursive: true, force: true });
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}
