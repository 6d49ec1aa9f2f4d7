import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LockOptions {
  /** How long to wait for whoever holds the lock. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Makes the error for a lock that was not given up in time. */
  readonly onTimeout: () => Error;
}

const pauseMs = 25;
const sqliteBusy = 5;

/**
 * Runs `work` while nobody else, in this process or another one, runs any under the same file. The folder must exist.
 * The file is an empty database that stays: the system itself takes the lock away from a process that dies.
 * @throws what `work` and `onTimeout` make, and the signal's reason.
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { waitMs, signal, onTimeout }: LockOptions,
): Promise<Result> {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    const deadline = performance.now() + waitMs;
    while (!tryLock(lock)) {
      if (performance.now() > deadline) throw onTimeout();
      signal?.throwIfAborted();
      await sleep(pauseMs);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin immediate');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return false;
    throw error;
  }
}
