import { parseJsonPath } from '../../spec/json-path.ts';
import type { Paginator } from './paginator.ts';
import { startRange, type RangeRule } from './range-series.ts';
import type { SentBy } from './send-param.ts';

export interface PageNumberOptions {
  /** Parameter that carries the number. Default `page`. */
  readonly param?: string | undefined;
  /** Number of the first page. Default 1. */
  readonly start?: number | undefined;
  /** Records asked for per page. With it a short page ends the list, if the first was full. Default: not sent. */
  readonly limit?: number | undefined;
  /** Parameter that carries the limit. Default `per_page`. */
  readonly limitParam?: string | undefined;
  /** Path to the number of pages in the response. Default: none, the list ends at an empty page. */
  readonly totalPath?: string | undefined;
  /** Path to the number of records in the response; `totalPath` goes first. Default: none. */
  readonly totalRecordsPath?: string | undefined;
  /** Path to a flag that says whether more follows; it decides, whatever the total. Default: none. */
  readonly hasMorePath?: string | undefined;
  /** Number of the last page that is fetched. Default: none. */
  readonly maxPage?: number | undefined;
  /** Default true. False needs another rule that ends the list. */
  readonly stopAfterEmptyPage?: boolean | undefined;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
  /**
   * Pages asked for at the same time, once a response has told the total; records keep their order. Default 4, or 1 for
   * another method than GET.
   */
  readonly concurrency?: number | undefined;
}

/** Counts pages up, until the flag, the total, `maxPage`, a short or an empty page. */
export function pageNumber(options: PageNumberOptions = {}): Paginator {
  const rule: RangeRule = {
    unit: 'page',
    param: options.param ?? 'page',
    sentBy: options.sentBy ?? 'query',
    start: options.start ?? 1,
    limit: options.limit,
    limitParam: options.limitParam ?? 'per_page',
    max: options.maxPage ?? Infinity,
    totalPages: options.totalPath === undefined ? undefined : parseJsonPath(options.totalPath),
    totalRecords: options.totalRecordsPath === undefined ? undefined : parseJsonPath(options.totalRecordsPath),
    hasMore: options.hasMorePath === undefined ? undefined : parseJsonPath(options.hasMorePath),
    stopAfterEmptyPage: options.stopAfterEmptyPage ?? true,
    concurrency: options.concurrency,
  };
  return { start: (request) => startRange(rule, request) };
}
