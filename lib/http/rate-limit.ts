import { DangoError } from '../errors/dango-error.ts';
import { rateLimitPeriodsMs, type RateLimit } from '../spec/rate-limit.ts';
import type { Clock } from './clock.ts';
import { hasBudget, type SharedBudget } from './shared-budget.ts';

/** Spaces the requests of one client. */
export interface RateLimiter {
  /**
   * Resolves when the next request may be sent. `onDelay` is told a wait of more than 50 ms before it begins.
   * @throws `run-cancelled` as soon as `signal` fires.
   */
  acquire(signal: AbortSignal, onDelay: (waitMs: number) => void): Promise<void>;
  /** Holds back every request until this instant, also those that wait already. */
  pauseUntil(instantMs: number): void;
  /** The server has refused a request because of too many: they are spaced further apart, until successes say otherwise. */
  slowDown(): void;
  /** The server has accepted a request. */
  speedUp(): void;
}

export interface RateLimiterOptions {
  /** Absent: no spacing; pauses count all the same. */
  readonly rate: RateLimit | undefined;
  readonly clock: Clock;
}

const untoldWaitMs = 50;

const firstSlowMs = 250;
const slowestMs = 10_000;
/** Requests that were under way together are refused together, and mean one thing. */
const sameRefusalMs = 1000;

/**
 * Gives each request a slot of its own: at the same distance from the one before, or as early as no period holds too
 * many.
 * @throws `config-invalid` unless the rate is above 0.
 */
export function createRateLimiter({ rate, clock }: RateLimiterOptions): RateLimiter {
  checkRate(rate);
  const budget = hasBudget(rate) ? rate.budget : undefined;
  const chooseSlot =
    budget !== undefined ? evenSlots(undefined) : typeof rate === 'object' ? windowSlots(rate) : evenSlots(rate);
  let pausedUntil = 0;
  let slowMs = 0;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let lastSlot = Number.NEGATIVE_INFINITY;
  const reserve = (): number => {
    lastSlot = chooseSlot(Math.max(clock.now(), pausedUntil, lastSlot + slowMs));
    return lastSlot;
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
      if (budget !== undefined) await takeShared(budget, { clock, signal, onDelay });
    },
    pauseUntil(instantMs) {
      pausedUntil = Math.max(pausedUntil, instantMs);
      budget?.pauseUntil(instantMs);
    },
    slowDown() {
      const now = clock.now();
      if (now - slowedAt < Math.max(sameRefusalMs, slowMs)) return;
      slowedAt = now;
      slowMs = Math.min(slowestMs, Math.max(firstSlowMs, slowMs * 2));
    },
    speedUp() {
      slowMs = slowMs <= untoldWaitMs ? 0 : slowMs * 0.8;
    },
  };
}

interface Waiter {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onDelay: (waitMs: number) => void;
}

/** Nothing is reserved for later: whoever comes first when there is something again gets it, and who dies holds nothing. */
async function takeShared(budget: SharedBudget, { clock, signal, onDelay }: Waiter): Promise<void> {
  for (;;) {
    const waitMs = Math.ceil(budget.take(clock.now()));
    if (waitMs <= 0) return;
    if (waitMs > untoldWaitMs) onDelay(waitMs);
    await clock.wait(waitMs, signal);
  }
}

function checkRate(rate: RateLimit | undefined): void {
  const requests = typeof rate === 'object' ? rate.requests : rate;
  if (requests === undefined || requests > 0) return;
  throw new DangoError(`Rate limit must be above 0 requests, not ${requests}`, {
    code: 'config-invalid',
    hint: 'Set rate_limit to a number such as 5, or leave it out.',
  });
}

/** Gives the first free slot at or behind an instant, and takes it. */
type ChooseSlot = (earliest: number) => number;

function evenSlots(requestsPerSecond: number | undefined): ChooseSlot {
  const intervalMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  let next = 0;
  return (earliest) => {
    const slot = Math.max(earliest, next);
    next = slot + intervalMs;
    return slot;
  };
}

/** Remembers the last slots in a ring: the one that is as many requests back must lie a whole period back. */
function windowSlots({ requests, per }: Exclude<RateLimit, number>): ChooseSlot {
  const taken: number[] = [];
  let oldest = 0;
  return (earliest) => {
    const slot = Math.max(earliest, taken.length < requests ? 0 : (taken[oldest] ?? 0) + rateLimitPeriodsMs[per]);
    taken[oldest] = slot;
    oldest = (oldest + 1) % requests;
    return slot;
  };
}
