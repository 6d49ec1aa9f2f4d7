import type { AuthContext, UnsignedRequest } from './authenticator.ts';
import { createCancelledError } from './cancelled-error.ts';
import type { ClientState } from './client-state.ts';
import { createResponse } from './create-response.ts';
import { excerptBody } from './decode-text.ts';
import { prepareCall, type HttpCall } from './http-call.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { HttpError } from './http-error.ts';
import { currentHttpScope } from './http-scope.ts';
import { linkSignals } from './link-signals.ts';
import { createNetworkError } from './network-error.ts';
import { recordExchange, type CallEnding } from './record-exchange.ts';
import { maskHeaders, maskUrl } from './redact.ts';
import { runAttempts, type CallProgress } from './run-attempts.ts';
import type { AttemptResult } from './send-attempt.ts';
import type { WireResponse } from './transport.ts';

/** Sends one request of a caller, from its preparation to its record. `isBare`: on behalf of an authenticator. */
export async function sendRequest(state: ClientState, request: HttpRequest, isBare = false): Promise<HttpResponse> {
  const scope = currentHttpScope();
  const { signal, unlink } = linkSignals([scope.signal, request.signal]);
  try {
    if (signal.aborted) throw createCancelledError(signal);
    const call = prepareCall(state, scope, request, isBare);
    return await sendRecorded(call, signal);
  } finally {
    unlink();
  }
}

/** Whatever happens, the exchange is recorded, and only once. */
async function sendRecorded(call: HttpCall, signal: AbortSignal): Promise<HttpResponse> {
  const { state, scope } = call;
  const exchange = scope.recorder?.begin() ?? 0;
  const progress: CallProgress = { exchange, startedAtMs: state.clock.now(), attempts: 0 };
  let firstSent: UnsignedRequest | undefined;
  let ending: CallEnding = {};
  try {
    const result = await runAttempts(call, progress, {
      signal,
      authContext: createAuthContext(state),
      onSend: (sent) => {
        firstSent ??= sent;
      },
    });
    const response = requireResponse(call, progress, result);
    ending = { response, url: result.url };
    return finish(call, progress, { response, url: result.url });
  } catch (error) {
    ending = { ...ending, error };
    throw error;
  } finally {
    recordExchange(call, progress, { ...ending, firstSent });
  }
}

function createAuthContext(state: ClientState): AuthContext {
  return { send: (request) => sendRequest(state, request, true), now: () => state.clock.now() };
}

function requireResponse(call: HttpCall, { attempts }: CallProgress, { outcome, url }: AttemptResult): WireResponse {
  if (outcome.type === 'response') return outcome;
  const { method, mask } = call;
  throw createNetworkError(outcome, { method, url: maskUrl(url.href, mask), host: mask(url.host), attempts });
}

interface Answer {
  readonly response: WireResponse;
  readonly url: URL;
}

/** Hands over what the caller wants, or throws what it does not. */
function finish(call: HttpCall, { exchange, attempts }: CallProgress, { response, url }: Answer): HttpResponse {
  const { method, mask, maskBody, request } = call;
  const shownUrl = maskUrl(url.href, mask);
  if (response.status < 400 || request.throwsOnStatus === false) {
    return createResponse(response, { exchange, method, url: url.href, shownUrl, mask: maskBody });
  }
  throw new HttpError({
    status: response.status,
    method,
    url: shownUrl,
    attempts,
    headers: maskHeaders(response.headers, mask),
    bodyExcerpt: excerptBody(response.bytes, response.headers['content-type'], { length: 500, mask: maskBody }),
    hint: explainStranger(call, response.status, url),
  });
}

/** A redirect to another server, often only from http to https, ends in a 401 that would be hard to understand. */
function explainStranger({ auth, authOrigin, mask }: HttpCall, status: number, url: URL): string | undefined {
  const isStranger = url.origin !== authOrigin && (status === 401 || status === 403);
  if (auth === undefined || authOrigin === undefined || !isStranger) return undefined;
  return `Set base_url to ${mask(url.origin)} if that server may have the credentials: they are sent to ${authOrigin} only.`;
}
