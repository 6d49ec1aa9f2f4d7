import { isUtf8 } from 'node:buffer';
import { DangoError } from '../errors/dango-error.ts';
import type { UnsignedRequest } from './authenticator.ts';
import { decodeText, isTextBody, isUtf8Text } from './decode-text.ts';
import type { HttpCall } from './http-call.ts';
import type { Conclusion } from './http-client.ts';
import { isPlainText } from './plain-text-check.ts';
import { maskHeaders, maskUrl, type Mask } from './redact.ts';
import { missingRequest } from './replay.ts';
import type { CallProgress } from './run-attempts.ts';
import { showBody } from './show-body.ts';
import type { WireResponse } from './transport.ts';

/** How a request ended. */
export interface CallEnding extends Omit<Conclusion, 'decision'> {
  readonly response?: WireResponse | undefined;
  /** Address that answered. */
  readonly url?: URL | undefined;
  readonly error?: unknown;
  /** What the caller says that it does with the response. */
  readonly decision?: string | undefined;
}

/** What was sent first; undefined when nothing was. */
interface FinishedCall extends CallEnding {
  readonly firstSent: UnsignedRequest | undefined;
}

/** Hands the masked exchange to the recorder of the scope, if there is one. */
export function recordExchange(call: HttpCall, progress: CallProgress, finished: FinishedCall): void {
  const { request, scope, state, mask, maskBody } = call;
  const { response, firstSent, url, error } = finished;
  // What a recording does not have was never sent: there is no exchange.
  if (scope.recorder === undefined || (DangoError.is(error) && missingRequest(error) !== undefined)) return;
  const contentType = response?.headers['content-type'];
  const plainBytes = response === undefined ? undefined : findPlainBytes(response.bytes, contentType, maskBody);
  const shownBody = plainBytes === undefined ? showBody(response?.bytes, contentType, maskBody) : undefined;
  const reason = typeof request.reason === 'function' ? request.reason() : request.reason;
  const waitedMs = (progress.firstSentAtMs ?? progress.startedAtMs) - progress.startedAtMs;
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
    responseUtf8: plainBytes,
    get responseBody() {
      return plainBytes === undefined ? shownBody : decodeText(plainBytes, contentType);
    },
    startedAt: new Date(progress.startedAtMs).toISOString(),
    durationMs: Math.max(0, state.clock.now() - progress.startedAtMs),
    waitedMs: waitedMs > 0 ? waitedMs : undefined,
    attempts: progress.attempts,
    retries: progress.retries.length === 0 ? undefined : progress.retries,
    pretended: progress.pretended.length === 0 ? undefined : progress.pretended,
    reason: reason === undefined ? undefined : mask(reason),
    decision: describeDecision(finished, mask),
    records: finished.records,
    recordsPath: finished.recordsPath,
    listEnd: finished.listEnd === undefined ? undefined : mask(finished.listEnd),
    parentExchange: scope.parentExchange,
    replayOf: response?.replayOf,
    error: response === undefined ? mask(describeError(error)) : undefined,
  });
  scope.lastExchange = progress.exchange;
}

/** The bytes of a text in UTF-8 of which nothing has to be masked, so that it need not be decoded to be kept. */
function findPlainBytes(bytes: Uint8Array, contentType: string | undefined, mask: Mask): Uint8Array | undefined {
  if (!isTextBody(bytes, contentType) || !isUtf8Text(bytes, contentType)) return undefined;
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return !hasMark && isUtf8(bytes) && isPlainText(bytes, mask) ? bytes : undefined;
}

/** A response that its caller cannot use, or that is none of the expected kind, is told with the reason. */
function describeDecision({ response, decision, error }: CallEnding, mask: Mask): string | undefined {
  if (decision !== undefined) return mask(decision);
  return response === undefined || error === undefined ? undefined : mask(`fails: ${describeError(error)}`);
}

function describeError(error: unknown): string {
  return DangoError.is(error) || error instanceof Error ? error.message : String(error);
}
