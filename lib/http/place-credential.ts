import type { CredentialPlace } from '../spec/auth.ts';
import type { UnsignedRequest } from './authenticator.ts';
import { replaceQuery } from './request-url.ts';

/**
 * Puts a key or token into a request. In the query and among the cookies it replaces one of the same name: next links
 * often repeat it. A word before the value is followed by a blank, unless it ends in a sign such as `token=`.
 */
export function placeCredential(
  { url, headers }: UnsignedRequest,
  { location, name, prefix = '' }: CredentialPlace,
  value: string,
): void {
  const text = `${/\w$/.test(prefix) ? `${prefix} ` : prefix}${value}`;
  if (location === 'query') replaceQuery(url, name, text);
  else if (location === 'header') headers[name.toLowerCase()] = text;
  else headers['cookie'] = replaceCookie(headers['cookie'] ?? '', name, text);
}

function replaceCookie(cookies: string, name: string, value: string): string {
  const others = cookies.split(/;\s*/).filter((cookie) => cookie !== '' && !cookie.startsWith(`${name}=`));
  return [...others, `${name}=${value}`].join('; ');
}
