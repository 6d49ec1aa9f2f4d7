import { DangoError } from '../errors/dango-error.ts';
import type { RateLimit } from '../spec/rate-limit.ts';
import type { RetryOptions } from '../spec/retry-options.ts';
import type { AuthContext, Authenticator } from './authenticator.ts';
import { maskOfAuthenticator } from './authenticator-mask.ts';
import type { ClientState } from './client-state.ts';
import { systemClock, type Clock } from './clock.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { dangoVersion } from './dango-version.ts';
import type { HttpClient } from './http-client.ts';
import { createRateLimiter } from './rate-limit.ts';
import { joinMasks } from './plain-text-check.ts';
import { createHeaderMask, maskUrl, type Mask } from './redact.ts';
import { lowerCaseNames } from './request-headers.ts';
import { sendRequest } from './send-request.ts';
import { createSilentHosts } from './silent-hosts.ts';
import { useSharedDispatcher } from './shared-dispatcher.ts';
import { takeUserInfo } from './take-user-info.ts';
import type { Transport } from './transport.ts';
import { undiciTransport } from './undici-transport.ts';

export interface HttpClientOptions {
  /** Absolute `http:` or `https:` URL that paths are joined to. Absent: every request needs an absolute URL. */
  readonly baseUrl?: string | undefined;
  /** Sent with every request to the origin of `baseUrl`; without one, to the origin of the first request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Credentials, for the same origin only. */
  readonly auth?: Authenticator | null | undefined;
  /** Requests per second, or within a period; above 0. Default: no limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Requests to one host at the same time. Default: no limit. */
  readonly concurrency?: number | undefined;
  /** How failed requests are repeated. Default, also of each key: as the project says. */
  readonly retry?: RetryOptions | undefined;
  /** Default `dango/<version>`. */
  readonly userAgent?: string | undefined;
  /** Default: the time of this machine. */
  readonly clock?: Clock | undefined;
  /** Gives the jitter of waits: a number from 0 up to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: undici, with one connection pool per process. */
  readonly transport?: Transport | undefined;
}

/**
 * Makes the one client that all of Dango uses: authentication, retries, rate limit, size and time limits, redirects
 * and recording. Recorder, events, secrets and limits come from the scope in which a request is made.
 * @throws `config-invalid` for a wrong base URL, rate limit or concurrency.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const state = createState(options);
  return { request: (request) => sendRequest(state, request) };
}

/** What an authenticator is lent, for who fetches a token without one. */
export function createTokenContext(): AuthContext {
  const state = createState({});
  return { send: (request) => sendRequest(state, request, true), now: () => state.clock.now() };
}

function createState(options: HttpClientOptions): ClientState {
  const clock = options.clock ?? systemClock;
  const base = options.baseUrl === undefined ? undefined : parseBaseUrl(options.baseUrl);
  const userInfo = base === undefined ? {} : takeUserInfo(base);
  const headers = { ...userInfo, ...lowerCaseNames(options.headers ?? {}) };
  const auth = options.auth ?? undefined;
  return {
    baseUrl: base?.href,
    headers,
    auth,
    userAgent: options.userAgent ?? `dango/${dangoVersion}`,
    retry: options.retry ?? {},
    mask: createClientMask(createHeaderMask(headers), auth),
    limiter: createRateLimiter({ rate: options.rateLimit, clock }),
    concurrency: createConcurrencyLimit(options.concurrency),
    transport: options.transport ?? undiciTransport,
    warmUp: options.transport === undefined ? useSharedDispatcher : () => Promise.resolve(),
    clock,
    random: options.random ?? Math.random,
    answeredOrigins: new Set(),
    silentHosts: createSilentHosts(),
    credentialOrigin: base?.origin,
  };
}

function parseBaseUrl(baseUrl: string): URL {
  const url = URL.parse(baseUrl);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new DangoError(`Base URL "${maskUrl(baseUrl)}" is not an absolute http or https URL`, {
    code: 'config-invalid',
    hint: 'Use an address such as https://api.example.com/v1.',
  });
}

function createClientMask(headerMask: Mask, auth: Authenticator | undefined): Mask {
  if (auth === undefined) return headerMask;
  return joinMasks([maskOfAuthenticator(auth), headerMask]);
}
