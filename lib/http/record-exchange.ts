import { DangoError } from '../errors/dango-error.ts';
import type { UnsignedRequest } from './authenticator.ts';
import { decodeText, isTextBody } from './decode-text.ts';
import type { HttpCall } from './http-call.ts';
import { maskHeaders, maskUrl, type Mask } from './redact.ts';
import type { CallProgress } from './run-attempts.ts';
import type { WireResponse } from './transport.ts';

/** How a request ended. */
export interface CallEnding {
  readonly response?: WireResponse | undefined;
  /** Address that answered. */
  readonly url?: URL | undefined;
  readonly error?: unknown;
}

/** What was sent first; undefined when nothing was. */
interface FinishedCall extends CallEnding {
  readonly firstSent: UnsignedRequest | undefined;
}

/** Hands the masked exchange to the recorder of the scope, if there is one. */
export function recordExchange(call: HttpCall, progress: CallProgress, finished: FinishedCall): void {
  const { request, scope, state, mask, maskBody } = call;
  if (scope.recorder === undefined) return;
  const { response, firstSent, url, error } = finished;
  const contentType = response?.headers['content-type'];
  const isRedirected = url !== undefined && url.href !== call.url.href;
  scope.recorder.record({
    number: progress.exchange,
    resource: scope.resource,
    method: call.method,
    url: maskUrl((firstSent?.url ?? call.url).href, mask),
    redirectedTo: isRedirected ? maskUrl(url.href, mask) : undefined,
    requestHeaders: maskHeaders(firstSent?.headers ?? call.headers, mask),
    requestBody: showBody((firstSent ?? call).body, (firstSent ?? call).headers['content-type'], maskBody),
    status: response?.status ?? 0,
    responseHeaders: maskHeaders(response?.headers ?? {}, mask),
    responseBytes: response?.bytes.length ?? 0,
    responseBody: showBody(response?.bytes, contentType, maskBody),
    startedAt: new Date(progress.startedAtMs).toISOString(),
    durationMs: Math.max(0, state.clock.now() - progress.startedAtMs),
    attempts: progress.attempts,
    reason: request.reason === undefined ? undefined : mask(request.reason),
    error: response === undefined ? mask(describeError(error)) : undefined,
  });
  scope.lastExchange = progress.exchange;
}

/** Text, masked; undefined for bodies that are no text. */
function showBody(
  body: string | Uint8Array | undefined,
  contentType: string | undefined,
  mask: Mask,
): string | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return mask(body);
  return isTextBody(body, contentType) ? mask(decodeText(body, contentType)) : undefined;
}

function describeError(error: unknown): string {
  return DangoError.is(error) || error instanceof Error ? error.message : String(error);
}
