import { parseJsonPath, selectFirst, type JsonPath } from '../../spec/json-path.ts';
import { endWithout } from './end-without.ts';
import type { PageResponse, PageSeries, PageStep, Paginator } from './paginator.ts';
import { createLoopError, createPositionGuard } from './position-guard.ts';
import { readCursorValue, readLastRecord, type CursorValue } from './read-cursor-value.ts';
import { requireFlag } from './read-flag.ts';
import { createRepeatCheck } from './repeat-check.ts';
import { sendNothing, sendParam, type SentBy } from './send-param.ts';

export interface CursorOptions {
  /** Path to the cursor of the next page, such as `paging.next.after`. */
  readonly cursorPath: string;
  /** What the path begins in: the response, or the last record of a page. Default `response`. */
  readonly cursorFrom?: 'response' | 'last_record' | undefined;
  /** Parameter that sends it back; with `sentBy: 'json'` a dotted path in the body. Default `cursor`. */
  readonly param?: string | undefined;
  /** Cursor of the first request. Default: none is sent. */
  readonly start?: string | number | undefined;
  /** Path to a flag that says whether more follows; false ends the list in spite of a cursor. Default: none. */
  readonly hasMorePath?: string | undefined;
  /** Default false: some APIs have empty pages in between. The last record of an empty page always ends the list. */
  readonly stopAfterEmptyPage?: boolean | undefined;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
}

/** Sends a value of the response or its last record with the next request, until it is absent, null, false, 0 or empty. */
export function cursor(options: CursorOptions): Paginator {
  const path = parseJsonPath(options.cursorPath);
  const hasMore = options.hasMorePath === undefined ? undefined : parseJsonPath(options.hasMorePath);
  return { start: () => startCursor(options, path, hasMore) };
}

function startCursor(options: CursorOptions, path: JsonPath, hasMore: JsonPath | undefined): PageSeries {
  const { param = 'cursor', sentBy = 'query', cursorPath, start } = options;
  const isLastRecord = options.cursorFrom === 'last_record';
  const guard = createPositionGuard();
  const repeats = createRepeatCheck(param);
  let sent: CursorValue | undefined = start;
  let pages = 0;

  function next(response: PageResponse): PageStep {
    const isFirst = pages === 0;
    pages += 1;
    const isEmpty = response.records.length === 0;
    if (isEmpty && (options.stopAfterEmptyPage === true || isLastRecord)) return { why: 'the page is empty' };
    if (hasMore !== undefined && !requireFlag(hasMore, response, isFirst)) return { why: `${hasMore.text} is false` };
    return isLastRecord ? afterLastRecord(response) : afterResponse(response, isFirst);
  }

  function afterResponse(response: PageResponse, isFirst: boolean): PageStep {
    const found = selectFirst(path, response.body);
    if (found === undefined) return endWithout(cursorPath, response, isFirst);
    const value = readCursorValue(found, cursorPath, response);
    if (value === undefined) return endAtNothing(`${cursorPath} is empty in the response`);
    const position = `${cursorPath} = ${quote(value)}`;
    // Some APIs hand the last cursor out for ever, with nothing behind it.
    if (value === sent && response.records.length === 0) return { why: `${position} again, with an empty page` };
    return moveOn(value, position, `${position} in the previous response`, response);
  }

  function afterLastRecord(response: PageResponse): PageStep {
    const value = readLastRecord(path, response);
    const position = `${cursorPath} = ${quote(value)}`;
    // Some APIs count the record that the cursor names in, so that it comes alone at the end.
    if (value === sent && response.records.length === 1 && pages > 1) {
      return { why: `only the record with ${position} came again`, isRepeat: true };
    }
    return moveOn(value, position, `${position} in the last record of the previous page`, response);
  }

  function moveOn(value: CursorValue, position: string, reason: string, response: PageResponse): PageStep {
    if (!guard.visit(String(value))) {
      const hint = `Check that "${param}" is the parameter that takes the cursor.`;
      throw createLoopError(position, response.url, hint);
    }
    const repeat = repeats.check(response, `${param}=${String(sent)}`);
    if (repeat !== undefined && pages === 2) return repeat;
    sent = value;
    return { next: sendParam(sentBy, param, value), reason };
  }

  /** Without a cursor there is no way on, whatever the flag says. */
  function endAtNothing(why: string): PageStep {
    if (hasMore === undefined) return { why };
    const message = `${hasMore.text} says that more follows, but ${why}; the list ends here.`;
    return { why, warning: { message, hint: 'Check cursor_path against the response.' } };
  }

  if (start !== undefined) guard.visit(String(start));
  return { first: start === undefined ? sendNothing(sentBy, param) : sendParam(sentBy, param, start), next };
}

function quote(value: CursorValue): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
