import type { HttpClient, HttpResponse } from './http-client.ts';

/**
 * A `fetch` that goes through a client: recorded, retried and limited like everything else. As with the real one, a
 * status of 400 and above is no error; where no response comes, the client's own error is thrown instead of
 * `TypeError: fetch failed`. `redirect` and `signal` count; `cache`, `mode` and `credentials` have no meaning here.
 * Schemes other than http and https go to the real `fetch`.
 * @param useClient asked for the client at each call, so that an unused `fetch` costs nothing.
 */
export function createFetch(useClient: () => HttpClient): typeof globalThis.fetch {
  const realFetch = globalThis.fetch;
  return async (input, init) => {
    const request = new Request(input, init);
    if (!/^https?:/i.test(request.url)) return realFetch(request);
    try {
      const response = await send(useClient(), request);
      if (request.redirect === 'error' && isRedirect(response)) throw new TypeError('unexpected redirect');
      return toFetchResponse(response, request);
    } catch (error) {
      request.signal.throwIfAborted();
      throw error;
    }
  };
}

async function send(client: HttpClient, request: Request): Promise<HttpResponse> {
  const { method, url, redirect, signal } = request;
  const bytes = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  return client.request({
    method,
    url,
    headers: { accept: '*/*', ...Object.fromEntries(request.headers) },
    body: bytes,
    signal,
    reason: 'fetch',
    throwsOnStatus: false,
    ...(redirect === 'follow' ? {} : { maxRedirects: 0 }),
  });
}

function isRedirect({ status, headers }: HttpResponse): boolean {
  return status >= 300 && status < 400 && headers['location'] !== undefined;
}

const bodilessStatuses = new Set([204, 205, 304]);

function toFetchResponse({ status, headers, bytes, url }: HttpResponse, request: Request): Response {
  const hasBody = request.method !== 'HEAD' && !bodilessStatuses.has(status);
  const response = new Response(hasBody ? Buffer.from(bytes) : null, { status, headers });
  // A constructed response has no address of its own.
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: url !== request.url },
  });
}
