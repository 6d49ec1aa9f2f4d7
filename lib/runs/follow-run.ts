import { DangoError } from '../errors/dango-error.ts';
import { readEvents, type ReadEvent } from './read-events.ts';
import type { RunFinishedEvent } from './run-event.ts';
import { runFiles } from './run-files.ts';
import { isFinished, type FinalRunStatus, type RunRecord } from './run-record.ts';
import type { RunStore } from './run-store.ts';
import { interruptedError } from './run-errors.ts';
import { createWakeUp } from './wake-up.ts';

export interface FollowOptions {
  /** The byte offset behind the last event already seen. Default 0: from the start. */
  readonly offset?: number;
  /** Ends the iteration without an error. The run goes on. */
  readonly signal?: AbortSignal;
  /** Settles when the run's process has ended, where the caller started it; makes the death of a run known at once. */
  readonly exited?: Promise<void>;
}

const pollMs = 250;
/** Looking for expired leases writes to the database, so it is done on every eighth look only. */
const looksPerExpiry = 8;

/**
 * The events of a run, those of the past first, then each as it happens, up to `run-finished`. If the run's process
 * died without that event, one with the status of its row (`interrupted`) ends the iteration.
 * Throws `name-unknown` if there is no such run.
 */
export async function* followRun(
  projectRoot: string,
  runId: string,
  store: RunStore,
  { offset = 0, signal, exited }: FollowOptions = {},
): AsyncGenerator<ReadEvent> {
  const { events: file } = runFiles(projectRoot, runId);
  const wakeUp = createWakeUp(file);
  let hasExited = false;
  void exited?.then(() => {
    hasExited = true;
    wakeUp.wake();
  });
  signal?.addEventListener('abort', wakeUp.wake);
  let position: ReadPosition = { offset, seq: 0 };
  let wasOver = false;
  try {
    for (let look = 1; ; look += 1) {
      if (signal?.aborted === true) return;
      const hadExited = hasExited;
      const run = await lookUpRun(store, runId, { hasExited, isExpiryDue: look % looksPerExpiry === 0 });
      for await (const read of readEventsIfAny(file, position.offset)) {
        position = { offset: read.offset, seq: read.event.seq };
        yield read;
        if (read.event.type === 'run-finished') return;
      }
      // The row says the end first and the file a moment later: only a second look, or a dead process, proves it missing.
      if (isFinished(run) && (wasOver || hadExited)) {
        yield endFromRow(run, position);
        return;
      }
      wasOver = isFinished(run);
      await wakeUp.sleep(pollMs);
    }
  } finally {
    signal?.removeEventListener('abort', wakeUp.wake);
    wakeUp.close();
  }
}

interface ReadPosition {
  readonly offset: number;
  readonly seq: number;
}

async function lookUpRun(
  store: RunStore,
  runId: string,
  { hasExited, isExpiryDue }: { readonly hasExited: boolean; readonly isExpiryDue: boolean },
): Promise<RunRecord> {
  if (hasExited) await store.end(runId, 'interrupted', interruptedError);
  else if (isExpiryDue) await store.interruptExpired();
  const run = await store.find(runId);
  if (run !== undefined) return run;
  throw new DangoError(`There is no run "${runId}" in this project.`, {
    code: 'name-unknown',
    hint: 'List the runs with `dango runs`.',
  });
}

async function* readEventsIfAny(file: string, offset: number): AsyncGenerator<ReadEvent> {
  try {
    yield* readEvents(file, offset);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
}

function endFromRow(run: RunRecord & { readonly status: FinalRunStatus }, { offset, seq }: ReadPosition): ReadEvent {
  const finished: RunFinishedEvent = {
    type: 'run-finished',
    status: run.status,
    reports: run.reports,
    ...(run.error === undefined ? {} : { error: run.error }),
  };
  return { offset, event: { seq: seq + 1, at: run.finishedAt ?? run.createdAt, ...finished } };
}
