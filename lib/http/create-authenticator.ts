import type { Auth } from '../spec/rest-source.ts';
import { createApiKeyAuthenticator } from './api-key-authenticator.ts';
import type { Authenticator } from './authenticator.ts';
import { createBasicAuthenticator } from './basic-authenticator.ts';
import { createBearerAuthenticator } from './bearer-authenticator.ts';
import { createOAuth2ClientCredentials } from './oauth2-client-credentials.ts';

/** The authenticator that a source's `auth` block asks for. */
export function createAuthenticator(auth: Auth): Authenticator {
  if (auth.type === 'bearer') return createBearerAuthenticator(auth);
  if (auth.type === 'api_key') return createApiKeyAuthenticator(auth);
  return auth.type === 'http_basic' ? createBasicAuthenticator(auth) : createOAuth2ClientCredentials(auth);
}
