import type { CredentialPlace } from '../spec/auth.ts';
import type { Authenticator } from './authenticator.ts';
import { placeCredential } from './place-credential.ts';

export interface ApiKeyOptions extends CredentialPlace {
  readonly apiKey: string;
}

/** A key in a header, in the query, in a cookie or in the body of a POST. */
export function createApiKeyAuthenticator({ name, apiKey, location, prefix }: ApiKeyOptions): Authenticator {
  return {
    apply: (request) => placeCredential(request, { location, name, prefix }, apiKey),
    secrets: () => [apiKey],
  };
}
