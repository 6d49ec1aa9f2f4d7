import type { PreviewExchange } from '#lib/index.ts';
import { validateSources } from '#lib/spec/validate-sources.ts';
import type { WritableRequest } from './request-code.ts';
import { mask, parseSecretText, type SecretText } from './secret-text.ts';

/** Texts of a source with names of secrets, by the header or query parameter that they are sent in. */
export interface SecretPlaces {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, SecretText>;
  readonly query: ReadonlyMap<string, SecretText>;
}

/** Where a source sends its secrets, as far as its text tells by name; of a resource also what it says for itself. */
export function secretPlacesOf(
  sourcesText: string | undefined,
  source: string,
  resource: string | undefined,
): SecretPlaces {
  const headers = new Map<string, SecretText>();
  const query = new Map<string, SecretText>();
  const put = (places: Map<string, SecretText>, name: string, written: unknown): void => {
    const text = typeof written === 'string' ? parseSecretText(written) : undefined;
    if (text?.some((part) => typeof part !== 'string') === true) places.set(name, text);
  };
  const spec = sourcesText === undefined ? undefined : specOf(sourcesText, source);
  if (spec?.type !== 'rest_api') return { headers, query };
  const { rest_api: api } = spec;
  const own: unknown = api.resources.find(({ name }) => name === resource);
  for (const owner of [api, isObject(own) ? { ...own, ...endpointOf(own) } : {}] as Record<string, unknown>[]) {
    for (const [name, value] of entriesOf(owner['headers'])) put(headers, name.toLowerCase(), value);
    for (const [name, value] of entriesOf(owner['params'])) put(query, name, value);
    const { auth } = owner;
    if (!isObject(auth)) continue;
    const { type, token, api_key: key, name = 'Authorization', location = 'header' } = auth;
    const prefix = auth['prefix'] ?? (type === 'bearer' ? 'Bearer' : '');
    const value = (written: unknown): string =>
      [prefix, written]
        .filter((word) => word !== '')
        .map(String)
        .join(' ');
    if (type === 'bearer') put(headers, 'authorization', value(token));
    if (type !== 'api_key') continue;
    if (location === 'header') put(headers, String(name).toLowerCase(), value(key));
    if (location === 'query' || location === 'param') put(query, String(name), value(key));
  }
  return { headers, query };
}

function specOf(text: string, source: string) {
  return validateSources(text, 'sources.yml').entries.find(({ name }) => name === source)?.spec;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function endpointOf({ endpoint }: Readonly<Record<string, unknown>>): object {
  return isObject(endpoint) ? endpoint : {};
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** What each program sets by itself, or what would make its answer unreadable. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']);

/** The request of an exchange, to be sent again by another program; a secret of no known name stays `***`. */
export function writableRequest(
  { method, url, requestHeaders, requestBody }: PreviewExchange,
  places: SecretPlaces,
): WritableRequest {
  return {
    method,
    url: urlText(url, places),
    headers: Object.entries(requestHeaders)
      .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
      .map(([name, value]) => [
        name,
        (value.includes(mask) ? places.headers.get(name.toLowerCase()) : undefined) ?? [value],
      ]),
    body: requestBody === undefined ? undefined : [requestBody],
  };
}

function urlText(url: string, { query }: SecretPlaces): SecretText {
  const parts: (string | { readonly secret: string })[] = [];
  let position = 0;
  for (const { index, 0: whole, 1: start = '', 2: name = '' } of url.matchAll(
    /([?&]([^=&#]+)=)(?:\*\*\*|%2A%2A%2A)(?=[&#]|$)/g,
  )) {
    const secret = query.get(decodeName(name));
    if (secret === undefined) continue;
    parts.push(
      url.slice(position, index) + start,
      ...secret.map((part) => (typeof part === 'string' ? encodeURIComponent(part) : part)),
    );
    position = index + whole.length;
  }
  return [...parts, url.slice(position)].filter((part) => part !== '');
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
