import { isPlainObject } from '../../util/plain-object.ts';
import { cursor } from './cursor.ts';
import { findMore, saysLastPage } from './find-more.ts';
import { findNext, type NextHint } from './find-next.ts';
import { findLink, headerLink } from './header-link.ts';
import { jsonLink } from './json-link.ts';
import { identifyPage } from './page-identity.ts';
import type { PageRequest, PageResponse, PageSeries, PageStep, Paginator, StopStep } from './paginator.ts';

const hint = 'Set pagination (page_number, offset, cursor …), or single_page if this is everything.';

/**
 * Decides by the first response: a `Link` header, a next URL in the body, a next cursor in the body (whose parameter
 * is guessed by its name), else a single page, with a warning if the response looks like one of several.
 */
export function auto(): Paginator {
  return {
    start(request) {
      let series: PageSeries | undefined;
      return {
        first: {},
        next(response) {
          series ??= chooseSeries(request, response);
          return series.next(response);
        },
      };
    },
  };
}

function chooseSeries(request: PageRequest, response: PageResponse): PageSeries {
  if (findLink(response.headers['link'], 'next') !== undefined) return headerLink().start(request);
  const found = response.isSingleRecord ? undefined : findNext(response.body);
  if (found?.type === 'url') return jsonLink({ nextUrlPath: found.path }).start(request);
  if (found?.type === 'cursor') return startGuessedCursor(found, request);
  return { first: {}, next: (only) => endAtFirstPage(only, found) };
}

function endAtFirstPage({ body, records, isSingleRecord }: PageResponse, found: NextHint | undefined): StopStep {
  if (found !== undefined) return { why: `${found.path} is empty in the response` };
  if (isSingleRecord) return { why: 'the response is a single record' };
  const more = findMore(body, records.length);
  const why = 'the response names no next page';
  if (more.type === 'complete' || more.type === 'none') return { why };
  const message =
    more.type === 'certain'
      ? `Only the first ${records.length} records were read, but the response says ${more.text}.`
      : `Only one page of ${records.length} records was read; ${more.text} in it suggests that there are more.`;
  return { why, warning: { message, hint } };
}

/** The parameter is a guess, so the second page has to prove that the API took it. */
function startGuessedCursor({ path, params }: Extract<NextHint, { type: 'cursor' }>, request: PageRequest): PageSeries {
  const sentBy = request.method === 'POST' ? 'json' : 'query';
  const sent = sentBy === 'query' ? request.params : isPlainObject(request.json) ? request.json : {};
  const param = params.find((name) => Object.hasOwn(sent, name)) ?? params[0] ?? 'cursor';
  const series = cursor({ cursorPath: path, param, sentBy }).start(request);
  let firstPage: string | undefined;
  let isProven = false;

  function next(response: PageResponse): PageStep {
    if (firstPage !== undefined && !isProven) {
      if (response.records.length > 0 && identifyPage(response.records) === firstPage) return ignored(path, param);
      isProven = true;
    }
    firstPage ??= identifyPage(response.records);
    // Some APIs give a cursor with the last page too, for the next poll, and say beside it that nothing follows.
    if (saysLastPage(response.body)) return { why: 'the response says that nothing follows' };
    return series.next(response);
  }
  return { first: {}, next };
}

function ignored(path: string, param: string): StopStep {
  return {
    why: `the API gave the first page again when ${path} was sent as ${param}`,
    isRepeat: true,
    warning: {
      message: `Only the first page was read: the response gives ${path}, but the API ignores it as parameter "${param}".`,
      hint: `Set pagination: { type: cursor, cursor_path: ${path}, param: … } with the parameter that the API documents.`,
    },
  };
}
