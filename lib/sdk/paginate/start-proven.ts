import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { isSameJson } from '../../spec/same-json.ts';
import { saysLastPage } from './find-more.ts';
import type { PaginationCandidate } from './pagination-detection.ts';
import type { PageRequest, PageResponse, PageSeries, PageStep, StopStep } from './paginator.ts';
import { toPaginator } from './to-paginator.ts';

/**
 * Follows a pagination whose parameter is guessed. The second page has to prove it: it brings other records, and says
 * itself, where it can, that it is the page that was asked for. Else the list ends with its first page and a warning.
 */
export function startProven(candidate: PaginationCandidate, request: PageRequest): PageSeries {
  const { pagination } = candidate;
  const series = toPaginator(pagination).start(request);
  const param = 'param' in pagination ? pagination.param : '';
  let first: PageResponse | undefined;
  let sent: unknown;
  let isProven = false;

  function next(response: PageResponse): PageStep {
    if (first !== undefined && !isProven) {
      const doubt = disprove(candidate, first, response, sent);
      if (doubt !== undefined) return endWith(doubt);
      isProven = true;
    }
    // Some APIs give a cursor with the last page too, for the next poll, and say beside it that nothing follows.
    if (pagination.type === 'cursor' && saysLastPage(response.body)) {
      return { why: 'the response says that nothing follows' };
    }
    const step = series.next(response);
    if (first !== undefined || step.next === undefined) return step;
    first = response;
    sent = Object.values({ ...step.next.params, ...step.next.json })[0];
    const { why, warning } = endWith('the API refuses it');
    return { ...step, ifRefused: () => ({ why, warning }) };
  }

  function endWith(doubt: string): StopStep {
    const basis = candidate.evidence[0] ?? '';
    return {
      why: `${doubt} when ${param}=${String(sent)} was sent`,
      isRepeat: true,
      warning: {
        message: `Only the first page was read: the response gives ${basis}, but ${doubt} as parameter "${param}".`,
        hint: `Set pagination: { type: ${pagination.type}, param: … } with the parameter that the API documents.`,
      },
    };
  }

  return { first: {}, next, ahead: () => (isProven ? (series.ahead?.() ?? []) : []) };
}

/** What speaks against a guess, in words; undefined when the second page proves it. */
export function disprove(
  { pagination, echoPath }: PaginationCandidate,
  first: PageResponse,
  second: PageResponse,
  sent: unknown,
): string | undefined {
  if (second.records.length > 0 && isSameJson(first.records, second.records)) return 'the API ignores it';
  if (pagination.type !== 'page_number' && pagination.type !== 'offset') return undefined;
  if (second.records.length === 0) return 'the second page is empty';
  const [begin, next] = [first.records[0], second.records[0]];
  const isShared =
    second.records.some((record) => isSameJson(record, begin)) ||
    first.records.some((record) => isSameJson(record, next));
  if (isShared) return 'the second page begins in the first one';
  if (echoPath === undefined) return undefined;
  const echo = selectFirst(parseJsonPath(echoPath), second.body);
  return String(echo) === String(sent) ? undefined : `the API answers ${echoPath} = ${String(echo)}`;
}
