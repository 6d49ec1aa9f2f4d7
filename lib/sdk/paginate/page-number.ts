import { parseJsonPath } from '../../spec/json-path.ts';
import type { Paginator } from './paginator.ts';
import { readTotal } from './read-total.ts';
import { createRepeatCheck } from './repeat-check.ts';
import { sendParam, type SentBy } from './send-param.ts';

export interface PageNumberOptions {
  /** Parameter that carries the number. Default `page`. */
  readonly param?: string | undefined;
  /** Number of the first page. Default 1. */
  readonly start?: number | undefined;
  /** Path to the number of pages in the response. Default: none, the list ends at an empty page. */
  readonly totalPath?: string | undefined;
  /** Number of the last page that is fetched. Default: none. */
  readonly maxPage?: number | undefined;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
}

/** Counts pages up, until the total, `maxPage` or an empty page. */
export function pageNumber(options: PageNumberOptions = {}): Paginator {
  const { param = 'page', start = 1, maxPage = Infinity, sentBy = 'query' } = options;
  const totalPath = options.totalPath === undefined ? undefined : parseJsonPath(options.totalPath);
  return {
    start() {
      const repeats = createRepeatCheck(param);
      let page = start;
      return {
        first: sendParam(sentBy, param, page),
        next(response) {
          if (response.records.length === 0) return { why: `${param}=${page} is empty` };
          const repeat = repeats.check(response, `${param}=${page}`);
          if (repeat !== undefined) return repeat;
          const total = totalPath === undefined ? undefined : readTotal(totalPath, response);
          const last = total === undefined ? Infinity : start + total - 1;
          if (page >= last) return { why: `${param}=${page} is the last of ${total} pages` };
          if (page >= maxPage) return { why: `max_page ${maxPage} is reached` };
          page += 1;
          const held = `the previous page held ${response.records.length} records`;
          return {
            next: sendParam(sentBy, param, page),
            reason: total === undefined ? held : `${held}; ${totalPath?.text} = ${total}`,
          };
        },
      };
    },
  };
}
