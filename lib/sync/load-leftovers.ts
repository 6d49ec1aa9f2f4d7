import { rmSync } from 'node:fs';
import { listPackages } from '../loads/package-folder.ts';
import type { Destination } from '../warehouse/destination.ts';
import { loadSealedPackage, type LoadPackageHost } from './load-sealed-package.ts';

/**
 * Brings order after a crash, before anything new is fetched: sealed packages of the source load first, open ones are
 * deleted, for nobody writes to them any more. The caller is the only run of this source.
 */
export async function loadLeftovers(
  loadsFolder: string,
  source: string,
  destination: Destination,
  host: LoadPackageHost,
): Promise<void> {
  for (const leftover of listPackages(loadsFolder)) {
    if (leftover.source !== source) continue;
    if (leftover.state === 'open') rmSync(leftover.folder, { recursive: true, force: true });
    if (leftover.state === 'held') {
      host.onEvent({
        type: 'warning',
        message: `Load package ${leftover.loadId} is held: ${leftover.reason ?? 'no reason was written down'}.`,
        hint: `Its records are in .dango/loads/${leftover.loadId}; delete the folder once they are not needed.`,
      });
    }
    if (leftover.state !== 'sealed') continue;
    host.onEvent({
      type: 'warning',
      message: `Load package ${leftover.loadId} was fetched by an earlier run and loads now.`,
    });
    await loadSealedPackage(destination, leftover.folder, host);
  }
}
