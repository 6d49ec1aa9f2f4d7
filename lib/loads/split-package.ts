import { copyFileSync, existsSync, linkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdPackage, sealPackage } from './end-package.ts';
import type { PackageManifest } from './manifest.ts';
import { packageFiles, type HeldReason } from './package-folder.ts';
import { openPackageFolder } from './package-writer.ts';

export interface SplitOptions {
  /** Id of the new package. */
  readonly loadId: string;
  /** Names of the resources that it takes. */
  readonly names: ReadonlySet<string>;
  /** Version of the saved state from now on: the rest of the package has been loaded. */
  readonly basedOn: number;
  readonly owner: string;
  readonly held: HeldReason;
}

/**
 * Puts some resources of a package aside into a held one of their own, with the exchanges that they came from, while the
 * others have been loaded. The files are shared on the disk, not copied. Returns the folder of the new one.
 */
export function splitPackage(folder: string, manifest: PackageManifest, options: SplitOptions): string {
  const { loadId, names, basedOn, owner, held } = options;
  const target = join(dirname(folder), loadId);
  const resources = manifest.resources.filter(({ name }) => names.has(name));
  openPackageFolder(target, { run_id: manifest.run_id, source: owner });
  const files = [packageFiles.exchanges, packageFiles.bodies, ...resources.flatMap((resource) => resource.files)];
  for (const file of files) {
    if (existsSync(join(folder, file))) linkOrCopy(join(folder, file), join(target, file));
  }
  holdPackage(target, held);
  const { split_from: origin = manifest.load_id } = manifest;
  sealPackage(target, { ...manifest, load_id: loadId, split_from: origin, based_on: basedOn, resources });
  return target;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A file system without links.
    copyFileSync(from, to);
  }
}
