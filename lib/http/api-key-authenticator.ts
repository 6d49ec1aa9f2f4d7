import type { Authenticator } from './authenticator.ts';
import { replaceQuery } from './request-url.ts';

export interface ApiKeyOptions {
  /** Name of the header or query parameter. */
  readonly name: string;
  /** Sent as it is, also as `Authorization`. */
  readonly apiKey: string;
  readonly location: 'header' | 'query';
}

/** A key in a header or in the query; in the query it replaces one of the same name, as next links often repeat it. */
export function createApiKeyAuthenticator({ name, apiKey, location }: ApiKeyOptions): Authenticator {
  return {
    apply({ headers, url }) {
      if (location === 'header') headers[name.toLowerCase()] = apiKey;
      else replaceQuery(url, name, apiKey);
    },
    secrets: () => [apiKey],
  };
}
