import type { CredentialPlace } from '../spec/auth.ts';
import { DangoError } from '../errors/dango-error.ts';
import { parseExact, stringifyExact } from '../util/exact-json.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { UnsignedRequest } from './authenticator.ts';
import { replaceQuery } from './request-url.ts';

/**
 * Puts a key or token into a request. In the query, among the cookies and in a body it replaces one of the same name: next
 * links often repeat it. A word before the value is followed by a blank, unless it ends in a sign such as `token=`.
 * @throws DangoError `config-invalid` for a body that has no place for it: that of a GET, or one that is no JSON object.
 */
export function placeCredential(
  request: UnsignedRequest,
  { location, name, prefix = '' }: CredentialPlace,
  value: string,
): void {
  const { url, headers } = request;
  const text = `${/\w$/.test(prefix) ? `${prefix} ` : prefix}${value}`;
  if (location === 'query') replaceQuery(url, name, text);
  else if (location === 'header') headers[name.toLowerCase()] = text;
  else if (location === 'body') placeInBody(request, name, text);
  else headers['cookie'] = replaceCookie(headers['cookie'] ?? '', name, text);
}

function replaceCookie(cookies: string, name: string, value: string): string {
  const others = cookies.split(/;\s*/).filter((cookie) => cookie !== '' && !cookie.startsWith(`${name}=`));
  return [...others, `${name}=${value}`].join('; ');
}

function placeInBody(request: UnsignedRequest, name: string, value: string): void {
  const { method, headers, body } = request;
  if (method === 'GET' || method === 'HEAD') throw noPlace(name, `a ${method} request has no body`);
  if (body !== undefined && typeof body !== 'string') throw noPlace(name, 'the body of this request is bytes');
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    const fields = new URLSearchParams(body);
    fields.set(name, value);
    request.body = fields.toString();
    return;
  }
  const document = body === undefined ? {} : readJson(body);
  if (!isPlainObject(document)) throw noPlace(name, 'the body of this request is no JSON object');
  request.body = stringifyExact(withField(document, name.split('.'), value));
  headers['content-type'] ??= 'application/json';
}

function readJson(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

function withField(fields: Readonly<Record<string, unknown>>, [name = '', ...inner]: readonly string[], value: string) {
  const below = Object.hasOwn(fields, name) ? fields[name] : undefined;
  const changed: unknown = inner.length === 0 ? value : withField(isPlainObject(below) ? below : {}, inner, value);
  return Object.fromEntries([...Object.entries(fields).filter(([key]) => key !== name), [name, changed]]);
}

function noPlace(name: string, why: string): DangoError {
  return new DangoError(`The key "${name}" is to be sent in the body, but ${why}`, {
    code: 'config-invalid',
    hint: 'Use method: POST with a json body, or another location for the key.',
  });
}
