import type { HttpCall } from './http-call.ts';
import { excerptBody } from './decode-text.ts';
import { maskUrl } from './redact.ts';
import type { BodyView } from './body-view.ts';
import type { PretendedAnswer, RetriedAttempt } from './exchange.ts';
import { describeFault } from '../spec/fault.ts';
import { decideNext, type Ruling } from './decide-next.ts';
import { isWithoutConnection } from './retry-policy.ts';
import { sendAttempt, type AttemptOptions, type AttemptResult } from './send-attempt.ts';
import { isRefusedByLimit, readToldWait } from './told-wait.ts';
import type { WireResponse } from './transport.ts';

/** What is known of a request while it is under way; for its record, also when it fails half-way. */
export interface CallProgress {
  readonly exchange: number;
  readonly startedAtMs: number;
  /** When the first attempt had its turn and its credentials. Undefined: nothing was sent yet. */
  firstSentAtMs?: number;
  /** How often it was tried. */
  attempts: number;
  /** Those that did not count, in order. */
  readonly retries: RetriedAttempt[];
  /** Sendings that met a fault of a test, in order. */
  readonly pretended: PretendedAnswer[];
}

export type AttemptsOptions = Omit<AttemptOptions, 'connectTimeoutMs' | 'onFault'>;

export interface AttemptsResult extends AttemptResult {
  /** The next step, where it takes more than a look at the status. */
  readonly hint?: string | undefined;
  /** What a rule of the request says about the response. */
  readonly ruling?: Ruling | undefined;
  readonly body?: BodyView | undefined;
}

/** Sends a request as often as the retry policy says, and tells every response and every wait. */
export async function runAttempts(
  call: HttpCall,
  progress: CallProgress,
  options: AttemptsOptions,
): Promise<AttemptsResult> {
  const { state, limits } = call;
  const { clock } = state;
  let counted = 1;
  let spentMs = 0;
  for (;;) {
    progress.attempts++;
    const attemptedAtMs = clock.now();
    let sentAtMs: number | undefined;
    const result = await sendAttempt(call, {
      ...options,
      connectTimeoutMs: (origin) => connectTimeout(call, origin),
      onSend: (sent) => {
        sentAtMs ??= clock.now();
        options.onSend(sent);
      },
      onFault: (fault) => {
        const cause = describeFault(fault);
        progress.pretended.push({ fault: fault.position, attempt: progress.attempts, cause });
        call.scope.onEvent?.({ type: 'fault-pretended', ...describe(call, progress), cause });
      },
    });
    const endedAtMs = clock.now();
    // A wait for the rate limit before it is none of the request's own time.
    spentMs += endedAtMs - (sentAtMs ?? endedAtMs);
    if (result.outcome.type === 'response') noteResponse(call, progress, result.outcome, clock.now() - attemptedAtMs);
    const decision = decideNext(call.rules, {
      attempt: counted,
      outcome: result.outcome,
      isRepeatable: call.isRepeatable,
      hasHostAnswered: state.answeredOrigins.has(result.url.origin),
      silentMs: noteSilence(call, result, attemptedAtMs),
      spentMs,
      limits,
      nowMs: clock.now(),
      random: state.random(),
    });
    if (decision.type === 'stop') {
      const { hint, ruling, body } = decision;
      return { ...result, hint, ruling, body };
    }
    const { cause, waitMs, isTold, isForAll } = decision;
    if (isForAll === true) state.limiter.pauseUntil(clock.now() + waitMs);
    if (!isTold) counted++;
    spentMs += waitMs;
    progress.retries.push({ cause: call.mask(cause), tookMs: endedAtMs - attemptedAtMs, waitMs });
    call.scope.onEvent?.({ type: 'request-retried', ...describe(call, progress), cause: call.mask(cause), waitMs });
    await clock.wait(waitMs, options.signal);
  }
}

/** A host that never answered gets no more time than it has left. */
function connectTimeout({ state, limits }: HttpCall, origin: string): number {
  if (state.answeredOrigins.has(origin)) return limits.connectTimeoutMs;
  const silentMs = state.silentHosts.silentForMs(origin, state.clock.now());
  return Math.max(1, Math.min(limits.connectTimeoutMs, limits.unreachableAfterMs - silentMs));
}

/** Returns for how long the host has been tried without a connection. */
function noteSilence({ state }: HttpCall, { outcome, url }: AttemptResult, attemptedAtMs: number): number {
  const nowMs = state.clock.now();
  if (isWithoutConnection(outcome)) state.silentHosts.note(url.origin, attemptedAtMs, nowMs);
  return state.silentHosts.silentForMs(url.origin, nowMs);
}

/** A server that asks for a pause means the whole client, not only the request that it refused. */
function noteResponse(call: HttpCall, progress: CallProgress, response: WireResponse, durationMs: number): void {
  const { state, scope, limits, maskBody } = call;
  const { status, headers, bytes } = response;
  const nowMs = state.clock.now();
  const isRefused = isRefusedByLimit(response);
  const pauseMs = isRefused || status < 400 ? readToldWait(response, nowMs) : undefined;
  // Who would have to wait too long finds out by its own request, with an error that says so.
  if (pauseMs !== undefined && pauseMs <= limits.maxWaitMs) state.limiter.pauseUntil(nowMs + pauseMs);
  // A server that names no time is asked less often from here on.
  if (isRefused && pauseMs === undefined) state.limiter.slowDown();
  else if (status < 400) state.limiter.speedUp();
  scope.onEvent?.({
    type: 'request-finished',
    ...describe(call, progress),
    status,
    bytes: bytes.length,
    durationMs,
    excerpt: excerptBody(bytes, headers['content-type'], { length: 500, mask: maskBody }),
  });
}

function describe({ method, url, mask }: HttpCall, { exchange, attempts }: CallProgress) {
  return { exchange, method, url: maskUrl(url.href, mask), attempt: attempts };
}
