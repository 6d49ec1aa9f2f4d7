import { createHash, randomBytes } from 'node:crypto';
import type { AuthorizationCodeAuth } from '../spec/auth.ts';

/** What one consent in the browser is begun and ended with. Secret, but for `challenge`. */
export interface AuthorizationSecrets {
  /** Comes back with the code, so that no other page can slip one in. */
  readonly state: string;
  /** Proves to the token endpoint that who has the code also asked for it (RFC 7636). */
  readonly verifier: string;
  readonly challenge: string;
}

export function createAuthorizationSecrets(): AuthorizationSecrets {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { state: randomBytes(24).toString('base64url'), verifier, challenge };
}

/** Address of the page where a person allows the access; parameters that it has already stay. */
export function authorizationUrl(
  auth: AuthorizationCodeAuth,
  redirectUri: string,
  { state, challenge }: Pick<AuthorizationSecrets, 'state' | 'challenge'>,
): string {
  const { clientId, scopes = [], audience, authorizationData = {} } = auth;
  const url = new URL(auth.authorizationUrl);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(audience === undefined ? {} : { audience }),
    ...authorizationData,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
