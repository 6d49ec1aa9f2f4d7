import type { AuthContext, UnsignedRequest } from './authenticator.ts';
import { createCancelledError } from './cancelled-error.ts';
import type { ClientState } from './client-state.ts';
import { createResponse } from './create-response.ts';
import { excerptBody } from './decode-text.ts';
import { DangoError } from '../errors/dango-error.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { HttpError } from './http-error.ts';
import { prepareCall, type HttpCall } from './http-call.ts';
import { currentHttpScope } from './http-scope.ts';
import { linkSignals } from './link-signals.ts';
import { createNetworkError } from './network-error.ts';
import { recordExchange, type FinishedCall } from './record-exchange.ts';
import { maskHeaders, maskUrl } from './redact.ts';
import { runAttempts, type CallProgress } from './run-attempts.ts';
import type { AttemptResult } from './send-attempt.ts';
import type { WireResponse } from './transport.ts';

/** Sends one request of a caller from beginning to record. `isBare`: without the client's headers and credentials. */
export async function sendRequest(state: ClientState, request: HttpRequest, isBare = false): Promise<HttpResponse> {
  const scope = currentHttpScope();
  const { signal, unlink } = linkSignals([scope.signal, request.signal]);
  try {
    if (signal.aborted) throw createCancelledError(signal);
    const call = prepareCall(state, scope, request, isBare);
    return await runRecorded(call, signal);
  } finally {
    unlink();
  }
}

/** Whatever happens, the exchange is recorded once. */
async function runRecorded(call: HttpCall, signal: AbortSignal): Promise<HttpResponse> {
  const { state, scope } = call;
  const exchange = scope.recorder?.begin() ?? 0;
  const progress: CallProgress = { exchange, startedAtMs: state.clock.now(), attempts: 0 };
  let firstSent: UnsignedRequest | undefined;
  const record = (finished: Omit<FinishedCall, 'firstSent'>): void => {
    recordExchange(call, progress, { ...finished, firstSent });
  };
  const authContext = createAuthContext(state);
  const onSend = (sent: UnsignedRequest): void => void (firstSent ??= sent);
  try {
    const result = await runAttempts(call, progress, { signal, authContext, onSend });
    const response = requireResponse(call, progress, result);
    record({ response, url: result.url, error: undefined });
    return finishResponse(call, progress, result, response);
  } catch (error) {
    record({ response: undefined, url: undefined, error });
    throw error;
  }
}
