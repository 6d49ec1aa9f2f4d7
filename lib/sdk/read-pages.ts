import type { HttpClient, HttpRequest, QueryParams } from '../http/http-client.ts';
import type { JsonPath } from '../spec/json-path.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { setInBody } from './json-body.ts';
import { createPage, type Page } from './page.ts';
import type { Paginator, RequestChange } from './paginate/paginator.ts';
import { readResponse } from './read-response.ts';
import type { Warn } from './warning-scope.ts';

export interface PagesRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly params: QueryParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonValue | undefined;
  readonly auth: HttpRequest['auth'];
  readonly authOrigin: string | undefined;
  /** Why the first request is sent. */
  readonly reason: string;
  readonly signal: AbortSignal | undefined;
}

export interface PagesOptions {
  readonly paginator: Paginator;
  readonly selector: JsonPath | undefined;
  readonly warn: Warn;
}

/** Reads a list page by page. Each page is handed out before the next one is asked for. */
export async function* readPages(
  client: HttpClient,
  first: PagesRequest,
  { paginator, selector, warn }: PagesOptions,
): AsyncGenerator<Page<unknown>> {
  const series = paginator.start(first);
  let request = changeRequest(first, series.first);
  let found: JsonPath | undefined;
  for (;;) {
    const response = await client.request(toHttpRequest(request));
    const read = readResponse(response, selector, found);
    found = read.selector;
    const step = series.next(read.page);
    if (step.warning !== undefined) warn(step.warning.message, step.warning.hint);
    const isRepeat = step.next === undefined && step.isRepeat === true;
    if (!isRepeat) yield createPage(read.page.records, response.exchange);
    if (step.next === undefined) return;
    request = { ...changeRequest(request, step.next), reason: step.reason };
  }
}

/** A next URL carries its own parameters; everything else is added to what was sent before. */
function changeRequest(request: PagesRequest, { url, params, json }: RequestChange): PagesRequest {
  let body = request.json;
  for (const [path, value] of Object.entries(json ?? {})) body = setInBody(body, path, value);
  return {
    ...request,
    ...(url === undefined ? {} : { url }),
    params: { ...(url === undefined ? request.params : {}), ...params },
    json: body,
  };
}

function toHttpRequest(request: PagesRequest): HttpRequest {
  // Reading a list changes nothing on the server, so a search by POST may be repeated after a failure.
  return { ...request, isRepeatable: true };
}
