import type { Auth } from '../spec/auth.ts';
import { createApiKeyAuthenticator } from './api-key-authenticator.ts';
import type { Authenticator } from './authenticator.ts';
import { createBasicAuthenticator } from './basic-authenticator.ts';
import { createBearerAuthenticator } from './bearer-authenticator.ts';
import { createLoginAuthenticator } from './login-authenticator.ts';
import { createOAuth2Authenticator, type OAuth2Options } from './oauth2-authenticator.ts';

/** The authenticator that an `auth` block asks for; null where it says that nothing is sent. */
export function createAuthenticator(auth: Auth, options: OAuth2Options = {}): Authenticator | null {
  switch (auth.type) {
    case 'none':
      return null;
    case 'bearer':
      return createBearerAuthenticator(auth);
    case 'api_key':
      return createApiKeyAuthenticator(auth);
    case 'http_basic':
      return createBasicAuthenticator(auth);
    case 'oauth2_client_credentials':
    case 'oauth2_refresh_token':
    case 'oauth2_password':
    case 'oauth2_authorization_code':
      return createOAuth2Authenticator(auth, options);
    case 'login':
      return createLoginAuthenticator(auth);
  }
}
