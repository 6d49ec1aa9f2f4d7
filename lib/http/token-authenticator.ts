import type { CredentialPlace } from '../spec/auth.ts';
import type { AuthContext, Authenticator, UnsignedRequest } from './authenticator.ts';
import { noteFetchedToken } from './fetched-tokens.ts';
import { currentHttpScope } from './http-scope.ts';
import { placeCredential } from './place-credential.ts';
import { isFresh } from './token-lifetime.ts';
import { createMemoryTokenStore, type KeptToken, type TokenStore } from './token-store.ts';

/** Where a token is kept beyond this process. */
export interface TokenShelf {
  readonly store: TokenStore;
  readonly key: string;
}

export interface TokenAuthenticatorOptions {
  /** Fetches a token; `kept` is the one before, if there was any. */
  readonly obtain: (context: AuthContext, kept: KeptToken | undefined) => Promise<KeptToken>;
  /** Default: the header `Authorization`, behind `Bearer`. */
  readonly place?: CredentialPlace | undefined;
  /** Statuses after which the token is renewed once. Default: 401. */
  readonly renewOn?: readonly number[] | undefined;
  /** What has to be known to fetch a token. */
  readonly secrets: readonly string[];
  /** Default: in memory. */
  readonly shelf?: TokenShelf | undefined;
}

/** A token may be echoed after it was replaced, but not for ever. */
const rememberedSecrets = 40;
/** An API that refuses whatever token it gives must not be asked for one with every request. */
const mostRefusals = 3;
const refusalWindowMs = 60_000;

/** The place that RFC 6750 names. */
export const bearerPlace: CredentialPlace = { location: 'header', name: 'Authorization', prefix: 'Bearer' };

/**
 * Sends a token that is fetched when the first request needs it, renewed before it ends and once where it is refused.
 * Concurrent requests share one renewal, and processes with one store do not renew the same token twice.
 */
export function createTokenAuthenticator(options: TokenAuthenticatorOptions): Authenticator {
  const { obtain, place = bearerPlace, renewOn, secrets } = options;
  const { store, key } = options.shelf ?? { store: createMemoryTokenStore(), key: '' };
  const seen: string[] = [];
  const refusals: number[] = [];
  const sent = new WeakMap<UnsignedRequest, { readonly token: string; readonly atMs: number }>();
  let token: KeptToken | undefined;
  let refused: string | undefined;
  let pending: Promise<KeptToken> | undefined;

  const remember = (one: KeptToken | undefined): void => {
    for (const secret of [one?.accessToken, one?.refreshToken]) {
      if (secret === undefined || secret === '' || seen.includes(secret)) continue;
      seen.unshift(secret);
      noteFetchedToken(secret);
    }
    seen.length = Math.min(seen.length, rememberedSecrets);
  };
  const isUsable = (one: KeptToken | undefined, nowMs: number): one is KeptToken =>
    one !== undefined && one.accessToken !== refused && isFresh(one, nowMs);

  const renew = async (context: AuthContext): Promise<KeptToken> => {
    const work = async (kept: KeptToken | undefined): Promise<KeptToken> => {
      remember(kept);
      // Another process may have been faster.
      if (isUsable(kept, context.now())) return kept;
      const fresh = await obtain(context, kept);
      remember(fresh);
      return fresh;
    };
    try {
      token = await store.renew(key, work, currentHttpScope().signal);
      return token;
    } finally {
      pending = undefined;
    }
  };

  return {
    renewOn,
    async apply(request, context) {
      token ??= store.read(key);
      remember(token);
      const nowMs = context.now();
      const current = isUsable(token, nowMs) ? token : await (pending ??= renew(context));
      sent.set(request, { token: current.accessToken, atMs: nowMs });
      placeCredential(request, place, current.accessToken);
    },
    onUnauthorized(request) {
      const used = sent.get(request);
      if (used === undefined) return false;
      // Another request may have renewed it already.
      if (token?.accessToken !== used.token || refused === used.token) return true;
      while (refusals[0] !== undefined && refusals[0] < used.atMs - refusalWindowMs) refusals.shift();
      if (refusals.length >= mostRefusals) return false;
      refusals.push(used.atMs);
      refused = used.token;
      return true;
    },
    secrets: () => [...secrets, ...seen],
  };
}
