import { DangoError } from '../errors/dango-error.ts';
import type { AuthContext, Authenticator, UnsignedRequest } from './authenticator.ts';
import type { MetFault } from './fault-switch.ts';
import type { HttpCall } from './http-call.ts';
import { pretendFault } from './pretend-fault.ts';
import { maskUrl } from './redact.ts';
import { followRedirect, type Hop } from './redirect.ts';
import { checkHeaders, neutralHeaders } from './request-headers.ts';
import type { Replay, ShownRequest } from './replay.ts';
import { showBody } from './show-body.ts';
import type { NetworkFailure, WireResponse } from './transport.ts';

const mostRedirects = 5;
const unauthorized = 401;
const usualRefusals: readonly number[] = [unauthorized];

export interface AttemptOptions {
  readonly signal: AbortSignal;
  /** Lent to the authenticator. */
  readonly authContext: AuthContext;
  /** Time to open a connection to an origin. */
  connectTimeoutMs(origin: string): number;
  /** Told each request as it goes over the wire. */
  onSend(request: UnsignedRequest): void;
  /** Told each fault that a test pretends, behind `onSend`. */
  onFault(fault: MetFault): void;
}

export interface AttemptResult {
  readonly outcome: WireResponse | NetworkFailure;
  /** Address that answered or failed, without what authentication added to it. */
  readonly url: URL;
}

/**
 * Sends a request once: with credentials where they belong, renewed once if they are refused, and along redirects.
 * @throws `http-limit` after too many redirects.
 */
export async function sendAttempt(call: HttpCall, options: AttemptOptions): Promise<AttemptResult> {
  const limit = call.request.maxRedirects ?? mostRedirects;
  let hop: Hop = call;
  for (let followed = 0; ; followed++) {
    const outcome = await sendHop(call, hop, options);
    if (outcome.type === 'failure' || limit === 0) return { outcome, url: hop.url };
    const next = followRedirect(hop, outcome, call.mask);
    if (next === undefined) return { outcome, url: hop.url };
    if (followed >= limit) throw createRedirectLimitError(call, next.url, limit);
    hop = next;
  }
}

/** One request to one address; where the credentials are refused a second one with renewed ones, if there are any. */
async function sendHop(call: HttpCall, hop: Hop, options: AttemptOptions): Promise<WireResponse | NetworkFailure> {
  const { replay } = call.scope;
  if (replay?.answers(showRequest(call, hop), call.isBare) === true) return await replayHop(replay, call, hop, options);
  const auth = authFor(call, hop);
  const first = await sendSigned(call, hop, options);
  if (auth?.onUnauthorized === undefined || first.outcome.type === 'failure') return first.outcome;
  if (!(auth.renewOn ?? usualRefusals).includes(first.outcome.status)) return first.outcome;
  const isRenewed = await auth.onUnauthorized(first.sent);
  return isRenewed ? (await sendSigned(call, hop, options)).outcome : first.outcome;
}

/** What was recorded of a request, which is shown as if it had been sent, without credentials. */
async function replayHop(replay: Replay, call: HttpCall, hop: Hop, options: AttemptOptions): Promise<WireResponse> {
  const sent = await sign({ ...call, auth: undefined }, hop, options.authContext);
  checkHeaders(sent.headers);
  options.onSend(sent);
  return replay.answer(showRequest(call, hop));
}

interface SignedOutcome {
  readonly outcome: WireResponse | NetworkFailure;
  readonly sent: UnsignedRequest;
}

async function sendSigned(call: HttpCall, hop: Hop, options: AttemptOptions): Promise<SignedOutcome> {
  const { state, scope, limits } = call;
  const { origin } = hop.url;
  const sent = await sign(call, hop, options.authContext);
  checkHeaders(sent.headers);
  await state.warmUp();
  let fault: MetFault | undefined;
  const outcome = await state.concurrency.run(origin, options.signal, async () => {
    await state.limiter.acquire(options.signal, (waitMs) => {
      scope.onEvent?.({ type: 'request-delayed', cause: 'rate limit', waitMs });
    });
    options.onSend(sent);
    const transportOptions = {
      connectTimeoutMs: options.connectTimeoutMs(origin),
      requestTimeoutMs: limits.requestTimeoutMs,
      maxResponseBytes: limits.maxResponseBytes,
      signal: options.signal,
    };
    fault = call.isBare ? undefined : scope.faults?.meet(call, scope.resource);
    if (fault === undefined) return state.transport(sent, transportOptions);
    options.onFault(fault);
    const { transport, clock } = state;
    const refusalStatus = authFor(call, hop)?.renewOn?.[0] ?? unauthorized;
    return pretendFault(fault, sent, { ...transportOptions, transport, clock, refusalStatus });
  });
  // What is pretended says nothing of the host.
  if (outcome.type === 'response' && fault === undefined) state.answeredOrigins.add(origin);
  return { outcome, sent };
}

/** Puts the headers together. Credentials of the client never leave their origin; what the request says wins. */
async function sign(call: HttpCall, hop: Hop, context: AuthContext): Promise<UnsignedRequest> {
  const { state } = call;
  const isTrusted = !call.isBare && hop.url.origin === state.credentialOrigin;
  const headers = { ...neutralHeaders(state.userAgent), ...(isTrusted ? state.headers : {}), ...hop.headers };
  const unsigned: UnsignedRequest = { method: hop.method, url: new URL(hop.url), headers, body: hop.body };
  await authFor(call, hop)?.apply(unsigned, context);
  // Cookies are one header: those of the request are in it already, beside the one that authentication added.
  const { cookie = hop.headers['cookie'] } = headers;
  Object.assign(headers, hop.headers, cookie === undefined ? {} : { cookie });
  return unsigned;
}

function showRequest({ mask, maskBody, headers }: HttpCall, { method, url, body }: Hop): ShownRequest {
  return { method, url: maskUrl(url.href, mask), body: showBody(body, headers['content-type'], maskBody) };
}

function authFor({ auth, authOrigin }: HttpCall, { url }: Hop): Authenticator | undefined {
  return url.origin === authOrigin ? auth : undefined;
}

function createRedirectLimitError({ method, url, mask }: HttpCall, last: URL, limit: number): DangoError {
  const chain = `${method} ${maskUrl(url.href, mask)}, at last to ${maskUrl(last.href, mask)}`;
  return new DangoError(`Redirected more than ${limit} times: ${chain}`, {
    code: 'http-limit',
    hint: 'Set base_url to the address that the API really answers at.',
  });
}
