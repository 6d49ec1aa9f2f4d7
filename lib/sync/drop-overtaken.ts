import { rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { discardPackage } from '../loads/end-package.ts';
import type { PackageManifest } from '../loads/manifest.ts';
import { listPackages, readManifest, type HeldKind, type LoadPackage } from '../loads/package-folder.ts';

/**
 * Deletes the older packages of the same owner and dataset that are held for the same reason and have no resource that
 * this one has not. They moved no cursor, so what was in them has been fetched again, and a sync every hour does not fill
 * the disk with the same rows.
 * @param folder the newest one, held just now.
 */
export function dropOlderHeld(folder: string, kind: HeldKind): void {
  const names = new Set(readManifest(folder).resources.map(({ name }) => name));
  for (const older of olderHeld(folder, names)) {
    if (older.heldKind === kind) rmSync(older.folder, { recursive: true, force: true });
  }
}

const overtakenKinds: ReadonlySet<HeldKind | undefined> = new Set<HeldKind>(['dry-run', 'rows-lost', 'rows-refused']);

/**
 * Discards what a load has made pointless: held packages with nothing but resources of which it has loaded newer rows.
 * @param folder the package that was loaded just now.
 * @param names its resources, without those that stayed out.
 */
export function discardOvertaken(folder: string, names: ReadonlySet<string>): void {
  for (const older of olderHeld(folder, names)) {
    if (overtakenKinds.has(older.heldKind)) discardPackage(older.folder);
  }
}

/**
 * Those that belong to the same owner and dataset and have no other resources. A range or a sample is never newer than
 * what was new, and one range says nothing about the rows of another.
 */
function olderHeld(folder: string, names: ReadonlySet<string>): readonly LoadPackage[] {
  const packages = listPackages(dirname(folder));
  const newest = packages.find(({ loadId }) => loadId === basename(folder));
  if (newest === undefined) return [];
  const { dataset, saves_state: savesState, range } = readManifest(folder);
  return packages.filter((older) => {
    if (older.loadId >= newest.loadId || older.source !== newest.source || older.state !== 'held') return false;
    const manifest = readManifest(older.folder);
    if (manifest.dataset !== dataset || manifest.saves_state !== savesState) return false;
    if (!isSameRange(manifest.range, range)) return false;
    return manifest.resources.every(({ name }) => names.has(name));
  });
}

function isSameRange(one: PackageManifest['range'], other: PackageManifest['range']): boolean {
  return one?.since === other?.since && one?.until === other?.until;
}
