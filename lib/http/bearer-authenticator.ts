import type { Authenticator } from './authenticator.ts';
import { placeCredential } from './place-credential.ts';

export interface BearerOptions {
  readonly token: string;
  /** Word before the token; empty for none. Default `Bearer`. */
  readonly prefix?: string | undefined;
}

/** `Authorization: Bearer <token>`. */
export function createBearerAuthenticator({ token, prefix = 'Bearer' }: BearerOptions): Authenticator {
  return {
    apply: (request) => placeCredential(request, { location: 'header', name: 'authorization', prefix }, token),
    secrets: () => [token],
  };
}
