import type { RetryOptions } from '../spec/retry-options.ts';
import { defaultHttpLimits } from './default-limits.ts';
import type { HttpLimits } from './http-scope.ts';

/** The limits of one request: of the project, changed key by key by each of `retries`, the last one most. */
export function chooseLimits(given: Partial<HttpLimits> = {}, retries: readonly RetryOptions[] = []): HttpLimits {
  const limits = { ...defaultHttpLimits, ...given };
  const last = <Key extends keyof RetryOptions>(key: Key) =>
    retries.map((options) => options[key]).findLast((value) => value !== undefined);
  const maxWaitMs = last('maxWaitMs') ?? limits.maxWaitMs;
  return {
    ...limits,
    maxAttempts: last('attempts') ?? limits.maxAttempts,
    retriedStatuses: last('statuses') ?? limits.retriedStatuses,
    maxWaitMs,
    retryBudgetMs: last('budgetMs') ?? Math.max(limits.retryBudgetMs, 3 * maxWaitMs),
  };
}
