import type { HttpClient, HttpRequest, HttpResponse, QueryParams } from '../http/http-client.ts';
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
import { decodeResponse } from './decode-response.ts';
import { describeStep } from './paginate/describe-step.ts';
import type { NextStep, PageStep, Paginator, RequestChange } from './paginate/paginator.ts';
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
  /** See `PaginateOptions`. */
  readonly keepsText?: boolean | undefined;
}

type Ruling = NonNullable<HttpResponse['ruling']>;

/** How an API says that a page behind the last one is not there. */
const refusals = new Set([400, 404, 410, 416, 422]);

/** Reads a list page by page. Each page is handed out before the next one is asked for. */
export async function* readPages(
  client: HttpClient,
  first: PagesRequest,
  { paginator, selector, format, warn, keepsText }: PagesOptions,
): AsyncGenerator<Page<unknown>> {
  const series = paginator.start(first);
  const cycles = createCycleCheck();
  let request = changeRequest(first, series.first, first.url);
  let found: JsonPath | undefined;
  let ifRefused: NextStep['ifRefused'];
  for (;;) {
    let read: ReadResponse | undefined;
    let step: PageStep | undefined;
    const conclude = async (response: HttpResponse): Promise<string> => {
      if (response.ruling !== undefined) return describeRuling(response.ruling);
      read = readResponse(await decodeResponse(response, format), selector, found, keepsText);
      step = series.next(read.page);
      return describeStep(step, read.page.records.length);
    };
    const response = await send(client, { ...request, conclude }, (status) => {
      step = ifRefused?.(status);
      return step !== undefined;
    });
    if (response?.ruling !== undefined) return obeyRuling(response.ruling, warn);
    if (read !== undefined) found = read.selector;
    if (read?.doubt !== undefined) warnOfDoubt(read.doubt, warn);
    if (step?.warning !== undefined) warn(step.warning.message, step.warning.hint);
    const isRepeat = step?.next === undefined && step?.isRepeat === true;
    if (response !== undefined && read !== undefined && !isRepeat) {
      const { text, page } = read;
      yield text === undefined
        ? createPage(page.records, response.exchange)
        : createTextPage(page.records, response.exchange, text);
    }
    if (step?.next === undefined) return;
    if (read !== undefined && step.next.isFresh !== true) cycles.visit(read.page);
    const before = step.next.isFresh === true ? first : request;
    // A next link is a stranger: what is secret in the headers goes to the server of the first request only.
    const headersOrigin = first.headersOrigin ?? first.url;
    request = { ...changeRequest(before, step.next, first.url), headersOrigin, reason: step.reason };
    ifRefused = step.ifRefused;
  }
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

/** Undefined when the request is refused and `settle` knows what follows. */
async function send(
  client: HttpClient,
  request: HttpRequest,
  settle: (status: number) => boolean,
): Promise<HttpResponse | undefined> {
  try {
    return await client.request(request);
  } catch (error) {
    if (error instanceof HttpError && refusals.has(error.status) && settle(error.status)) return undefined;
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
