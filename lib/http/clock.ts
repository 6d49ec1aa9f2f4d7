import { setTimeout as sleep } from 'node:timers/promises';
import { createCancelledError } from './cancelled-error.ts';

/** Time as the HTTP layer sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds.
   * @throws `run-cancelled` as soon as `signal` fires.
   */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(ms, signal) {
    try {
      await sleep(Math.min(ms, longestTimerMs), undefined, { signal });
    } catch (error) {
      throw signal.aborted ? createCancelledError(signal) : error;
    }
  },
};
