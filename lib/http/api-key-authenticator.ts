import type { Authenticator } from './authenticator.ts';
import { placeCredential } from './place-credential.ts';

export interface ApiKeyOptions {
  /** Name of the header, query parameter or cookie. */
  readonly name: string;
  readonly apiKey: string;
  readonly location: 'header' | 'query' | 'cookie';
  /** Word before the key, such as `Token`. Default: none. */
  readonly prefix?: string | undefined;
}

/** A key in a header, in the query or in a cookie. */
export function createApiKeyAuthenticator({ name, apiKey, location, prefix }: ApiKeyOptions): Authenticator {
  return {
    apply: (request) => placeCredential(request, { location, name, prefix }, apiKey),
    secrets: () => [apiKey],
  };
}
