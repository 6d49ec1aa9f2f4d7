import type { OAuth2Auth } from '../spec/auth.ts';
import { contentHash } from '../util/content-hash.ts';
import { withSortedKeys } from '../util/exact-json.ts';

/** What must outlive the process: a refresh token that is replaced with each use, and what a person allowed. */
export type LastingAuth = Extract<OAuth2Auth, { type: 'oauth2_refresh_token' | 'oauth2_authorization_code' }>;

/**
 * Names the token that these settings lead to, without telling anything secret. A token that was got for another
 * client or by another first refresh token is not theirs.
 */
export function tokenKey(auth: LastingAuth): string {
  const { type, accessTokenUrl, clientId, scopes = [], audience = null } = auth;
  const first = auth.type === 'oauth2_refresh_token' ? contentHash(auth.refreshToken) : null;
  const identity = withSortedKeys({ type, accessTokenUrl, clientId, scopes, audience, first });
  return `${type}-${contentHash(JSON.stringify(identity)).slice(0, 16)}`;
}
