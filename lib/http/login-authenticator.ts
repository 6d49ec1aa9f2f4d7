import type { JsonObject } from '../spec/json-value.ts';
import type { LoginRequest } from '../spec/auth.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import type { Authenticator } from './authenticator.ts';
import { encodeBasic } from './basic-authenticator.ts';
import { isSensitiveHeader, isSensitiveParameter } from './redact.ts';
import { createTokenAuthenticator } from './token-authenticator.ts';
import { requestToken, type TokenRequest } from './token-request.ts';

/** A token by a request of the API's own: fetched when the first request needs it, and again when it is refused. */
export function createLoginAuthenticator(login: LoginRequest): Authenticator {
  const asked = loginTokenRequest(login);
  return createTokenAuthenticator({
    obtain: (context) => requestToken(asked, context),
    place: login.place,
    renewOn: login.renewOn,
    secrets: asked.secrets,
  });
}

function loginTokenRequest(login: LoginRequest): TokenRequest {
  const { url, method = 'POST', json, form, params, username, password = '' } = login;
  const basic: Record<string, string> =
    username === undefined ? {} : { authorization: `Basic ${encodeBasic(username, password)}` };
  return {
    request: {
      method,
      url,
      params,
      headers: { ...basic, ...login.headers },
      ...(form === undefined ? { json } : { body: new URLSearchParams(form) }),
    },
    tokenPath: login.tokenPath,
    expiresInPath: login.expiresInPath,
    defaultSeconds: login.defaultTokenExpiration,
    hint: 'Check url, the user and the password of the login.',
    secrets: loginSecrets(login),
  };
}

function loginSecrets({ json, form, params, headers = {}, username, password = '' }: LoginRequest): string[] {
  const basic = username === undefined ? [] : [password, encodeBasic(username, password)];
  const sensitive = Object.entries(headers).filter(([name]) => isSensitiveHeader(name));
  return [...basic, ...sensitive.map(([, value]) => value), ...[json, form, params].flatMap(sensitiveTexts)];
}

function sensitiveTexts(fields: JsonObject | undefined): string[] {
  const texts: string[] = [];
  walkStrings(fields, (text, path) => {
    if (path.some((step) => isSensitiveParameter(String(step)))) texts.push(text);
  });
  return texts;
}
