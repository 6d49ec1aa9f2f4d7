import { cancelRun } from './cancel-run.ts';
import { followRun } from './follow-run.ts';
import type { StoredRunEvent } from './run-event.ts';
import type { RunRecord, RunRequest } from './run-record.ts';
import type { RunStore } from './run-store.ts';
import { startRun } from './start-run.ts';

export interface RunToEndOptions {
  readonly onEvent: (run: RunRecord, event: StoredRunEvent) => void;
  /** When aborted, running runs are cancelled and the others are not started. */
  readonly signal: AbortSignal;
  /** How many runs work at the same time. Default 3. */
  readonly concurrency?: number;
  /** Default: each run gets a process of its own. */
  readonly start?: typeof startRun;
}

/** Starts a run for each request and waits for all of them. Returns them as they ended, in the order of the requests. */
export async function runToEnd(
  projectRoot: string,
  requests: readonly RunRequest[],
  store: RunStore,
  { concurrency = 3, ...options }: RunToEndOptions,
): Promise<readonly RunRecord[]> {
  const ended = new Map<number, RunRecord>();
  const queue = requests.entries();
  const work = async (): Promise<void> => {
    for (const [index, request] of queue) {
      if (options.signal.aborted) return;
      const run = await runOne(projectRoot, request, store, options);
      ended.set(index, run);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, work));
  return [...ended].sort(([left], [right]) => left - right).map(([, run]) => run);
}

async function runOne(
  projectRoot: string,
  request: RunRequest,
  store: RunStore,
  { onEvent, signal, start = startRun }: RunToEndOptions,
): Promise<RunRecord> {
  const { run, exited } = await start(projectRoot, request, store);
  let cancelling: Promise<unknown> | undefined;
  const cancel = (): void => {
    cancelling ??= cancelRun(run.id, store);
    // Its failure is thrown below, where somebody waits for it.
    cancelling.catch(() => {});
  };
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  try {
    for await (const { event } of followRun(projectRoot, run.id, store, { exited })) onEvent(run, event);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  await cancelling;
  return (await store.find(run.id)) ?? run;
}
