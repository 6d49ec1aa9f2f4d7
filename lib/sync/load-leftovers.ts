import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackages, type LoadPackage } from '../loads/package-folder.ts';
import type { Destination } from '../warehouse/destination.ts';
import { loadSealedPackage, type LoadPackageHost } from './load-sealed-package.ts';

/**
 * Brings order after a crash, before anything new is fetched: sealed packages of the source load first, open ones are
 * deleted, for nobody writes to them any more. The caller is the only run of this source.
 * @param owner the source's name, or `script <pipeline>`.
 */
export async function loadLeftovers(
  loadsFolder: string,
  owner: string,
  destination: Destination,
  host: LoadPackageHost,
): Promise<void> {
  for (const leftover of listPackages(loadsFolder)) {
    if (leftover.source !== owner) continue;
    if (leftover.state === 'open' && isAbandoned(leftover)) rmSync(leftover.folder, { recursive: true, force: true });
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

/** Several scripts may run a pipeline of one name at the same time; an hour without a change means that nobody writes. */
const scriptSilenceMs = 3_600_000;

function isAbandoned({ folder, source }: LoadPackage): boolean {
  if (!source.startsWith('script ')) return true;
  const newest = Math.max(...readdirSync(folder).map((file) => statSync(join(folder, file)).mtimeMs));
  return Date.now() - newest > scriptSilenceMs;
}
