import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ErrorCode } from '../errors/error-codes.ts';
import { listPackages, readManifest } from '../loads/package-folder.ts';

/** Name of the file in a package. */
export const failuresFile = 'failures.json';

/** What is written into a package about the loads of it that failed. */
export interface LoadFailures {
  readonly failures: number;
  /** Of the last one. */
  readonly code?: ErrorCode;
  readonly message: string;
}

/** Undefined where no load failed so far. */
export function readFailures(folder: string): LoadFailures | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, failuresFile), 'utf8')) as LoadFailures;
  } catch {
    return undefined;
  }
}

/**
 * Deletes the older packages of the same owner and schema that are held for refused rows. They moved no cursor, so what
 * was in them has been fetched again, and a sync every hour does not fill the disk with the same rows.
 * @param folder the newest one, held just now.
 */
export function dropOlderRefused(folder: string): void {
  const packages = listPackages(dirname(folder));
  const newest = packages.find(({ loadId }) => loadId === basename(folder));
  if (newest === undefined) return;
  const { dataset } = readManifest(folder);
  for (const older of packages) {
    if (older.loadId >= newest.loadId || older.source !== newest.source || older.state !== 'held') continue;
    if (readFailures(older.folder)?.code !== 'rows-refused' || readManifest(older.folder).dataset !== dataset) continue;
    rmSync(older.folder, { recursive: true, force: true });
  }
}
