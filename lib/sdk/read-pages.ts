import type { Conclusion, HttpClient, HttpRequest, HttpResponse, QueryParams } from '../http/http-client.ts';
import { HttpError } from '../http/http-error.ts';
import type { BodyFormat } from '../spec/body-format.ts';
import type { JsonPath } from '../spec/json-path.ts';
import type { JsonValue } from '../spec/json-value.ts';
import type { ResponseRule } from '../spec/response-rule.ts';
import type { RetryOptions } from '../spec/retry-options.ts';
import { fillEndpoint } from './fill-endpoint.ts';
import { setInBody } from './json-body.ts';
import { createPage, createTextPage, type Page } from './page.ts';
import { createCycleCheck } from './paginate/cycle-check.ts';
import { mayReadAhead } from './reading-ahead.ts';
import { decodeResponse } from './decode-response.ts';
import { describeRefusal, describeStep } from './paginate/describe-step.ts';
import { PagesAhead } from './pages-ahead.ts';
import type { NextStep, PageSeries, PageStep, Paginator, RequestChange } from './paginate/paginator.ts';
import { readResponse, type ReadResponse } from './read-response.ts';
import { ResourceStop } from './resource-stop.ts';
import type { Warn } from './warning-scope.ts';

export interface PagesRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly params: QueryParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonValue | undefined;
  readonly body?: HttpRequest['body'];
  readonly auth: HttpRequest['auth'];
  readonly authOrigin: string | undefined;
  /** Why the first request is sent. */
  readonly reason: string;
  /** Where `url` was found, if its headers are not meant for it alone. */
  readonly headersOrigin?: string | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly responses?: readonly ResponseRule[] | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface PagesOptions {
  readonly paginator: Paginator;
  readonly selector: JsonPath | undefined;
  /** Undefined: by the content type of each response. */
  readonly format?: BodyFormat | undefined;
  readonly warn: Warn;
  /**
   * True: the list will be read to its end, so the next page is asked for while one is worked on, and those behind it
   * where the paginator knows them. Undefined: pages are asked for when the next one is wanted. False: each alone.
   */
  readonly readAhead?: boolean | undefined;
  /** See `PaginateOptions`. */
  readonly keepsText?: boolean | undefined;
}

type Ruling = NonNullable<HttpResponse['ruling']>;

/** How an API says that a page behind the last one is not there. */
const refusals = new Set([400, 404, 410, 416, 422]);

/** Most bytes of responses that wait for their turn, as far as the page before tells. */
const mostWaitingBytes = 64 * 1024 * 1024;

/** Reads a list page by page. Pages, warnings and exchanges come as if each page were asked for when it is wanted. */
export async function* readPages(
  client: HttpClient,
  first: PagesRequest,
  { paginator, selector, format, warn, readAhead, keepsText }: PagesOptions,
): AsyncGenerator<Page<unknown>> {
  const series = paginator.start(first);
  const cycles = createCycleCheck();
  const ahead = new PagesAhead(client);
  let request = changeRequest(first, series.first, first.url);
  let found: JsonPath | undefined;
  let ifRefused: NextStep['ifRefused'];
  let reach = 1;
  try {
    for (;;) {
      let read: ReadResponse | undefined;
      let step: PageStep | undefined;
      const conclude = async (response: HttpResponse): Promise<Conclusion> => {
        if (response.ruling !== undefined) return { decision: describeRuling(response.ruling) };
        read = readResponse(await decodeResponse(response, format), selector, found, keepsText);
        step = series.next(read.page);
        const { length: records } = read.page.records;
        const recordsPath = read.selector.text;
        return { decision: describeStep(step, records), records, recordsPath, ...listEndOf(step) };
      };
      const concludeRefusal = (status: number): Promise<Conclusion | undefined> => {
        step = refusals.has(status) ? ifRefused?.(status) : undefined;
        if (step === undefined) return Promise.resolve(undefined);
        return Promise.resolve({ decision: describeRefusal(step), ...listEndOf(step) });
      };
      const { reason } = request;
      const response = await settle(
        ahead.send(request, { reason, conclude, concludeRefusal }),
        () => step !== undefined,
      );
      if (response?.ruling !== undefined) return obeyRuling(response.ruling, warn);
      if (read !== undefined) found = read.selector;
      if (read?.doubt !== undefined) warnOfDoubt(read.doubt, warn);
      if (step?.warning !== undefined) warn(step.warning.message, step.warning.hint);
      const next = step?.next === undefined ? undefined : followStep(step, request, first);
      const mostWaiting = Math.floor(mostWaitingBytes / Math.max(1, response?.bytes.length ?? 0));
      if (next === undefined) await ahead.stop();
      else if (readAhead === true && mayReadAhead())
        await ahead.expect([next, ...planned(series, next, first)], 1 + mostWaiting);
      const isRepeat = next === undefined && step?.next === undefined && step?.isRepeat === true;
      if (response !== undefined && read !== undefined && !isRepeat) {
        const { text, page } = read;
        yield text === undefined
          ? createPage(page.records, response.exchange)
          : createTextPage(page.records, response.exchange, text);
      }
      if (step?.next === undefined || next === undefined) return;
      if (read !== undefined && step.next.isFresh !== true) cycles.visit(read.page);
      // Whoever may stop reading has asked for one more page only: few are asked for at first.
      reach *= 2;
      if (readAhead === undefined && mayReadAhead()) {
        const behind = planned(series, next, first);
        if (behind.length > 0) await ahead.expect([next, ...behind], Math.min(reach, 1 + mostWaiting));
      }
      request = next;
      ifRefused = step.ifRefused;
    }
  } finally {
    await ahead.stop();
  }
}

