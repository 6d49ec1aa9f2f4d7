import type { ResponseAction } from '../spec/response-rule.ts';
import type { AuthContext, UnsignedRequest } from './authenticator.ts';
import { createCancelledError } from './cancelled-error.ts';
import type { ClientState } from './client-state.ts';
import { createResponse } from './create-response.ts';
import { excerptBody } from './decode-text.ts';
import { prepareCall, type HttpCall } from './http-call.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { HttpError } from './http-error.ts';
import { createRefusedError } from './refused-response.ts';
import { currentHttpScope } from './http-scope.ts';
import { linkSignals } from './link-signals.ts';
import { createNetworkError } from './network-error.ts';
import { recordExchange, type CallEnding } from './record-exchange.ts';
import { maskHeaders, maskUrl } from './redact.ts';
import { runAttempts, type AttemptsResult, type CallProgress } from './run-attempts.ts';
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
  const progress: CallProgress = { exchange, startedAtMs: state.clock.now(), attempts: 0, retries: [], pretended: [] };
  let firstSent: UnsignedRequest | undefined;
  let ending: CallEnding = {};
  try {
    const result = await runAttempts(call, progress, {
      signal,
      authContext: createAuthContext(state),
      onSend: (sent) => {
        firstSent ??= sent;
        progress.firstSentAtMs ??= state.clock.now();
      },
    });
    const response = requireResponse(call, progress, result);
    ending = { response, url: result.url };
    const answer = finish(call, progress, result, response);
    ending = { ...ending, ...(await call.request.conclude?.(answer)) };
    return answer;
  } catch (error) {
    const refusal = error instanceof HttpError ? await call.request.concludeRefusal?.(error.status) : undefined;
    ending = { ...ending, error, ...refusal };
    throw error;
  } finally {
    recordExchange(call, progress, { ...ending, firstSent });
  }
}

function createAuthContext(state: ClientState): AuthContext {
  return { send: (request) => sendRequest(state, request, true), now: () => state.clock.now() };
}

function requireResponse(call: HttpCall, { attempts }: CallProgress, { outcome, url }: AttemptsResult): WireResponse {
  if (outcome.type === 'response') return outcome;
  const { method, mask } = call;
  throw createNetworkError(outcome, { method, url: maskUrl(url.href, mask), host: mask(url.host), attempts });
}

/** Hands over what the caller wants, or throws what it does not. */
function finish(call: HttpCall, { exchange, attempts }: CallProgress, result: AttemptsResult, wire: WireResponse) {
  const { method, mask, maskBody, request } = call;
  const { url, ruling, hint } = result;
  const { status } = wire;
  const shownUrl = maskUrl(url.href, mask);
  const isRefused = ruling !== undefined && refusals.has(ruling.action);
  if (!isRefused && (ruling !== undefined || status < 400 || request.throwsOnStatus === false)) {
    const response = createResponse(wire, { exchange, method, url: url.href, shownUrl, mask: maskBody }, result.body);
    return ruling === undefined
      ? response
      : { ...response, ruling: { action: ruling.action, cause: mask(ruling.cause) } };
  }
  const bodyExcerpt = excerptBody(wire.bytes, wire.headers['content-type'], { length: 500, mask: maskBody });
  const details = { status, method, url: shownUrl, attempts, bodyExcerpt };
  if (isRefused && status < 400) {
    const { action, message, cause } = ruling;
    throw createRefusedError({ action, message: message && mask(message), cause: mask(cause) }, { ...details, hint });
  }
  throw new HttpError({
    ...details,
    headers: maskHeaders(wire.headers, mask),
    hint: hint ?? explainStranger(call, status, url),
    reason: isRefused && ruling.message !== undefined ? mask(ruling.message) : undefined,
  });
}

/** With these a response is no answer. Asking again is one when no attempt is left. */
const refusals: ReadonlySet<ResponseAction> = new Set(['fail', 'retry', 'wait']);

/** A redirect to another server, often only from http to https, ends in a 401 that would be hard to understand. */
function explainStranger({ auth, authOrigin, mask }: HttpCall, status: number, url: URL): string | undefined {
  const isStranger = url.origin !== authOrigin && (status === 401 || status === 403);
  if (auth === undefined || authOrigin === undefined || !isStranger) return undefined;
  return `Set base_url to ${mask(url.origin)} if that server may have the credentials: they are sent to ${authOrigin} only.`;
}
