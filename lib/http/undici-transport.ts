import type { Dispatcher } from 'undici';
import { createCancelledError } from './cancelled-error.ts';
import { watchConnection, type ConnectionWatch } from './connection-watch.ts';
import { describeNetworkFailure } from './describe-failure.ts';
import { linkSignals } from './link-signals.ts';
import { findUnknownEncoding, readBody } from './read-body.ts';
import { useSharedDispatcher } from './shared-dispatcher.ts';
import type { NetworkFailure, Transport, TransportOptions, WireRequest, WireResponse } from './transport.ts';

/** The transport that really sends. */
export const undiciTransport: Transport = async (request, options) => {
  const dispatcher = await useSharedDispatcher();
  if (options.signal.aborted) throw createCancelledError(options.signal);
  const expiry = new AbortController();
  const timer = setTimeout(() => expiry.abort(), options.requestTimeoutMs);
  const { signal, unlink } = linkSignals([options.signal, expiry.signal]);
  const watch: ConnectionWatch = { connectTimeoutMs: options.connectTimeoutMs, signal, isConnecting: false };
  let hasResponse = false;
  try {
    const response = await watchConnection(watch, () => send(dispatcher, request, signal));
    hasResponse = true;
    return await readResponse(request.method, response, options);
  } catch (error) {
    if (options.signal.aborted) throw createCancelledError(options.signal);
    const { isConnecting } = watch;
    return describeNetworkFailure(error, { isConnecting, hasResponse, isExpired: expiry.signal.aborted });
  } finally {
    clearTimeout(timer);
    unlink();
  }
};

/** Ends at once with the signal; undici alone would wait until a connection that is being opened is there. */
function send(dispatcher: Dispatcher, request: WireRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  const { method, url, headers, body } = request;
  const response = dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: method,
    headers,
    body: body ?? null,
    signal,
  });
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(createCancelledError(signal)), { once: true });
    response.then(resolve, reject);
  });
}

async function readResponse(
  method: string,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { maxResponseBytes }: TransportOptions,
): Promise<WireResponse | NetworkFailure> {
  const flat = joinHeaders(headers);
  const hasBody = method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
  const encoding = hasBody ? flat['content-encoding'] : undefined;
  const unknown = findUnknownEncoding(encoding);
  if (unknown !== undefined) {
    body.destroy();
    return failResponse('protocol', `unknown content encoding "${unknown}"`);
  }
  const bytes = await readBody(body, { encoding, maxBytes: maxResponseBytes });
  if (bytes === 'too-large') return failResponse('too-large', `the response is larger than ${maxResponseBytes} bytes`);
  if (bytes === 'bomb') return failResponse('too-large', 'the response unfolds to more than 500 times its size');
  return { type: 'response', status: statusCode, headers: flat, bytes };
}

function failResponse(kind: 'protocol' | 'too-large', words: string): NetworkFailure {
  return { type: 'failure', kind, words, systemCode: undefined, wasSent: true, cause: undefined };
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
