import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { DangoError } from '../errors/dango-error.ts';
import { cancelledError } from './run-errors.ts';
import { isFinished } from './run-record.ts';
import type { RunStore } from './run-store.ts';

export interface CancelOptions {
  /** How long the run may take to stop by itself, in milliseconds. Default 2000; then it is killed. */
  readonly graceMs?: number;
}

const pollMs = 50;

/**
 * Stops a run: out of the queue at once, or by a signal to its process and everything that it started. False: it had
 * ended already. What it has fetched completely stays on disk. Throws `run-failed` if another machine works on it.
 */
export async function cancelRun(
  runId: string,
  store: RunStore,
  { graceMs = 2_000 }: CancelOptions = {},
): Promise<boolean> {
  if (await store.cancelQueued(runId)) return true;
  // Only a fresh lease gives a process id: the number of a dead process may belong to another program by now.
  const owner = await store.findOwner(runId);
  if (owner === undefined) return false;
  if (owner.host !== hostname()) {
    throw new DangoError(`Run "${runId}" is worked on by another machine ("${owner.host}").`, {
      code: 'run-failed',
      hint: `Cancel it on "${owner.host}".`,
    });
  }
  signalGroup(owner.pid, 'SIGTERM');
  for (const deadline = Date.now() + graceMs; Date.now() < deadline;) {
    const run = await store.find(runId);
    if (run === undefined || isFinished(run)) return run?.status === 'cancelled';
    await sleep(pollMs);
  }
  signalGroup(owner.pid, 'SIGKILL');
  return store.end(runId, 'cancelled', cancelledError);
}

/** A run's process leads a group of its own, so one signal reaches what it started too. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const hasEnded = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!hasEnded) throw error;
  }
}