function listEndOf(step: PageStep): Pick<Conclusion, 'listEnd'> {
  return step.next === undefined ? { listEnd: step.why } : {};
}

/** The request that a step asks for. */
function followStep(step: NextStep, request: PagesRequest, first: PagesRequest): PagesRequest {
  const before = step.next.isFresh === true ? first : request;
  // A next link is a stranger: what is secret in the headers goes to the server of the first request only.
  const headersOrigin = first.headersOrigin ?? first.url;
  return { ...changeRequest(before, step.next, first.url), headersOrigin, reason: step.reason };
}

/** The requests that are expected behind the next one. */
function planned(series: PageSeries, next: PagesRequest, first: PagesRequest): PagesRequest[] {
  let request = next;
  return (series.ahead?.() ?? []).map((change) => (request = changeRequest(request, change, first.url)));
}

function warnOfDoubt(doubt: string, warn: Warn): void {
  const message = `The response was taken as one record, because ${doubt} and none has a usual name.`;
  warn(message, 'Set data_selector to the list that you want, or to "$" for the whole response.');
}

function describeRuling({ action, cause }: Ruling): string {
  return `${rulingWords[action] ?? action}, as a rule says about ${cause}`;
}

const rulingWords: Partial<Record<Ruling['action'], string>> = {
  ignore: 'the list ends without its records',
  skip_child: 'the record of the parent is skipped',
  stop_resource: 'the resource ends',
};

/** Ends a list as a rule says: for good, with a word about the record that is left out, or in silence. */
function obeyRuling({ action, cause }: Ruling, warn: Warn): void {
  if (action === 'stop_resource') throw new ResourceStop(cause);
  if (action === 'skip_child')
    warn(`Records of the parent were skipped, as a rule says: the API answered with ${cause}.`);
}

/** Undefined when the request is refused and `settles` knows what follows. */
async function settle(sent: Promise<HttpResponse>, settles: () => boolean): Promise<HttpResponse | undefined> {
  try {
    return await sent;
  } catch (error) {
    if (error instanceof HttpError && refusals.has(error.status) && settles()) return undefined;
    throw error;
  }
}

/**
 * A next URL carries its own parameters; everything else is added to what was sent before.
 * @param endpoint as it was written, with the places that a change fills.
 */
function changeRequest(request: PagesRequest, change: RequestChange, endpoint: string): PagesRequest {
  const { params, json, headers, path } = change;
  let body = request.json;
  for (const [place, value] of Object.entries(json ?? {})) body = setInBody(body, place, value);
  const url = change.url ?? (path === undefined ? request.url : fillEndpoint(endpoint, path));
  return {
    ...request,
    url,
    params: { ...(change.url === undefined ? request.params : {}), ...params },
    headers: headers === undefined ? request.headers : { ...request.headers, ...headers },
    json: body,
  };
}
