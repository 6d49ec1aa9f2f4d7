import type { Authenticator } from './authenticator.ts';

/** `Authorization: Bearer <token>`. */
export function createBearerAuthenticator({ token }: { readonly token: string }): Authenticator {
  return {
    apply({ headers }) {
      headers['authorization'] = `Bearer ${token}`;
    },
    secrets: () => [token],
  };
}
