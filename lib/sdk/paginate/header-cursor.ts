import type { Paginator } from './paginator.ts';
import { createLoopError, createPositionGuard } from './position-guard.ts';
import { createRepeatCheck } from './repeat-check.ts';
import { sendNothing, sendParam, type SentBy } from './send-param.ts';

export interface HeaderCursorOptions {
  /** Response header that holds the cursor of the next page, in any case. */
  readonly header: string;
  /** Parameter that sends it back. */
  readonly param: string;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
}

/** Sends the value of a response header with the next request, until a response has no such header. */
export function headerCursor({ header, param, sentBy = 'query' }: HeaderCursorOptions): Paginator {
  return {
    start() {
      const guard = createPositionGuard();
      const repeats = createRepeatCheck(param);
      let pages = 0;
      let sent = '';
      return {
        first: sendNothing(sentBy, param),
        next(response) {
          pages += 1;
          const value = response.headers[header.toLowerCase()];
          if (value === undefined || value === '') return { why: `the response has no header ${header}` };
          const position = `${header}: ${value}`;
          if (!guard.visit(value)) {
            const hint = `Check that "${param}" is the parameter that takes the cursor.`;
            throw createLoopError(`the header ${position}`, response.url, hint);
          }
          const repeat = repeats.check(response, `${param}=${sent}`);
          if (repeat !== undefined && pages === 2) return repeat;
          sent = value;
          return { next: sendParam(sentBy, param, value), reason: `${position} in the previous response` };
        },
      };
    },
  };
}
