import { DangoError } from '../errors/dango-error.ts';
import type { OAuth2Auth } from '../spec/auth.ts';
import type { AuthContext, Authenticator } from './authenticator.ts';
import { oauth2Secrets, oauth2TokenRequest } from './oauth2-token-request.ts';
import { createTokenAuthenticator, type TokenShelf } from './token-authenticator.ts';
import { requestToken } from './token-request.ts';
import type { KeptToken } from './token-store.ts';

export interface OAuth2Options {
  /** Where the token outlives the process. Default: nowhere, so that a refresh token that is replaced gets lost. */
  readonly shelf?: TokenShelf | undefined;
  /** What to do where nobody has allowed the access yet, as a sentence. */
  readonly loginHint?: string | undefined;
}

/** OAuth 2 with any grant: see `createTokenAuthenticator` for when a token is fetched. */
export function createOAuth2Authenticator(auth: OAuth2Auth, { shelf, loginHint }: OAuth2Options = {}): Authenticator {
  return createTokenAuthenticator({
    obtain: (context, kept) => obtain(auth, context, kept, loginHint),
    place: auth.place,
    renewOn: auth.renewOn,
    secrets: oauth2Secrets(auth),
    shelf,
  });
}

async function obtain(
  auth: OAuth2Auth,
  context: AuthContext,
  kept: KeptToken | undefined,
  loginHint: string | undefined,
): Promise<KeptToken> {
  switch (auth.type) {
    case 'oauth2_client_credentials':
      return await requestToken(oauth2TokenRequest(auth, { grant_type: 'client_credentials' }), context);
    case 'oauth2_refresh_token':
      return await refresh(auth, kept?.refreshToken ?? auth.refreshToken, context);
    case 'oauth2_password':
      return await byPassword(auth, kept?.refreshToken, context);
    case 'oauth2_authorization_code':
      if (kept?.refreshToken !== undefined) return await refresh(auth, kept.refreshToken, context);
      throw loginNeeded(kept, loginHint);
  }
}

/** Most servers leave the refresh token as it is; one that gives a new one takes the old one back. */
async function refresh(auth: OAuth2Auth, refreshToken: string, context: AuthContext): Promise<KeptToken> {
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
  return { refreshToken, ...withoutUndefined(await requestToken(oauth2TokenRequest(auth, fields), context)) };
}

/** A refresh token that ran out is no reason to fail where the password is there. */
async function byPassword(
  auth: Extract<OAuth2Auth, { type: 'oauth2_password' }>,
  refreshToken: string | undefined,
  context: AuthContext,
): Promise<KeptToken> {
  if (refreshToken !== undefined) {
    try {
      return await refresh(auth, refreshToken, context);
    } catch (error) {
      if (!DangoError.is(error) || error.code !== 'http-status') throw error;
    }
  }
  const { username, password } = auth;
  return await requestToken(oauth2TokenRequest(auth, { grant_type: 'password', username, password }), context);
}

function withoutUndefined({ refreshToken, ...token }: KeptToken): KeptToken {
  return refreshToken === undefined ? token : { ...token, refreshToken };
}

function loginNeeded(kept: KeptToken | undefined, loginHint: string | undefined): DangoError {
  const message =
    kept === undefined
      ? 'Nobody has allowed the access to this API yet'
      : 'The access to this API ran out, and the provider gave no refresh token';
  return new DangoError(message, { code: 'secret-missing', hint: loginHint ?? 'Allow the access in the browser.' });
}
