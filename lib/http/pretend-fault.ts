import type { Clock } from './clock.ts';
import type { MetFault } from './fault-switch.ts';
import type { NetworkFailure, Transport, TransportOptions, WireRequest, WireResponse } from './transport.ts';

export interface PretendOptions extends TransportOptions {
  /** Status by which the API says that credentials are no good any more. */
  readonly refusalStatus: number;
  readonly transport: Transport;
  readonly clock: Clock;
}

/**
 * What a sending that meets a fault brings. Nothing is sent where the fault takes the place of the answer: `429`, `401`, `500`,
 * and also `cut`, so that a test changes nothing behind an answer that never came; the request counts as sent all the same,
 * as it would if its answer broke off. `slow` waits and then sends, unless the time of one attempt is over before: then nothing is
 * sent either.
 * @throws `run-cancelled` when the signal fires.
 */
export async function pretendFault(
  fault: MetFault,
  request: WireRequest,
  { refusalStatus, transport, clock, ...options }: PretendOptions,
): Promise<WireResponse | NetworkFailure> {
  switch (fault.kind) {
    case '429':
      return answer(429, { 'retry-after': String(fault.seconds) });
    case '401':
      return answer(refusalStatus);
    case '500':
      return answer(500);
    case 'cut':
      return fail('cut', 'the response broke off');
    case 'slow': {
      const { requestTimeoutMs, signal } = options;
      const waitMs = fault.seconds * 1000;
      await clock.wait(Math.min(waitMs, requestTimeoutMs), signal);
      if (waitMs >= requestTimeoutMs) return fail('timeout', 'no response in time');
      return await transport(request, { ...options, requestTimeoutMs: requestTimeoutMs - waitMs });
    }
  }
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): WireResponse {
  const body = JSON.stringify({ error: `The test pretends status ${status}; the API was not asked.` });
  return {
    type: 'response',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    bytes: Buffer.from(body),
  };
}

function fail(kind: 'cut' | 'timeout', words: string): NetworkFailure {
  return { type: 'failure', kind, words, systemCode: undefined, wasSent: true, cause: undefined };
}
