import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import type { Exchange } from './exchange.ts';
import type { WireResponse } from './transport.ts';

/** A request as a record shows it: with secret values masked. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/** Answers in place of the network. */
export interface Replay {
  /**
   * Whether this request is answered here: by the recording, or by the error that it is not there. False: the API has to
   * be asked, because that was allowed.
   * @param isForToken true for a request that fetches a token: what was recorded of one is masked as a whole.
   */
  answers(request: ShownRequest, isForToken: boolean): boolean;
  /**
   * What the recording answered to this request. One that was sent several times gets its answers in turn.
   * @throws DangoError `recording-incomplete` for a request that the recording does not have, or whose answer it did not
   *   keep as a whole; `http-unreachable` where no answer came.
   */
  answer(request: ShownRequest): WireResponse;
}

/** An exchange with what is known of its body. */
export interface RecordedExchange extends Exchange {
  /** True when `responseBody` is only the beginning of what came. */
  readonly isBodyCut: boolean;
}

export interface ReplayOptions {
  /** Whether the API is asked for what the recording does not have. Default false: that is an error. */
  readonly fetchesMissing?: boolean | undefined;
}

/**
 * Makes answers out of what was recorded. Requests are told by method, address and body, as the record shows them, and
 * credentials count for nothing: a recording is replayed without any, and requests for tokens are not sent.
 */
export function createReplay(
  recording: readonly RecordedExchange[],
  { fetchesMissing = false }: ReplayOptions = {},
): Replay {
  const answers = new Map<string, (() => WireResponse)[]>();
  const add = (request: ShownRequest, answer: () => WireResponse): void => {
    const key = keyOf(request);
    const queue = answers.get(key);
    if (queue === undefined) answers.set(key, [answer]);
    else queue.push(answer);
  };
  for (const exchange of recording.toSorted((one, other) => one.number - other.number)) {
    const { method, url, redirectedTo, requestBody: body } = exchange;
    if (redirectedTo === undefined) add({ method, url, body }, () => answerOf(exchange));
    else {
      // Whichever way it went on then: the record has the last answer only.
      add({ method, url, body }, () => redirectTo(redirectedTo));
      add({ method: method === 'HEAD' ? method : 'GET', url: redirectedTo, body: undefined }, () => answerOf(exchange));
    }
  }
  return {
    answers: (request, isForToken) =>
      !fetchesMissing || (!isForToken && (answers.get(keyOf(request))?.length ?? 0) > 0),
    answer: (request) => {
      const answer = answers.get(keyOf(request))?.shift();
      if (answer === undefined) throw createUnknownError(request);
      return answer();
    },
  };
}

/** What authentication puts into the query is masked in a record, and absent where nobody authenticates. */
function keyOf({ method, url, body }: ShownRequest): string {
  const open = url.replace(/([?&])[^=&#]+=(?:\*\*\*|%2A%2A%2A)(?=[&#]|$)/g, '$1').replace(/([?&])&+/g, '$1');
  return JSON.stringify([method, open.replace(/[?&]+(?=#|$)/, ''), body ?? null]);
}

function answerOf({
  number,
  method,
  url,
  status,
  responseHeaders,
  responseBody,
  ...rest
}: RecordedExchange): WireResponse {
  if (status === 0) {
    throw new DangoError(`The recording has no answer to ${method} ${url}: ${rest.error ?? 'none came'}`, {
      code: 'http-unreachable',
      hint: 'Record it again when the API answers.',
    });
  }
  const isWhole = rest.responseBytes === 0 || (responseBody !== undefined && !rest.isBodyCut);
  if (!isWhole) {
    const kept = responseBody === undefined ? 'its body was no text' : 'only the beginning of its body was kept';
    throw new DangoError(`The recorded answer to ${method} ${url} cannot be replayed: ${kept}.`, {
      code: 'recording-incomplete',
      hint: 'Ask the API instead.',
    });
  }
  // It is kept as text, whatever bytes it came in.
  const { 'content-type': contentType, ...headers } = responseHeaders;
  const type = contentType?.replace(/;\s*charset=[^;]*/i, '; charset=utf-8');
  return {
    type: 'response',
    status,
    headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
    bytes: Buffer.from(responseBody ?? ''),
    replayOf: number,
  };
}

function redirectTo(location: string): WireResponse {
  return { type: 'response', status: 303, headers: { location }, bytes: new Uint8Array() };
}

function createUnknownError({ method, url }: ShownRequest): DangoError {
  return new DangoError(`The recording has no request ${method} ${url}, or not so often.`, {
    code: 'recording-incomplete',
    hint: 'What changes a request needs the API: ask it instead of the recording.',
    context: { method, url },
  });
}

/** The request that a recording did not have; undefined for any other error. */
export function missingRequest(
  error: Pick<ErrorRecord, 'code' | 'context'> | undefined,
): { readonly method: string; readonly url: string } | undefined {
  if (error?.code !== 'recording-incomplete') return undefined;
  const { method, url } = error.context ?? {};
  return typeof method === 'string' && typeof url === 'string' ? { method, url } : undefined;
}
