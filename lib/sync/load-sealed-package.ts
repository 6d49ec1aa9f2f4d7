import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { holdPackage, markLoaded } from '../loads/end-package.ts';
import { readManifest } from '../loads/package-folder.ts';
import { crashPoint } from '../util/crash-point.ts';
import type { Destination, LoadOutcome } from '../warehouse/destination.ts';
import { dropOlderRefused, failuresFile, readFailures, type LoadFailures } from './drop-older-refused.ts';
import type { SyncEvent } from './sync-event.ts';

/** After this many failed loads a package is held, so that it does not stand in the way of new ones for ever. */
const maxFailures = 3;
/** A process that is smaller has little to clear away. */
const manyBytes = 200 * 1024 * 1024;

export interface LoadPackageHost {
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
  /** Replaces secrets in what is quoted of records. Absent: nothing is quoted. */
  readonly mask?: ((text: string) => string) | undefined;
}

/**
 * Loads a sealed package and marks it. A package that the saved state has overtaken is held, and so is one whose
 * load failed several times.
 * @throws DangoError `package-held`, or why the load failed; the package is kept.
 */
export async function loadSealedPackage(
  destination: Destination,
  folder: string,
  { onEvent, signal, mask }: LoadPackageHost,
): Promise<LoadOutcome & { readonly outcome: 'loaded' | 'already loaded' }> {
  const manifest = readManifest(folder);
  const { load_id: loadId } = manifest;
  const startedAt = performance.now();
  crashPoint('sealed');
  onEvent({ type: 'load-started', loadId });
  // What reading has left behind would stand beside what the database needs. Only the process of a run offers this.
  if (process.memoryUsage.rss() > manyBytes) globalThis.gc?.();
  let outcome: LoadOutcome;
  try {
    outcome = await destination.load(manifest, folder, {
      signal,
      mask,
      onWaiting: (holder, waitedMs) => onEvent({ type: 'load-waiting', holder, waitedMs }),
      onTable: (table, rows) => onEvent({ type: 'table-written', table, rows }),
    });
  } catch (error) {
    // A person who cancels interrupts the database; that is nothing the package could be blamed for either.
    if (!signal.aborted) noteFailure(folder, error);
    throw error;
  }
  if (outcome.outcome === 'outdated') {
    const reason = `the saved state moved to version ${outcome.savedVersion} after this package was fetched from version ${manifest.based_on}`;
    holdPackage(folder, reason);
    throw new DangoError(`Load package ${loadId} is held: ${reason}.`, {
      code: 'package-held',
      hint: 'Sync again: the rows are fetched anew from where the state is now.',
      context: { load_id: loadId },
    });
  }
  markLoaded(folder);
  const rows = [...outcome.tables.values()].reduce((sum, count) => sum + count, 0);
  onEvent({ type: 'load-finished', loadId, rows, durationMs: Math.round(performance.now() - startedAt) });
  return outcome;
}

/**
 * Counts failures that would repeat themselves. A locked warehouse is nothing that the package could be blamed for;
 * rows that cannot be loaded as they are would be refused every time.
 */
function noteFailure(folder: string, error: unknown): void {
  if (!DangoError.is(error) || error.code === 'warehouse-locked') return;
  const failures = (readFailures(folder)?.failures ?? 0) + 1;
  const noted: LoadFailures = { failures, code: error.code, message: error.message };
  writeFileSync(join(folder, failuresFile), JSON.stringify(noted));
  const reason = error.message.replace(/\.$/, '');
  if (error.code === 'rows-refused') {
    holdPackage(folder, reason);
    dropOlderRefused(folder);
  } else if (failures >= maxFailures) {
    holdPackage(folder, `${failures} loads failed, the last one with: ${reason}`);
  }
}
