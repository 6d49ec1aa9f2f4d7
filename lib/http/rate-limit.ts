import { DangoError } from '../errors/dango-error.ts';
import type { Clock } from './clock.ts';

/** Spaces the requests of one client. */
export interface RateLimiter {
  /**
   * Resolves when the next request may be sent. `onDelay` is told a wait of more than 50 ms before it begins.
   * @throws `run-cancelled` as soon as `signal` fires.
   */
  acquire(signal: AbortSignal, onDelay: (waitMs: number) => void): Promise<void>;
  /** Holds back every request until this instant, also those that wait already. */
  pauseUntil(instantMs: number): void;
}

export interface RateLimiterOptions {
  /** Absent: no spacing; pauses count all the same. */
  readonly requestsPerSecond: number | undefined;
  readonly clock: Clock;
}

const untoldWaitMs = 50;

/**
 * Gives each request a slot of its own, `1 / requestsPerSecond` after the one before.
 * @throws `config-invalid` unless the rate is above 0.
 */
export function createRateLimiter({ requestsPerSecond, clock }: RateLimiterOptions): RateLimiter {
  if (requestsPerSecond !== undefined && !(requestsPerSecond > 0)) {
    throw new DangoError(`Rate limit must be above 0 requests per second, not ${requestsPerSecond}`, {
      code: 'config-invalid',
      hint: 'Set rate_limit to a number such as 5, or leave it out.',
    });
  }
  const intervalMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  let nextSlot = 0;
  let pausedUntil = 0;
  const reserve = (): number => {
    const slot = Math.max(clock.now(), nextSlot, pausedUntil);
    nextSlot = slot + intervalMs;
    return slot;
  };
  return {
    async acquire(signal, onDelay) {
      let slot = reserve();
      while (slot > clock.now()) {
        const waitMs = Math.ceil(slot - clock.now());
        if (waitMs > untoldWaitMs) onDelay(waitMs);
        await clock.wait(waitMs, signal);
        // The pause came while this request was waiting.
        if (pausedUntil > slot) slot = reserve();
      }
    },
    pauseUntil(instantMs) {
      pausedUntil = Math.max(pausedUntil, instantMs);
    },
  };
}
