import { setTimeout as sleep } from 'node:timers/promises';

import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { SyncHost } from '../sync/sync-source.ts';
import { combineStatuses } from './combine-statuses.ts';
import type { EventLog } from './event-log.ts';
import { cancelledError, internalRunError, interruptedError } from './run-errors.ts';
import { isFinished, type RunRecord, type RunRequest } from './run-record.ts';
import { heartbeatMs, type RunLease, type RunOutcome, type RunOwner, type RunStore } from './run-store.ts';

/** Does what a request asks for and returns one report per source or pipeline. */
export type RunWork = (request: RunRequest, host: SyncHost) => Promise<readonly SyncReport[]>;

export interface PerformRunOptions {
  readonly run: RunRecord;
  readonly store: RunStore;
  readonly events: EventLog;
  readonly owner: RunOwner;
  readonly work: RunWork;
  /** Where the stack of an unexpected error goes. */
  readonly writeLog: (text: string) => void;
  /** Aborted when the run is to be cancelled. */
  readonly signal: AbortSignal;
  /** Rejects when something failed outside of the work's own promise, and the work may therefore never settle. */
  readonly fault: Promise<never>;
}

const turnPollMs = 250;

/**
 * Waits for the run's turn, does its work and records how it ended: first in the store, then as the last event.
 * Whatever the work throws becomes part of the outcome.
 */
export async function performRun(options: PerformRunOptions): Promise<RunOutcome> {
  const { run, store, events } = options;
  const lease = await waitForTurn(options);
  const wanted = lease === undefined ? undefined : await workUnderLease(options, lease);
  const isRecorded = lease !== undefined && wanted !== undefined && (await store.finish(lease, wanted));
  const outcome = isRecorded ? wanted : await outcomeInStore(store, run.id);
  const { status, reports, error } = outcome;
  events.append({ type: 'run-finished', status, reports, ...(error === undefined ? {} : { error }) });
  return outcome;
}

/** Undefined: the run is over already, because it was cancelled or taken for dead while it waited. */
async function waitForTurn({ run, store, owner, events, signal }: PerformRunOptions): Promise<RunLease | undefined> {
  let lastBehind: string | undefined;
  for (;;) {
    if (signal.aborted && (await store.cancelQueued(run.id))) return undefined;
    const claim = await store.claim(run.id, owner);
    if (claim.outcome === 'claimed') return claim.lease;
    if (claim.outcome === 'gone') return undefined;
    if (claim.behind !== lastBehind) events.append({ type: 'run-queued', behind: claim.behind });
    lastBehind = claim.behind;
    await sleep(turnPollMs, undefined, { signal }).catch(() => {});
  }
}

async function workUnderLease(options: PerformRunOptions, lease: RunLease): Promise<RunOutcome> {
  const { run, store, events, work, signal, fault } = options;
  events.append({ type: 'run-started' });
  const leaseLost = new AbortController();
  const stopHeartbeat = startHeartbeat(store, lease, () => leaseLost.abort());
  try {
    const host = { runId: run.id, onEvent: events.append, signal: AbortSignal.any([signal, leaseLost.signal]) };
    const reports = await Promise.race([work(run.request, host), fault]);
    return { status: combineStatuses(reports.map((report) => report.status)), reports };
  } catch (error) {
    return failedOutcome(error, options);
  } finally {
    stopHeartbeat();
  }
}

function startHeartbeat(store: RunStore, lease: RunLease, onLost: () => void): () => void {
  const beat = async (): Promise<void> => {
    // A database that is busy for a moment is no reason to stop: the lease outlives several missed beats.
    const isHeld = await store.heartbeat(lease).catch(() => true);
    if (!isHeld) onLost();
  };
  const timer = setInterval(() => void beat(), heartbeatMs);
  return () => clearInterval(timer);
}

function failedOutcome(error: unknown, { run, signal, writeLog }: PerformRunOptions): RunOutcome {
  if (signal.aborted) return { status: 'cancelled', reports: [], error: cancelledError };
  if (DangoError.is(error)) return { status: 'failed', reports: [], error: toErrorRecord(error) };
  writeLog(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { status: 'failed', reports: [], error: internalRunError(run.id) };
}

async function outcomeInStore(store: RunStore, runId: string): Promise<RunOutcome> {
  const run = await store.find(runId);
  if (run === undefined || !isFinished(run)) return { status: 'interrupted', reports: [], error: interruptedError };
  return { status: run.status, reports: run.reports, error: run.error };
}
