import type { ErrorRecord } from '../errors/dango-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { isSensitiveHeader } from '../http/redact.ts';

/**
 * What a request says about the credentials of a source. accepted: they were sent and answered. open: the API answered
 * without any. refused: it did not take them. unclear: the answer says nothing about them. failed: there was no answer.
 */
export type AccessVerdict = 'accepted' | 'open' | 'refused' | 'unclear' | 'failed';

export interface AccessJudgement {
  readonly verdict: AccessVerdict;
  /** One or two sentences for a person. */
  readonly message: string;
  readonly hint?: string | undefined;
  /** The credentials as they were sent, masked: `authorization: Bearer ***`. */
  readonly sentWith: readonly string[];
}

/** An exchange as far as it is judged. */
export type JudgedExchange = Pick<Exchange, 'url' | 'redirectedTo' | 'status' | 'requestHeaders' | 'responseHeaders'>;

/**
 * Explains the answer to a test request.
 * @param exchange the request of a resource; undefined when none was sent.
 * @param error what the resource, or the whole attempt, failed with.
 */
export function judgeAccess(exchange: JudgedExchange | undefined, error: ErrorRecord | undefined): AccessJudgement {
  const sentWith = exchange === undefined ? [] : listCredentials(exchange);
  if (exchange === undefined || exchange.status === 0) {
    return { verdict: 'failed', message: error?.message ?? 'No request was sent.', hint: error?.hint, sentWith };
  }
  const judge = (verdict: AccessVerdict, message: string, hint = error?.hint): AccessJudgement => ({
    verdict,
    message,
    hint,
    sentWith,
  });
  const { status } = exchange;
  // To another server no credentials go along; the error says what to do about it.
  const redirectHint = exchange.redirectedTo === undefined ? undefined : error?.hint;
  const sent =
    sentWith.length === 0 ? 'No credentials were sent' : `The credentials were sent as ${sentWith.join(', ')}`;
  if (status === 401 || status === 407) {
    return judge(
      'refused',
      `The API answers ${status}: it wants other credentials. ${sent}.`,
      redirectHint ?? hintFor401(exchange, sentWith),
    );
  }
  if (status === 403) {
    const hint = 'They may be right and lack a permission or scope for this address: look at the answer of the API.';
    return judge('refused', `The API answers 403: it does not allow this request. ${sent}.`, redirectHint ?? hint);
  }
  if (status >= 400)
    return judge('unclear', `The API answers ${status}, which says nothing about the credentials. ${sent}.`);
  if (error !== undefined)
    return judge('unclear', `The API answers ${status}, but the answer is not usable: ${error.message}`);
  if (sentWith.length === 0) return judge('open', `The API answers ${status} without credentials.`);
  return judge('accepted', `The API answers ${status}. ${sent}.`);
}

function hintFor401({ responseHeaders }: JudgedExchange, sentWith: readonly string[]): string {
  const wanted = responseHeaders['www-authenticate'];
  const challenge = wanted === undefined ? '' : ` It asks for: ${wanted}.`;
  if (sentWith.length === 0) return `Set auth at the source.${challenge}`;
  return `Compare name and prefix with what the API's documentation says, and check that the value is complete and still valid.${challenge}`;
}

function listCredentials({ url, requestHeaders }: JudgedExchange): readonly string[] {
  const headers = Object.entries(requestHeaders)
    .filter(([name, value]) => isSensitiveHeader(name) || value.includes('***'))
    .map(([name, value]) => `the header "${name}: ${value}"`);
  const params = [...(URL.parse(url)?.searchParams ?? [])]
    .filter(([, value]) => value.includes('***'))
    .map(([name]) => `the parameter "${name}"`);
  return [...headers, ...params];
}
