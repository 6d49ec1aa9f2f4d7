import { stepsBelowAuth } from './auth-places.ts';
import type { InterpolationPart } from './interpolation.ts';
import type { KeyPath } from './key-path.ts';
import { isSensitiveName } from './sensitive-name.ts';

/** Keys of an `auth` block that are not secret. */
const openAuthKeys = new Set([
  'type',
  'name',
  'location',
  'prefix',
  'access_token_url',
  'authorization_url',
  'client_authentication',
  'scopes',
  'audience',
  'access_token_request_format',
  'access_token_path',
  'expires_in_path',
  'refresh_token_path',
  'token_path',
  'url',
  'method',
  'renew_on',
]);

/**
 * True for a place in a source whose value is sent as authentication: the `auth` block, and headers, parameters and
 * body fields with a name that tells so.
 */
export function isAuthenticationPlace(path: KeyPath): boolean {
  const steps = stepsBelowAuth(path);
  if (steps !== undefined) return !openAuthKeys.has(String(steps[0]));
  const names = path.filter((step) => typeof step === 'string' && step !== 'primary_key');
  const from = names.findIndex((step) =>
    ['headers', 'params', 'json', 'form', 'function_kwargs'].includes(String(step)),
  );
  return from >= 0 && names.slice(from + 1).some((step) => isSensitiveName(String(step)));
}

/**
 * True for a text of an `auth` block that is a secret although it is written there as it is. Among free fields, such as
 * those of a token request, only the name tells: `scope: read` must not hide the word everywhere. The name of a client is
 * public.
 */
export function isWrittenSecret(path: KeyPath): boolean {
  const steps = stepsBelowAuth(path);
  if (steps === undefined || openAuthKeys.has(String(steps[0])) || steps[0] === 'client_id') return false;
  return steps.length === 1 || isSensitiveName(String(steps.at(-1)));
}

/** True for a reference that stands in an address as `?api_key=${…}` or as `https://${…}:${…}@host`. */
export function isSensitiveInText(parts: readonly InterpolationPart[], index: number): boolean {
  const before = textOf(parts.slice(0, index));
  const parameter = /[?&]([^=&?]+)=[^&]*$/.exec(before)?.[1];
  if (parameter !== undefined) return isSensitiveName(parameter);
  const isInAuthority = /^[a-z]+:\/\/[^/]*$/i.test(before);
  return isInAuthority && /^[^/]*@/.test(textOf(parts.slice(index + 1)));
}

function textOf(parts: readonly InterpolationPart[]): string {
  return parts.map((part) => (part.type === 'literal' ? part.text : '')).join('');
}
