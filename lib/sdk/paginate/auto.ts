import { detectPagination } from './detect-pagination.ts';
import { findMore } from './find-more.ts';
import type { PaginationDetection } from './pagination-detection.ts';
import type { PageRequest, PageResponse, PageSeries, Paginator, StopStep } from './paginator.ts';
import { startProven } from './start-proven.ts';
import { toPaginator } from './to-paginator.ts';

const hint =
  'Set pagination (page_number, offset, cursor …), or single_page if this is everything; "dango source detect NAME" tries it out.';

/**
 * Decides by the first response: a `Link` header or a next URL in the body is followed; a next cursor, or a page or
 * offset that the body repeats, as far as the second page proves the guess; else a single page, with a warning if the
 * response looks like one of several.
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
        ahead: () => series?.ahead?.() ?? [],
      };
    },
  };
}

function chooseSeries(request: PageRequest, response: PageResponse): PageSeries {
  const detection = detectPagination(request, response);
  const [best] = detection.candidates;
  if (detection.more === 'yes' && best.confidence === 'sure') return toPaginator(best.pagination).start(request);
  if (detection.more === 'yes' && best.confidence === 'likely') return startProven(best, request);
  return { first: {}, next: (only) => endAtFirstPage(only, detection) };
}

function endAtFirstPage({ body, records }: PageResponse, { more, sign, candidates }: PaginationDetection): StopStep {
  if (more === 'no') return { why: sign };
  const why = 'the response names no next page';
  const found = findMore(body, records.length);
  if (more === 'unknown' && found.type !== 'likely') return { why };
  const doubt = candidates[0].confidence === 'unsure' ? candidates[0].evidence.at(-1) : undefined;
  const message =
    more === 'yes'
      ? `Only the first ${records.length} records were read, but the response says ${sign}.`
      : `Only one page of ${records.length} records was read; ${sign} in it suggests that there are more.`;
  const reason = doubt === undefined || doubt === why ? '' : ` Not followed: ${doubt}.`;
  return { why, warning: { message: `${message}${reason}`, hint } };
}
