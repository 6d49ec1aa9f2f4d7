import type { JsonPath } from '../../spec/json-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { confirmsEnd, namesNext } from './confirm-end.ts';
import { collectFields, wordOf } from './collect-fields.ts';
import { roundCounts, sizeName } from './find-more.ts';
import type {
  PageRequest,
  PageResponse,
  PageSeries,
  PageStep,
  PageWarning,
  RequestChange,
  StopStep,
} from './paginator.ts';
import { requireFlag } from './read-flag.ts';
import { readTotal } from './read-total.ts';
import { createRepeatCheck } from './repeat-check.ts';
import { joinChanges, sendLimit, sendParam, type SentBy } from './send-param.ts';

/** How positions that can be counted follow each other: pages or offsets. */
export interface RangeRule {
  readonly unit: 'page' | 'offset';
  readonly param: string;
  readonly sentBy: SentBy;
  readonly start: number;
  /** Records asked for per page; undefined: the request says nothing about it. */
  readonly limit: number | undefined;
  readonly limitParam: string;
  /** The last position that is asked for. */
  readonly max: number;
  readonly totalPages: JsonPath | undefined;
  readonly totalRecords: JsonPath | undefined;
  readonly hasMore: JsonPath | undefined;
  readonly stopAfterEmptyPage: boolean;
  /** Pages under way at a time once a total is known; undefined: 4, or 1 for anything but GET. */
  readonly concurrency: number | undefined;
}

interface Total {
  readonly text: string;
  readonly basis: 'records' | 'pages';
  /** Positive: so much is missing. 0: exactly everything. Negative: there is more than the total says. */
  readonly missing: number;
}

/**
 * A list by counted positions. It ends where the flag says so; else at the total; else at an empty page, or at a short
 * one if the first was full. A total ends it at once where the last page is short or the response says the same in
 * another way; else one more request checks it, so that a wrong one loses nothing.
 */
