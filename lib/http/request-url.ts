import { DangoError } from '../errors/dango-error.ts';
import type { QueryParams } from './http-client.ts';

export interface RequestUrlParts {
  readonly baseUrl: string | undefined;
  readonly url: string;
  readonly params?: QueryParams | undefined;
  /** Hides secrets where an error quotes an address. */
  readonly mask: (text: string) => string;
}

/**
 * The address of a request: an absolute `http:` or `https:` URL alone, anything else below the base URL. One slash
 * of each side is dropped where they meet; the query of the base URL stays in front.
 * @throws `config-invalid` for other schemes, and for a path without a base URL.
 */
export function buildRequestUrl({ baseUrl, url, params = {}, mask }: RequestUrlParts): URL {
  const target = /^https?:\/\//i.test(url) ? parseUrl(url, mask) : joinUrl(baseUrl, url, mask);
  target.hash = '';
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    for (const item of typeof value === 'object' ? value : [value]) appendQuery(target, name, String(item));
  }
  return target;
}

function joinUrl(baseUrl: string | undefined, path: string, mask: (text: string) => string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(path)?.[1];
  if (scheme !== undefined) {
    throw new DangoError(`Cannot request "${mask(path)}": the scheme "${scheme}" is not supported`, {
      code: 'config-invalid',
      hint: 'Use an address that begins with http:// or https://.',
    });
  }
  if (baseUrl === undefined) {
    throw new DangoError(`Cannot request "${mask(path)}": it is a path, and the client has no base URL`, {
      code: 'config-invalid',
      hint: 'Give the client a base URL, or the request an absolute one.',
    });
  }
  const base = parseUrl(baseUrl, mask);
  const [pathname, query] = splitQuery(path);
  if (pathname !== '') base.pathname = `${base.pathname.replace(/\/$/, '')}/${pathname.replace(/^\//, '')}`;
  if (query !== undefined) addQuery(base, query);
  return base;
}

/** Adds one parameter behind the query that is there, which keeps its own spelling. */
export function appendQuery(url: URL, name: string, value: string): void {
  addQuery(url, `${encode(name)}=${encode(value)}`);
}

/** Adds one parameter in place of all others of that name. */
export function replaceQuery(url: URL, name: string, value: string): void {
  const pairs = url.search.slice(1).split('&');
  url.search = pairs.filter((pair) => pair !== '' && nameOf(pair) !== name).join('&');
  appendQuery(url, name, value);
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

function addQuery(url: URL, query: string): void {
  url.search = url.search === '' ? query : `${url.search.slice(1)}&${query}`;
}

/** A half of a surrogate pair alone cannot be encoded: it becomes U+FFFD instead of an error. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function splitQuery(text: string): readonly [string, string | undefined] {
  const [withoutHash = ''] = text.split('#', 1);
  const position = withoutHash.indexOf('?');
  return position === -1 ? [withoutHash, undefined] : [withoutHash.slice(0, position), withoutHash.slice(position + 1)];
}

function parseUrl(text: string, mask: (text: string) => string): URL {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new DangoError(`"${mask(text)}" is not a valid http or https URL`, {
    code: 'config-invalid',
    hint: 'Use an address such as https://api.example.com/v1.',
  });
}
