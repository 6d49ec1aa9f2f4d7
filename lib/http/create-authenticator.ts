import type { Auth } from '../spec/rest-source.ts';
import { createApiKeyAuthenticator } from './api-key-authenticator.ts';
import type { Authenticator } from './authenticator.ts';
import { createBasicAuthenticator } from './basic-authenticator.ts';
import { createBearerAuthenticator } from './bearer-authenticator.ts';
import { createOAuth2ClientCredentials } from './oauth2-client-credentials.ts';

/** The authenticator that a source's `auth` block asks for. */
export function createAuthenticator(auth: Auth): Authenticator {
  switch (auth.type) {
    case 'bearer':
      return createBearerAuthenticator(auth);
    case 'api_key':
      return createApiKeyAuthenticator(auth);
    case 'http_basic':
      return createBasicAuthenticator(auth);
    case 'oauth2_client_credentials':
      return createOAuth2ClientCredentials(auth);
  }
}
