import type { HttpLimits } from './http-scope.ts';

/** The limits of a request for which neither project nor caller sets any. */
export const defaultHttpLimits: HttpLimits = {
  connectTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  maxResponseBytes: 256 * 1024 * 1024,
  maxAttempts: 10,
  retriedStatuses: [429, 500, 502, 503, 504],
  maxWaitMs: 300_000,
  retryBudgetMs: 900_000,
  unreachableAfterMs: 12_000,
};
