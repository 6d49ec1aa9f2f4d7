import { parseJsonPath } from '../../spec/json-path.ts';
import type { Paginator } from './paginator.ts';
import { startRange, type RangeRule } from './range-series.ts';
import type { SentBy } from './send-param.ts';

export interface OffsetOptions {
  /** Parameter that carries the position. Default `offset`. */
  readonly param?: string | undefined;
  /** Records asked for per page. Default 100. */
  readonly limit?: number | undefined;
  /** Parameter that carries the limit. Default `limit`. */
  readonly limitParam?: string | undefined;
  /** Path to the number of records in the response. Default: none, see {@link offset}. */
  readonly totalPath?: string | undefined;
  /** Path to a flag that says whether more follows; it decides, whatever the total. Default: none. */
  readonly hasMorePath?: string | undefined;
  /** Position of the first record. Default 0. */
  readonly start?: number | undefined;
  /** The last position that is asked for. Default: none. */
  readonly maxOffset?: number | undefined;
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

/**
 * Moves on by the records received. The list ends at the flag or the total, else at an empty page, or at a short page
 * if the first one was full. A short first page may be the end or a server that caps the limit: one more request tells.
 */
export function offset(options: OffsetOptions = {}): Paginator {
  const rule: RangeRule = {
    unit: 'offset',
    param: options.param ?? 'offset',
    sentBy: options.sentBy ?? 'query',
    start: options.start ?? 0,
    limit: options.limit ?? 100,
    limitParam: options.limitParam ?? 'limit',
    max: options.maxOffset ?? Infinity,
    totalPages: undefined,
    totalRecords: options.totalPath === undefined ? undefined : parseJsonPath(options.totalPath),
    hasMore: options.hasMorePath === undefined ? undefined : parseJsonPath(options.hasMorePath),
    stopAfterEmptyPage: options.stopAfterEmptyPage ?? true,
    concurrency: options.concurrency,
  };
  return { start: (request) => startRange(rule, request) };
}
