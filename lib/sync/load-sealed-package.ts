import { dirname } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { holdPackage, markLoaded } from '../loads/end-package.ts';
import { createLoadId } from '../loads/load-id.ts';
import type { PackageManifest } from '../loads/manifest.ts';
import { findPackage, readManifest } from '../loads/package-folder.ts';
import { splitPackage } from '../loads/split-package.ts';
import { crashPoint } from '../util/crash-point.ts';
import type { FetchTarget, LoadOutcome } from '../warehouse/destination.ts';
import type { Neighbours } from '../warehouse/plan/shared-table.ts';
import { describeOutdated } from './describe-outdated.ts';
import { discardOvertaken, dropOlderHeld } from './drop-overtaken.ts';
import { lossAccepted } from './loss-accepted.ts';
import { readFailures, writeFailures } from './load-failures.ts';
import type { SyncEvent } from './sync-event.ts';
import type { HeldPackage } from './sync-report.ts';

/** After this many failed loads a package is held, so that it does not stand in the way of new ones for ever. */
const maxFailures = 3;
/** A process that is smaller has little to clear away. */
const manyBytes = 200 * 1024 * 1024;

export interface LoadPackageHost {
  /** The run that loads. */
  readonly runId: string;
  readonly onEvent: (event: SyncEvent) => void;
  readonly signal: AbortSignal;
  /** Replaces secrets in what is quoted of records. Absent: nothing is quoted. */
  readonly mask?: ((text: string) => string) | undefined;
  /** Who else loads into the dataset of the package. Absent: nobody. */
  readonly neighbours?: Neighbours | undefined;
  /** Whether the package is thrown away anyway, see `sealPackage`. Default false. */
  readonly isScratch?: boolean | undefined;
  /** A person decided that the package loads. Default: it loads by itself. */
  readonly accepted?: { readonly allowsLoss: boolean } | undefined;
}

type Loaded = Extract<LoadOutcome, { outcome: 'loaded' | 'already loaded' }>;

/** What became of a package that was loaded. */
export type LoadedPackage = Loaded & {
  /** Where those of its resources wait that stayed out, because rows would have been lost. */
  readonly waiting: readonly HeldPackage[];
};

/**
 * Loads a sealed package and marks it. It is held where the warehouse went on since it was fetched, where its load
 * failed several times, and where it would take away more rows than it may; where only some of its resources would, they
 * are put aside into a held package of their own and the others load.
 * @throws DangoError `package-held`, or why the load failed; the package is kept.
 */
export async function loadSealedPackage(
  destination: FetchTarget,
  folder: string,
  { runId, onEvent, signal, mask, neighbours, isScratch, accepted }: LoadPackageHost,
): Promise<LoadedPackage> {
  const sealed = readManifest(folder);
  const manifest = accepted?.allowsLoss === true ? lossAccepted(sealed) : sealed;
  const { load_id: loadId } = manifest;
  const startedAt = performance.now();
  crashPoint('sealed');
  onEvent({ type: 'load-started', loadId });
  if (process.memoryUsage.rss() > manyBytes) giveMemoryBack();
  let outcome: LoadOutcome;
  try {
    outcome = await destination.load(manifest, folder, {
      signal,
      mask,
      neighbours,
      isAccepted: accepted !== undefined,
      onWaiting: (holder, waitedMs) => onEvent({ type: 'load-waiting', holder, waitedMs }),
      onTable: (table, rows) => onEvent({ type: 'table-written', table, rows }),
    });
  } catch (error) {
    // A person who cancels interrupts the database; that is nothing the package could be blamed for either.
    if (signal.aborted || !DangoError.is(error)) throw error;
    noteFailure(folder, error);
    throw error.code === 'package-held' ? waysOn(error, loadId) : error;
  }
  if (outcome.outcome === 'outdated') {
    const reason = describeOutdated(outcome, manifest);
    holdPackage(folder, { kind: 'state-moved', reason });
    throw new DangoError(`Load package ${loadId} is held: ${reason}.`, {
      code: 'package-held',
      hint: `Sync again: the rows are fetched anew from where the state is now. Then forget it with: dango loads discard ${loadId}`,
      context: { load_id: loadId },
    });
  }
  const waiting = outcome.held.size === 0 ? undefined : putAside(folder, manifest, outcome);
  markLoaded(folder, runId, { isScratch });
  discardOvertaken(folder, new Set(outcome.plan?.resources.map(({ resource }) => resource.name)));
  const rows = [...outcome.tables.values()].reduce((sum, count) => sum + count, 0);
  onEvent({ type: 'load-finished', loadId, rows, durationMs: Math.round(performance.now() - startedAt) });
  return waiting === undefined ? { ...outcome, waiting: [] } : withWaiting(outcome, waiting);
}

/** A crash between the load and this loses nothing that cannot be fetched again: what is put aside is read whole each time. */
function putAside(folder: string, manifest: PackageManifest, { held, stateVersion }: Loaded): HeldPackage {
  const loadId = createLoadId();
  const reason = [...held.values()].map(({ message }) => message.replace(/\.$/, '')).join('; ');
  const owner = findPackage(dirname(folder), manifest.load_id).source;
  const names = new Set(held.keys());
  const options = { loadId, names, basedOn: stateVersion, owner, held: { kind: 'rows-lost', reason } as const };
  dropOlderHeld(splitPackage(folder, manifest, options), 'rows-lost');
  return { load_id: loadId, kind: 'rows-lost', reason };
}

/** The errors of the resources that stayed out name the package in which they wait. */
function withWaiting(outcome: Loaded, waiting: HeldPackage): LoadedPackage {
  const { plan, held } = outcome;
  if (plan === undefined) return { ...outcome, waiting: [waiting] };
  const named = [...held].map(([name, error]) => [name, waysOn(error, waiting.load_id)] as const);
  const refused = new Map([...plan.refused, ...named]);
  return { ...outcome, plan: { ...plan, refused }, waiting: [waiting] };
}

function waysOn({ message, context }: DangoError, loadId: string): DangoError {
  return new DangoError(message, {
    code: 'package-held',
    hint: `Everything stayed as it was. Replace the rows with: dango loads accept ${loadId} (or forget it with discard, or sync with --allow-empty-replace).`,
    context: { ...context, load_id: loadId },
  });
}

/**
 * Counts failures that would repeat themselves. A locked warehouse is nothing that the package could be blamed for;
 * rows that cannot be loaded as they are would be refused every time.
 */
function noteFailure(folder: string, { code, message }: DangoError): void {
  if (code === 'warehouse-locked') return;
  const failures = (readFailures(folder)?.failures ?? 0) + 1;
  writeFailures(folder, { failures, code, message });
  const reason = message.replace(/\.$/, '');
  const kind = code === 'rows-refused' ? code : code === 'package-held' ? 'rows-lost' : undefined;
  if (kind !== undefined) {
    holdPackage(folder, { kind, reason });
    dropOlderHeld(folder, kind);
  } else if (failures >= maxFailures) {
    holdPackage(folder, {
      kind: 'load-failed',
      reason: `${failures} loads failed, the last one with: ${reason}`,
    });
  }
}

/** What reading has left behind would stand beside what the database needs. Only the process of a run offers this. */
function giveMemoryBack(): void {
  // The usual way clears it away as well, yet keeps the pages for later: 120 MB after 500 MB of records.
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
