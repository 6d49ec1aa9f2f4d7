import { createApiKeyAuthenticator, type ApiKeyOptions } from '../http/api-key-authenticator.ts';
import type { Authenticator } from '../http/authenticator.ts';
import { createBasicAuthenticator } from '../http/basic-authenticator.ts';
import { createBearerAuthenticator, type BearerOptions } from '../http/bearer-authenticator.ts';
import { createJwtBearerAuthenticator, type JwtBearerOptions } from '../http/jwt-bearer-authenticator.ts';
import { createLoginAuthenticator } from '../http/login-authenticator.ts';
import { createOAuth2Authenticator } from '../http/oauth2-authenticator.ts';
import type { LoginRequest, OAuth2Client } from '../spec/auth.ts';

// The kinds of authentication under the names that a module uses. Credentials go to the host of the base URL only.

/** `Authorization: Bearer <token>`; `prefix` is the word in front, such as `Token`. */
export function bearer(token: string, options: Pick<BearerOptions, 'prefix'> = {}): Authenticator {
  return createBearerAuthenticator({ ...options, token });
}

/** A key in a header, query parameter or cookie: `apiKey({ name: 'X-API-Key', apiKey: key, location: 'header' })`. */
export function apiKey(options: ApiKeyOptions): Authenticator {
  return createApiKeyAuthenticator(options);
}

/** `Authorization: Basic …`. */
export function httpBasic(username: string, password: string): Authenticator {
  return createBasicAuthenticator({ username, password });
}

/** Fetches a token with client id and secret, and renews it before it ends. */
export function oauth2ClientCredentials(options: OAuth2Client & { readonly clientSecret: string }): Authenticator {
  return createOAuth2Authenticator({ ...options, type: 'oauth2_client_credentials' });
}

/** Fetches a token with user name and password, and renews it before it ends. */
export function oauth2Password(
  options: OAuth2Client & { readonly username: string; readonly password: string },
): Authenticator {
  return createOAuth2Authenticator({ ...options, type: 'oauth2_password' });
}

/**
 * Fetches access tokens with a refresh token. For APIs that leave the refresh token as it is: a new one is known to
 * this process only. A source in YAML keeps it.
 */
export function oauth2RefreshToken(options: OAuth2Client & { readonly refreshToken: string }): Authenticator {
  return createOAuth2Authenticator({ ...options, type: 'oauth2_refresh_token' });
}

/** Fetches a token with an assertion that a private key signs (RS256): service accounts. */
export function oauth2Jwt(options: JwtBearerOptions): Authenticator {
  return createJwtBearerAuthenticator(options);
}

/** A first request gives a token, which is sent with all others and renewed when it is refused. */
export function login(options: LoginRequest): Authenticator {
  return createLoginAuthenticator(options);
}
