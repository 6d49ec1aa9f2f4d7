import { DangoError } from '../errors/dango-error.ts';
import { createCancelledError } from './cancelled-error.ts';

/** Keeps the number of requests small that one host has to answer at the same time. */
export interface ConcurrencyLimit {
  /**
   * Does `work` when there is room at the origin, in the order of the calls.
   * @throws `run-cancelled` as soon as `signal` fires while it waits.
   */
  run<Result>(origin: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

/**
 * @param most requests under way at the same time; absent: as many as there are.
 * @throws `config-invalid` unless it is a whole number from 1 on.
 */
export function createConcurrencyLimit(most: number | undefined): ConcurrencyLimit {
  if (most === undefined) return { run: (_origin, _signal, work) => work() };
  if (!Number.isInteger(most) || most < 1) {
    throw new DangoError(`Concurrency must be a whole number from 1 on, not ${most}`, {
      code: 'config-invalid',
      hint: 'Set concurrency to a number such as 2, or leave it out.',
    });
  }
  const busy = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const leave = (origin: string): void => {
    const next = waiting.get(origin)?.shift();
    // The place is handed on, so that nobody else can take it in between.
    if (next !== undefined) next();
    else busy.set(origin, (busy.get(origin) ?? 1) - 1);
  };
  return {
    async run(origin, signal, work) {
      const count = busy.get(origin) ?? 0;
      if (count < most) busy.set(origin, count + 1);
      else await queueUp(waiting, origin, signal);
      try {
        return await work();
      } finally {
        leave(origin);
      }
    },
  };
}

function queueUp(waiting: Map<string, (() => void)[]>, origin: string, signal: AbortSignal): Promise<void> {
  const queue = waiting.get(origin) ?? [];
  waiting.set(origin, queue);
  return new Promise((resolve, reject) => {
    const enter = (): void => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = (): void => {
      queue.splice(queue.indexOf(enter), 1);
      reject(createCancelledError(signal));
    };
    queue.push(enter);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
