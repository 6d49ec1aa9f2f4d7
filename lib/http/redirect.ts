import { DangoError } from '../errors/dango-error.ts';
import { dropSecretHeaders } from './http-call.ts';
import { maskUrl, type Mask } from './redact.ts';
import type { WireResponse } from './transport.ts';

/** One address on the way of a request, with what is sent there on behalf of the caller. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * Where a response leads; undefined when it is no redirect. To another origin (another scheme is one) no header with
 * a secret goes along. 303 turns everything but HEAD into GET, 301 and 302 a POST, as browsers do.
 * @throws `response-invalid` for an address that is not http, and for a body that would go to another origin.
 */
export function followRedirect(hop: Hop, response: WireResponse, mask: Mask): Hop | undefined {
  const { status, headers } = response;
  const location = headers['location'];
  if (!redirectStatuses.has(status) || location === undefined) return undefined;
  const url = parseLocation(location, hop, mask);
  const isSameOrigin = url.origin === hop.url.origin;
  if (isGetAfter(status, hop.method)) {
    const kept = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => !name.startsWith('content-')));
    return { method: 'GET', url, headers: isSameOrigin ? kept : dropSecretHeaders(kept, mask), body: undefined };
  }
  if (isSameOrigin) return { ...hop, url };
  if (hop.body !== undefined) {
    throw createRedirectError(hop, `with status ${status} to another server, ${maskUrl(url.origin, mask)}`, mask);
  }
  return { ...hop, url, headers: dropSecretHeaders(hop.headers, mask) };
}

function isGetAfter(status: number, method: string): boolean {
  return status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST';
}

function parseLocation(location: string, hop: Hop, mask: Mask): URL {
  const url = URL.parse(location, hop.url.href);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw createRedirectError(hop, `to "${maskUrl(location, mask)}", which is not an http address`, mask);
  }
  url.hash = '';
  url.username = '';
  url.password = '';
  return url;
}

function createRedirectError({ method, url }: Hop, where: string, mask: Mask): DangoError {
  return new DangoError(`Redirected ${where}: ${method} ${maskUrl(url.href, mask)}`, {
    code: 'response-invalid',
    hint: 'Set base_url to the address that the API really answers at.',
  });
}
