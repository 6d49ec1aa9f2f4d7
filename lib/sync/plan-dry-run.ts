import { rmSync } from 'node:fs';
import { holdPackage, sealPackage } from '../loads/end-package.ts';
import type { PackageManifest } from '../loads/manifest.ts';
import type { FetchTarget, LoadHost, PlannedLoad } from '../warehouse/destination.ts';
import { dropOlderHeld } from './drop-overtaken.ts';
import type { HeldPackage } from './sync-report.ts';

/**
 * What a load of a package would do. The package is held, so that a person can have it loaded without fetching again;
 * one without anything that could be loaded is deleted.
 */
export async function planDryRun(
  destination: FetchTarget,
  manifest: PackageManifest,
  folder: string,
  host: Pick<LoadHost, 'mask' | 'neighbours'>,
): Promise<{ readonly planned: PlannedLoad; readonly held: readonly HeldPackage[] }> {
  const reason = 'it was fetched by a dry run';
  holdPackage(folder, { kind: 'dry-run', reason });
  sealPackage(folder, manifest);
  let isKept = false;
  try {
    const planned = await destination.planLoad(manifest, folder, host);
    isKept = planned.plan.resources.length > 0;
    if (isKept) dropOlderHeld(folder, 'dry-run');
    return { planned, held: isKept ? [{ load_id: manifest.load_id, kind: 'dry-run', reason }] : [] };
  } finally {
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}
