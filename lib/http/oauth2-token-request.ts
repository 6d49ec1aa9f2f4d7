import type { OAuth2Auth } from '../spec/auth.ts';
import { encodeBasic } from './basic-authenticator.ts';
import { isSensitiveHeader, isSensitiveParameter } from './redact.ts';
import type { TokenRequest } from './token-request.ts';

const hints: Readonly<Record<OAuth2Auth['type'], string>> = {
  oauth2_client_credentials: 'Check access_token_url, client_id and client_secret.',
  oauth2_refresh_token: 'Check access_token_url, client_id and client_secret, or get a new refresh_token.',
  oauth2_password: 'Check access_token_url, client_id, username and password.',
  oauth2_authorization_code: 'Check access_token_url, client_id and client_secret, or sign in again.',
};

/** A request to the token endpoint. `fields` say which grant it is. */
export function oauth2TokenRequest(auth: OAuth2Auth, fields: Readonly<Record<string, string>>): TokenRequest {
  const { clientId, clientSecret, clientAuthentication = 'body', audience } = auth;
  const isBasic = clientAuthentication === 'basic';
  // Where a person has allowed the access, its extent is settled.
  const scopes = auth.type === 'oauth2_authorization_code' ? undefined : auth.scopes;
  const { grant_type, ...others } = fields;
  const form = {
    ...(grant_type === undefined ? {} : { grant_type }),
    ...(isBasic ? {} : { client_id: clientId }),
    ...(isBasic || clientSecret === undefined || clientSecret === '' ? {} : { client_secret: clientSecret }),
    ...others,
    ...(scopes === undefined || scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(audience === undefined ? {} : { audience }),
    ...auth.accessTokenRequestData,
  };
  const basic: Record<string, string> = isBasic
    ? { authorization: `Basic ${encodeBasic(clientId, clientSecret ?? '')}` }
    : {};
  return {
    request: {
      method: 'POST',
      url: auth.accessTokenUrl,
      headers: { ...basic, ...auth.accessTokenRequestHeaders },
      ...(auth.accessTokenRequestFormat === 'json' ? { json: form } : { body: new URLSearchParams(form) }),
    },
    tokenPath: auth.accessTokenPath ?? 'access_token',
    expiresInPath: auth.expiresInPath ?? 'expires_in',
    refreshTokenPath: auth.refreshTokenPath ?? 'refresh_token',
    defaultSeconds: auth.defaultTokenExpiration ?? 3600,
    hint: hints[auth.type],
    secrets: oauth2Secrets(auth),
  };
}

/** Everything in the settings that has to be hidden. */
export function oauth2Secrets(auth: OAuth2Auth): string[] {
  const { clientSecret = '', accessTokenRequestData = {}, accessTokenRequestHeaders = {} } = auth;
  const fields = Object.entries(accessTokenRequestData).filter(([name]) => isSensitiveParameter(name));
  const headers = Object.entries(accessTokenRequestHeaders).filter(([name]) => isSensitiveHeader(name));
  const basic = auth.clientAuthentication === 'basic' ? [encodeBasic(auth.clientId, clientSecret)] : [];
  const own =
    auth.type === 'oauth2_password' ? [auth.password] : auth.type === 'oauth2_refresh_token' ? [auth.refreshToken] : [];
  return [clientSecret, ...basic, ...own, ...[...fields, ...headers].map(([, value]) => value)];
}
