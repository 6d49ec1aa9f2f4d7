import { authPlaces } from './auth-places.ts';
import type { KeyPath } from './key-path.ts';
import type { RestApiSpec } from './source-spec.ts';

/** The addresses in the `auth` blocks of a source, with their places from the `rest_api` block. */
export function authUrls(spec: RestApiSpec): [KeyPath, string][] {
  return authPlaces(spec).flatMap(({ path, auth }) => {
    const urls: [KeyPath, string][] = [];
    if ('access_token_url' in auth) urls.push([[...path, 'access_token_url'], auth.access_token_url]);
    if ('authorization_url' in auth) urls.push([[...path, 'authorization_url'], auth.authorization_url]);
    return urls;
  });
}
