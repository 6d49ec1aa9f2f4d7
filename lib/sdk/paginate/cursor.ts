import { DangoError } from '../../errors/dango-error.ts';
import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { endWithout } from './end-without.ts';
import type { PageResponse, Paginator } from './paginator.ts';
import { createLoopError, createPositionGuard } from './position-guard.ts';
import { sendParam, type SentBy } from './send-param.ts';

export interface CursorOptions {
  /** Path to the cursor of the next page in the response, such as `paging.next.after`. */
  readonly cursorPath: string;
  /** Parameter that sends it back; with `sentBy: 'json'` a dotted path in the body. Default `cursor`. */
  readonly param?: string | undefined;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
}

/** Sends a value of the response back with the next request, until it is absent, null, false, 0 or empty. */
export function cursor({ cursorPath, param = 'cursor', sentBy = 'query' }: CursorOptions): Paginator {
  const path = parseJsonPath(cursorPath);
  return {
    start() {
      const guard = createPositionGuard();
      let sent: string | number | bigint | undefined;
      return {
        first: {},
        next(response) {
          const isFirst = sent === undefined;
          const found = selectFirst(path, response.body);
          if (found === undefined) return endWithout(cursorPath, response, isFirst);
          const value = readCursor(found, cursorPath, response);
          if (value === undefined) return { why: `${cursorPath} is empty in the response` };
          const position = `${cursorPath} = ${typeof value === 'string' ? `"${value}"` : value}`;
          // Some APIs hand the last cursor out for ever, with nothing behind it.
          if (value === sent && response.records.length === 0) return { why: `${position} again, with an empty page` };
          if (!guard.visit(String(value))) {
            const hint = `Check that "${param}" is the parameter that takes the cursor.`;
            throw createLoopError(position, response.url, hint);
          }
          sent = value;
          return { next: sendParam(sentBy, param, value), reason: `${position} in the previous response` };
        },
      };
    },
  };
}

function readCursor(value: unknown, path: string, { url }: PageResponse): string | number | bigint | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value || undefined;
  if (value === undefined || value === null || value === false) return undefined;
  const found = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
  throw new DangoError(`The cursor at "${path}" must be text or a number, but is ${found}: ${url}.`, {
    code: 'pagination-failed',
    hint: 'Point cursor_path at the value itself, such as paging.next.after.',
    context: { url, cursorPath: path },
  });
}
