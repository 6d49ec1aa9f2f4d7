import type { RateLimit } from '../spec/rate-limit.ts';

/** The requests that all clients under one key may send, in this process and in others. */
export interface SharedBudget {
  /**
   * Takes one request out of the budget.
   * @param nowMs milliseconds since 1970.
   * @returns 0, or how many milliseconds to wait before asking again.
   */
  take(nowMs: number): number;
  /** Nobody gets any before this instant. */
  pauseUntil(instantMs: number): void;
}

/** A rate limit whose requests are counted together with those of others. */
export type BudgetedRate = Exclude<RateLimit, number> & { readonly budget: SharedBudget };

export function hasBudget(rate: RateLimit | undefined): rate is BudgetedRate {
  return typeof rate === 'object' && 'budget' in rate;
}
