import { parseJsonPath, type JsonPath } from '../../spec/json-path.ts';
import type { PageResponse, PageSeries, PageStep, PageWarning, Paginator } from './paginator.ts';
import { readTotal } from './read-total.ts';
import { createRepeatCheck } from './repeat-check.ts';
import { sendParam, type SentBy } from './send-param.ts';

export interface OffsetOptions {
  /** Parameter that carries the position. Default `offset`. */
  readonly param?: string | undefined;
  /** Records asked for per page. Default 100. */
  readonly limit?: number | undefined;
  /** Parameter that carries the limit. Default `limit`. */
  readonly limitParam?: string | undefined;
  /** Path to the number of records in the response. Default: none, see {@link offset}. */
  readonly totalPath?: string | undefined;
  /** Position of the first record. Default 0. */
  readonly start?: number | undefined;
  /** Default `query`. */
  readonly sentBy?: SentBy | undefined;
}

/**
 * Moves on by the records received. The list ends at the total, else at an empty page, or at a short page if the first
 * one was full. A short first page may be the end or a server that caps the limit: one more request tells.
 */
export function offset(options: OffsetOptions = {}): Paginator {
  const totalPath = options.totalPath === undefined ? undefined : parseJsonPath(options.totalPath);
  return { start: () => createSeries(options, totalPath) };
}

function createSeries(options: OffsetOptions, totalPath: JsonPath | undefined): PageSeries {
  const { param = 'offset', limit = 100, limitParam = 'limit', start = 0, sentBy = 'query' } = options;
  const repeats = createRepeatCheck(param);
  let position = start;
  let firstPageSize: number | undefined;
  let isCapKnown = false;

  function isEnd(rows: number, total: number | undefined): string | undefined {
    if (total !== undefined) return position + rows >= total ? `all ${total} records are read` : undefined;
    const isShort = rows < limit && firstPageSize !== undefined && firstPageSize >= limit;
    return isShort ? `the page at ${param}=${position} is short: ${rows} of ${limit}` : undefined;
  }

  /** A short first page followed by more records shows that the server gives fewer than it is asked for. */
  function noticeCap(rows: number, total: number | undefined): PageWarning | undefined {
    const wasShort = (firstPageSize ?? rows) < limit;
    if (isCapKnown || !wasShort || (firstPageSize === undefined && total === undefined)) return undefined;
    isCapKnown = true;
    return {
      message: `The server gives ${firstPageSize ?? rows} records where ${limitParam}=${limit} asks for more; ${param} moves on by the records received.`,
      hint: `Set limit to ${firstPageSize ?? rows}.`,
    };
  }

  function next(response: PageResponse): PageStep {
    const rows = response.records.length;
    if (rows === 0) return { why: `the page at ${param}=${position} is empty` };
    const repeat = repeats.check(response, `${param}=${position}`);
    if (repeat !== undefined) return repeat;
    const total = totalPath === undefined ? undefined : readTotal(totalPath, response);
    const why = isEnd(rows, total);
    if (why !== undefined) return { why };
    const warning = noticeCap(rows, total);
    firstPageSize ??= rows;
    position += rows;
    const held = `the previous page held ${rows} records`;
    return {
      next: sendParam(sentBy, param, position),
      reason: total === undefined ? held : `${held}; ${totalPath?.text} = ${total}`,
      warning,
    };
  }

  const first = { ...sendParam(sentBy, param, start) };
  return { first: mergeChanges(first, sendParam(sentBy, limitParam, limit)), next };
}

function mergeChanges(left: PageSeries['first'], right: PageSeries['first']): PageSeries['first'] {
  return {
    ...(left.params === undefined ? {} : { params: { ...left.params, ...right.params } }),
    ...(left.json === undefined ? {} : { json: { ...left.json, ...right.json } }),
  };
}
