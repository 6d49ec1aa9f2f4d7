import { stringify } from 'lossless-json';
import { DangoError } from '../errors/dango-error.ts';
import type { ResponseRule } from '../spec/response-rule.ts';
import type { Authenticator } from './authenticator.ts';
import { maskOfAuthenticator } from './authenticator-mask.ts';
import type { ClientState } from './client-state.ts';
import { chooseLimits } from './choose-limits.ts';
import type { HttpRequest, QueryParams } from './http-client.ts';
import type { HttpLimits, HttpScope } from './http-scope.ts';
import { maskTokenBody } from './mask-token-body.ts';
import { joinMasks } from './plain-text-check.ts';
import { createHeaderMask, isSensitiveHeader, maskUrl, type Mask } from './redact.ts';
import { lowerCaseNames } from './request-headers.ts';
import { buildRequestUrl } from './request-url.ts';
import { takeUserInfo } from './take-user-info.ts';

/** One request of a caller, with everything settled that does not change from attempt to attempt. */
export interface HttpCall {
  readonly request: HttpRequest;
  readonly state: ClientState;
  readonly scope: HttpScope;
  readonly method: string;
  /** Without what authentication adds to it. */
  readonly url: URL;
  /** Headers of this request alone; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Its credentials, or those of the client; undefined for a request without any. */
  readonly auth: Authenticator | undefined;
  /** The only origin that `auth` is sent to. */
  readonly authOrigin: string | undefined;
  readonly limits: HttpLimits;
  readonly isRepeatable: boolean;
  /** What is done with certain responses. */
  readonly rules: readonly ResponseRule[];
  /** Sent by an authenticator: without the client's headers and credentials. */
  readonly isBare: boolean;
  /** Hides every secret that this request or its client knows. */
  readonly mask: Mask;
  /** The same for bodies. */
  readonly maskBody: Mask;
}

const repeatableMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);

/**
 * Settles what a request consists of.
 * @throws `config-invalid` for a wrong URL, and for `json` together with `body`; `response-invalid` for a body with a
 *   secret that would go to another server than the one it is meant for.
 */
export function prepareCall(state: ClientState, scope: HttpScope, request: HttpRequest, isBare: boolean): HttpCall {
  const clientMask = joinMasks([state.mask, ...(scope.mask === undefined ? [] : [scope.mask])]);
  const quote: Mask = (text) => maskUrl(text, clientMask);
  const build = (params: QueryParams | undefined) =>
    buildRequestUrl({ url: request.url, baseUrl: state.baseUrl, params, mask: quote });
  const whole = build(request.params);
  const isHome = isAtHome(whole, request.headersOrigin, state.baseUrl);
  const url = isHome ? whole : build(dropSecretParams(request.params ?? {}, clientMask));
  const { body, contentType } = readBody(request, quote);
  const given = { ...contentType, ...takeUserInfo(url), ...lowerCaseNames(request.headers ?? {}) };
  const requestMask = createHeaderMask(given);
  const auth = isBare ? undefined : request.auth === undefined ? state.auth : (request.auth ?? undefined);
  // The client masks what its own credentials are.
  const authMasks = auth === undefined || auth === state.auth ? [] : [maskOfAuthenticator(auth)];
  const mask = joinMasks([...authMasks, requestMask, clientMask]);
  if (!isHome) refuseSecretBody(body, url, mask);
  const limits = chooseLimits(scope.limits, isBare ? [] : [state.retry, request.retry ?? {}]);
  const method = (request.method ?? 'GET').toUpperCase();
  if (!isBare) state.credentialOrigin ??= url.origin;
  return {
    request,
    state,
    scope,
    method,
    url,
    headers: isHome ? given : dropSecretHeaders(given, mask),
    body,
    auth,
    authOrigin: (request.auth === undefined ? undefined : request.authOrigin) ?? state.credentialOrigin,
    limits: scope.replay === undefined ? limits : { ...limits, maxAttempts: 1 },
    isRepeatable: request.isRepeatable ?? (repeatableMethods.has(method) || mayRepeatPost(state, request, method)),
    rules: isBare ? [] : (request.responses ?? []),
    isBare,
    mask,
    maskBody: isBare ? maskTokenBody(mask) : mask,
  };
}

function mayRepeatPost({ retry }: ClientState, request: HttpRequest, method: string): boolean {
  return method === 'POST' && (request.retry?.post ?? retry.post ?? false);
}

/** Removes headers that must not reach another origin than the one they were meant for. */
export function dropSecretHeaders(headers: Readonly<Record<string, string>>, mask: Mask): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => !isSensitiveHeader(name) && mask(value) === value);
  return Object.fromEntries(kept);
}

function dropSecretParams(params: QueryParams, mask: Mask): QueryParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => mask(String(value)) === String(value)));
}

/** A body without the part that is secret would be another request. */
function refuseSecretBody(body: string | Uint8Array | undefined, url: URL, mask: Mask): void {
  if (typeof body !== 'string' || mask(body) === body) return;
  throw new DangoError(
    `The API leads to another server, ${mask(url.origin)}, and the body to be sent there holds a secret.`,
    {
      code: 'response-invalid',
      hint: 'Set base_url to the address that the API really answers at.',
    },
  );
}

function isAtHome(url: URL, headersOrigin: string | undefined, baseUrl: string | undefined): boolean {
  return headersOrigin === undefined || URL.parse(headersOrigin, baseUrl)?.origin === url.origin;
}

interface RequestBody {
  readonly body: string | Uint8Array | undefined;
  readonly contentType: Readonly<Record<string, string>>;
}

function readBody({ json, body, url }: HttpRequest, mask: Mask): RequestBody {
  if (json !== undefined && body !== undefined) {
    throw new DangoError(`Request to "${mask(url)}" has both json and body`, {
      code: 'config-invalid',
      hint: 'Give json or body, not both.',
    });
  }
  if (json !== undefined) return { body: stringify(json), contentType: { 'content-type': 'application/json' } };
  if (body instanceof URLSearchParams) {
    return { body: body.toString(), contentType: { 'content-type': 'application/x-www-form-urlencoded' } };
  }
  return { body, contentType: {} };
}
