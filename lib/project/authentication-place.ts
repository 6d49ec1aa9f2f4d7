import type { InterpolationPart } from '../spec/interpolation.ts';
import type { KeyPath } from '../spec/key-path.ts';
import { isSensitiveName } from './secret-values.ts';

/** Keys of an `auth` block that are not secret. */
const openAuthKeys = new Set(['type', 'name', 'location', 'access_token_url']);

/**
 * True for a place in a source whose value is sent as authentication: the `auth` block, and headers, parameters and
 * body fields with a name that tells so.
 */
export function isAuthenticationPlace(path: KeyPath): boolean {
  if (path[0] === 'rest_api' && path[1] === 'auth') return !openAuthKeys.has(String(path[2]));
  const names = path.filter((step) => typeof step === 'string' && step !== 'primary_key');
  const from = names.findIndex((step) => ['headers', 'params', 'json', 'function_kwargs'].includes(String(step)));
  return from >= 0 && names.slice(from + 1).some((step) => isSensitiveName(String(step)));
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
