import type { HttpLimits } from './http-scope.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { NetworkFailure, WireResponse } from './transport.ts';

export interface FinishedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: WireResponse | NetworkFailure;
  /** Whether a repeated request does no harm. */
  readonly isRepeatable: boolean;
  /** Whether the host has ever answered this client. */
  readonly hasHostAnswered: boolean;
  /** For how long the host has been tried without a connection. */
  readonly silentMs: number;
  readonly limits: HttpLimits;
  readonly nowMs: number;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly type: 'stop' }
  | { readonly type: 'wait'; readonly waitMs: number; readonly cause: string };

const retriedStatuses = new Set([429, 500, 502, 503, 504]);
/** With these the server says that it has not processed the request, so even a POST may be repeated. */
const unprocessedStatuses = new Set([429, 503]);
const retriedFailures = new Set(['unreachable', 'name-unknown', 'reset', 'cut', 'timeout']);
const noConnection = new Set(['unreachable', 'name-unknown', 'reset']);

const firstWaitMs = 1000;
const stop: RetryDecision = { type: 'stop' };

/** Decides whether a request is sent again, and after which wait. */
export function decideRetry(finished: FinishedAttempt): RetryDecision {
  const { attempt, outcome, limits, silentMs } = finished;
  if (attempt >= limits.maxAttempts) return stop;
  if (outcome.type === 'response') {
    if (!retriedStatuses.has(outcome.status)) return stop;
    if (!finished.isRepeatable && !unprocessedStatuses.has(outcome.status)) return stop;
    return { type: 'wait', waitMs: chooseWait(finished), cause: `status ${outcome.status}` };
  }
  if (!retriedFailures.has(outcome.kind)) return stop;
  if (!finished.isRepeatable && outcome.wasSent) return stop;
  const waitMs = chooseWait(finished);
  if (!finished.hasHostAnswered && isWithoutConnection(outcome)) {
    // A wrong address is the likeliest reason, and a person is waiting for the answer.
    if (outcome.kind === 'name-unknown' && attempt >= 2) return stop;
    if (silentMs + waitMs >= limits.unreachableAfterMs) return stop;
  }
  return { type: 'wait', waitMs, cause: outcome.words };
}

/** Whether an attempt failed as if nobody were there to answer. */
export function isWithoutConnection(outcome: FinishedAttempt['outcome']): boolean {
  return outcome.type === 'failure' && noConnection.has(outcome.kind);
}

/** What the server asks for wins; else 1, 2, 4, 8 s with jitter, so that many clients do not come back at once. */
function chooseWait({ attempt, outcome, limits, nowMs, random }: FinishedAttempt): number {
  const asked = outcome.type === 'response' ? parseRetryAfter(outcome.headers['retry-after'], nowMs) : undefined;
  const waitMs = asked ?? firstWaitMs * 2 ** (attempt - 1) * (0.75 + random / 2);
  return Math.round(Math.min(waitMs, limits.maxWaitMs));
}
