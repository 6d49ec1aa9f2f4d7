import { describeWait } from './describe-wait.ts';
import type { HttpLimits } from './http-scope.ts';
import { isRefusedByLimit, readToldWait } from './told-wait.ts';
import type { NetworkFailure, WireResponse } from './transport.ts';

export interface FinishedAttempt {
  /** 1 for the first; one that ended in a wait that the server asked for is not counted. */
  readonly attempt: number;
  readonly outcome: WireResponse | NetworkFailure;
  /** Whether a repeated request does no harm. */
  readonly isRepeatable: boolean;
  /** Whether the host has ever answered this client. */
  readonly hasHostAnswered: boolean;
  /** For how long the host has been tried without a connection. */
  readonly silentMs: number;
  /** Time that the request has taken so far, its waits included. */
  readonly spentMs: number;
  readonly limits: HttpLimits;
  readonly nowMs: number;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: number;
}

export type RetryDecision =
  /** With a hint where the server asked for a wait that the limits do not allow. */
  | { readonly type: 'stop'; readonly hint?: string | undefined }
  /** `isTold`: the server asked for it, so the attempt does not count. */
  | { readonly type: 'wait'; readonly waitMs: number; readonly cause: string; readonly isTold: boolean };

/** With these the server says that it has not processed the request, so even a POST may be repeated. */
const unprocessedStatuses = new Set([429, 503]);
const retriedFailures = new Set(['unreachable', 'name-unknown', 'reset', 'cut', 'timeout']);
const noConnection = new Set(['unreachable', 'name-unknown', 'reset']);

const firstWaitMs = 1000;
const longestBackoffMs = 60_000;
/** A server that asks for less could be asked without end; its word is taken, but the attempt counts. */
const shortestToldWaitMs = 1000;
const stop: RetryDecision = { type: 'stop' };

/** Decides whether a request is sent again, and after which wait. */
export function decideRetry(finished: FinishedAttempt): RetryDecision {
  const { attempt, outcome, limits, silentMs } = finished;
  if (outcome.type === 'response') {
    return isRetried(outcome, finished) ? planRepeat(finished, `status ${outcome.status}`) : stop;
  }
  if (!retriedFailures.has(outcome.kind)) return stop;
  if (!finished.isRepeatable && outcome.wasSent) return stop;
  const decision = planRepeat(finished, outcome.words);
  if (decision.type === 'wait' && !finished.hasHostAnswered && isWithoutConnection(outcome)) {
    // A wrong address is the likeliest reason, and a person is waiting for the answer.
    if (outcome.kind === 'name-unknown' && attempt >= 2) return stop;
    if (silentMs + decision.waitMs >= limits.unreachableAfterMs) return stop;
  }
  return decision;
}

function isRetried(response: WireResponse, { limits, isRepeatable }: FinishedAttempt): boolean {
  const status = isRefusedByLimit(response) ? 429 : response.status;
  return limits.retriedStatuses.includes(status) && (isRepeatable || unprocessedStatuses.has(status));
}

/** Whether an attempt failed as if nobody were there to answer. */
export function isWithoutConnection(outcome: FinishedAttempt['outcome']): boolean {
  return outcome.type === 'failure' && noConnection.has(outcome.kind);
}

/**
 * The wait before the next attempt, as far as attempts and time allow one. `givenMs` wins, then what the server asks for;
 * else it is 1, 2, 4 … 60 s with jitter, so that many clients do not come back at once.
 */
export function planRepeat(finished: FinishedAttempt, cause: string, givenMs?: number): RetryDecision {
  const { attempt, outcome, limits, nowMs, random, spentMs } = finished;
  if (limits.maxAttempts === 1) return stop;
  const told = givenMs ?? (outcome.type === 'response' ? readToldWait(outcome, nowMs) : undefined);
  if (told !== undefined && told > limits.maxWaitMs) {
    const seconds = Math.ceil(told / 1000);
    return {
      type: 'stop',
      hint: `Sync again in ${describeWait(told)}, or set retry.max_wait of the source to ${seconds}: the API asks for that wait.`,
    };
  }
  const isTold = told !== undefined && told >= shortestToldWaitMs;
  if (!isTold && attempt >= limits.maxAttempts) return stop;
  const backoffMs = Math.min(firstWaitMs * 2 ** (attempt - 1), longestBackoffMs) * (0.75 + random / 2);
  const waitMs = Math.round(Math.min(told ?? backoffMs, limits.maxWaitMs));
  if (spentMs + waitMs <= limits.retryBudgetMs) return { type: 'wait', waitMs, cause, isTold };
  return {
    type: 'stop',
    hint: `Sync again later, or raise retry.budget of the source: the time for one request, ${describeWait(limits.retryBudgetMs)}, is used up.`,
  };
}