export function startRange(rule: RangeRule, request: PageRequest): PageSeries {
  const { unit, param, sentBy, limit, limitParam, hasMore } = rule;
  const repeats = createRepeatCheck(param);
  let knownPages: number | undefined;
  let knownRecords: number | undefined;
  let position = rule.start;
  let pages = 0;
  let received = 0;
  let firstRows: number | undefined;
  let largest = 0;
  let hadNext = false;
  let isChecking = false;
  let isTotalWrong = false;
  let isCapKnown = false;
  let emptyPages = 0;
  /** What a total leaves behind the last page: records or pages. */
  let missing = 0;

  function readTotals(response: PageResponse): Total | undefined {
    if (isTotalWrong) return undefined;
    if (rule.totalPages !== undefined) {
      knownPages = readTotal(rule.totalPages, response, knownPages);
      const text = `${rule.totalPages.text} = ${knownPages}`;
      return { text, basis: 'pages', missing: knownPages - pages };
    }
    if (rule.totalRecords === undefined) return undefined;
    knownRecords = readTotal(rule.totalRecords, response, knownRecords);
    // An offset that does not begin with 0 may count from 1; one more request is cheaper than a lost record.
    const base = rule.start > 0 ? 1 : 0;
    const done = unit === 'offset' ? position + response.records.length - base : received;
    return { text: `${rule.totalRecords.text} = ${knownRecords}`, basis: 'records', missing: knownRecords - done };
  }

  /** Whether the page holds as many records as one can, so that nothing in it tells that it is the last. */
  function isFull(response: PageResponse): boolean {
    const rows = response.records.length;
    if (pages > 1) return rows >= largest;
    const size = limit ?? sizeOf(request, response);
    return size === undefined ? roundCounts.has(rows) : rows >= size;
  }

  /** A short first page followed by more records shows that the server gives fewer than it is asked for. */
  function noticeCap(rows: number, isMoreKnown: boolean): PageWarning | undefined {
    if (limit === undefined || isCapKnown || (firstRows ?? rows) >= limit) return undefined;
    if (firstRows === undefined && !isMoreKnown) return undefined;
    isCapKnown = true;
    const given = firstRows ?? rows;
    const end = unit === 'offset' ? `; ${param} moves on by the records received` : '';
    return {
      message: `The server gives ${given} records where ${limitParam}=${limit} asks for more${end}.`,
      hint: `Set limit to ${given}.`,
    };
  }

  function moveOn(
    rows: number,
    reason: string,
    warning?: PageWarning,
    ifRefused?: (status: number) => StopStep | undefined,
  ): PageStep {
    const next = position + (unit === 'page' ? 1 : rows === 0 ? (limit ?? 1) : rows);
    if (next > rule.max) return { why: `max_${unit} ${rule.max} is reached`, warning };
    position = next;
    isChecking = false;
    return { next: sendParam(sentBy, param, position), reason, warning, ifRefused };
  }

  function meetEmpty(response: PageResponse): PageStep {
    const at = `${param}=${position}`;
    emptyPages += 1;
    if (rule.stopAfterEmptyPage) return { why: unit === 'page' ? `${at} is empty` : `the page at ${at} is empty` };
    if (hasMore !== undefined && !requireFlag(hasMore, response, pages === 1))
      return { why: `${hasMore.text} is false` };
    const total = hasMore === undefined ? readTotals(response) : undefined;
    if (total !== undefined && total.missing <= 0) return { why: `${total.text} is reached` };
    missing = total?.missing ?? 0;
    if (emptyPages >= maxEmptyPages) return { why: `the last ${maxEmptyPages} pages were empty` };
    return moveOn(0, `the page at ${at} is empty, and stop_after_empty_page is false`);
  }

  function next(response: PageResponse): PageStep {
    const rows = response.records.length;
    const at = `${param}=${position}`;
    pages += 1;
    missing = 0;
    if (isChecking && rows === 0) return { why: `${at} is empty: the total was right`, isRepeat: true };
    if (isChecking && repeats.isRepeat(response)) return { why: `${at} repeats the last page`, isRepeat: true };
    if (rows === 0) return meetEmpty(response);
    const repeat = repeats.check(response, at);
    if (repeat !== undefined) return repeat;
    emptyPages = 0;
    received += rows;
    const wrong = isChecking ? distrust('it was reached on the page before, and more followed') : undefined;
    const step = decide(response, rows, at, wrong);
    largest = Math.max(largest, rows);
    firstRows ??= rows;
    hadNext ||= namesNext(response);
    return step;
  }

  /**
   * Some APIs refuse a page behind the last one. Behind a short page that is the end. Behind a full one it is when the
   * API says that there is no such page; any other refusal, such as one of too deep a page, would hide records.
   */
  function endBehind(status: number, isShorter: boolean): StopStep | undefined {
    const why = `${param}=${position} is refused with status ${status}`;
    if (isShorter) return { why: `${why}, and the page before was short` };
    if (status !== 404) return undefined;
    const message = `${param}=${position} answers 404, which is taken for the end of the list.`;
    return {
      why,
      warning: { message, hint: 'Set total_path, total_pages_path or has_more_path if the response tells the end.' },
    };
  }

  function distrust(why: string, text = 'The total'): PageWarning {
    isTotalWrong = true;
    return { message: `${text} is too small: ${why}. It is passed over; pages are read until one is empty.` };
  }

  function decide(response: PageResponse, rows: number, at: string, wrong: PageWarning | undefined): PageStep {
    const held = `the previous page held ${rows} ${rows === 1 ? 'record' : 'records'}`;
    if (hasMore !== undefined) {
      const isMore = requireFlag(hasMore, response, pages === 1);
      return isMore ? moveOn(rows, `${held}; ${hasMore.text} = true`, noticeCap(rows, true)) : endByFlag(response);
    }
    const total = readTotals(response);
    if (total === undefined) {
      const isShort = limit !== undefined && rows < limit && firstRows !== undefined && firstRows >= limit;
      if (isShort) return { why: `the page at ${at} is short: ${rows} of ${limit}`, warning: wrong };
      const isShorter = rows < largest;
      return moveOn(rows, held, wrong ?? noticeCap(rows, false), (status) => endBehind(status, isShorter));
    }
    if (total.missing < 0)
      return moveOn(rows, held, distrust(`${received} records came on ${pages} pages`, total.text));
    missing = Math.max(0, total.missing);
    if (total.missing > 0) return moveOn(rows, `${held}; ${total.text}`, noticeCap(rows, true));
    const claim = { received, pages, basis: total.basis, hadNext };
    if (isFull(response) && !confirmsEnd(response, claim)) {
      const reason = `${held}, as full as a page can be; one more request checks that ${total.text}`;
      const check = moveOn(rows, reason, undefined, () => ({ why: 'nothing is there behind the total' }));
      isChecking = check.next !== undefined;
      return check;
    }
    if (total.basis === 'pages') return { why: `${at} is the last of ${knownPages} pages` };
    return { why: `all ${knownRecords} records are read` };
  }

  /** The flag decides; a total that says otherwise is told. */
  function endByFlag(response: PageResponse): PageStep {
    const total = readTotals(response);
    const warning =
      total === undefined || total.missing <= 0
        ? undefined
        : {
            message: `${hasMore?.text} ended the list after ${received} records, but the response says ${total.text}.`,
          };
    return { why: `${hasMore?.text} is false`, warning };
  }

  /** Positions behind the next one, if all pages are as full as the fullest one was. */
  function ahead(): readonly RequestChange[] {
    const pagesLeft = rule.totalPages === undefined ? Math.ceil(missing / Math.max(1, largest)) : missing;
    const stride = unit === 'page' ? 1 : largest;
    const most = rule.concurrency ?? (request.method === 'GET' ? defaultPageConcurrency : 1);
    return Array.from(
      { length: Math.max(0, Math.min(most, pagesLeft) - 1) },
      (_, index) => position + (index + 1) * stride,
    )
      .filter((next) => next <= rule.max)
      .map((next) => sendParam(sentBy, param, next));
  }

  const first = sendParam(sentBy, param, rule.start);
  return { first: limit === undefined ? first : joinChanges(first, sendLimit(sentBy, limitParam, limit)), next, ahead };
}

const maxEmptyPages = 1000;
const defaultPageConcurrency = 4;

/** How many records a page holds at most, as far as the request or the response says so. */
function sizeOf({ params, json }: PageRequest, { body }: PageResponse): number | undefined {
  const sent = Object.entries({ ...(isPlainObject(json) ? json : {}), ...params });
  const told = [...collectFields(body)].map(({ name, value }) => [name, value] as const);
  const found = [...sent, ...told].find(([name, value]) => sizeName.test(wordOf(name)) && Number(value) > 0);
  return found === undefined ? undefined : Number(found[1]);
}
