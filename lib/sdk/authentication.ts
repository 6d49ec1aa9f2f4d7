import { createApiKeyAuthenticator, type ApiKeyOptions } from '../http/api-key-authenticator.ts';
import type { Authenticator } from '../http/authenticator.ts';
import { createBasicAuthenticator } from '../http/basic-authenticator.ts';
import { createBearerAuthenticator } from '../http/bearer-authenticator.ts';
import {
  createOAuth2ClientCredentials,
  type OAuth2ClientCredentialsOptions,
} from '../http/oauth2-client-credentials.ts';

// The kinds of authentication under the names that a module uses. Credentials go to the host of the base URL only.

/** `Authorization: Bearer <token>`. */
export function bearer(token: string): Authenticator {
  return createBearerAuthenticator({ token });
}

/** A key in a header or query parameter: `apiKey({ name: 'X-API-Key', apiKey: key, location: 'header' })`. */
export function apiKey(options: ApiKeyOptions): Authenticator {
  return createApiKeyAuthenticator(options);
}

/** `Authorization: Basic …`. */
export function httpBasic(username: string, password: string): Authenticator {
  return createBasicAuthenticator({ username, password });
}

/** Fetches a token with client id and secret, and renews it before it ends. */
export function oauth2ClientCredentials(options: OAuth2ClientCredentialsOptions): Authenticator {
  return createOAuth2ClientCredentials(options);
}
