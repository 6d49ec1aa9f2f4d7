import type { JsonObject } from './json-value.ts';
import type { Pagination } from './rest-source.ts';

type Type = Pagination['type'];
type Keys = Readonly<Record<string, string | number | boolean | undefined>>;

/** A pagination as sources.yml says it: without what counts anyway, and as a word where nothing else is left. */
export function writePagination(pagination: Pagination): Type | (JsonObject & { readonly type: Type }) {
  const keys = Object.entries({ ...keysOf(pagination), stop_when: pagination.stopWhen }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  const { type } = pagination;
  return keys.length === 0 ? type : { type, ...Object.fromEntries(keys) };
}

function keysOf(pagination: Pagination): Keys {
  switch (pagination.type) {
    case 'auto':
    case 'single_page':
      return {};
    case 'page_number':
      return {
        param: unless('page', pagination.param),
        sent_by: placeOf(pagination),
        start: unless(1, pagination.start),
        limit: pagination.limit,
        limit_param: pagination.limit === undefined ? undefined : unless('per_page', pagination.limitParam),
        total_path: pagination.totalPath,
        total_records_path: pagination.totalRecordsPath,
        has_more_path: pagination.hasMorePath,
        max_page: pagination.maxPage,
        stop_after_empty_page: unless(true, pagination.stopAfterEmptyPage),
        concurrency: pagination.concurrency,
      };
    case 'offset':
      return {
        param: unless('offset', pagination.param),
        sent_by: placeOf(pagination),
        start: unless(0, pagination.start),
        limit: unless(100, pagination.limit),
        limit_param: unless('limit', pagination.limitParam),
        total_path: pagination.totalPath,
        has_more_path: pagination.hasMorePath,
        max_offset: pagination.maxOffset,
        stop_after_empty_page: unless(true, pagination.stopAfterEmptyPage),
        concurrency: pagination.concurrency,
      };
    case 'cursor':
      return {
        cursor_from: unless('response', pagination.cursorFrom),
        cursor_path: pagination.cursorPath,
        param: unless('cursor', pagination.param),
        sent_by: placeOf(pagination),
        start: pagination.start,
        has_more_path: pagination.hasMorePath,
        stop_after_empty_page: unless(false, pagination.stopAfterEmptyPage),
      };
    case 'json_link':
      return {
        next_url_path: pagination.nextUrlPath,
        has_more_path: pagination.hasMorePath,
        stop_after_empty_page: unless(false, pagination.stopAfterEmptyPage),
      };
    case 'header_link':
      return { rel: unless('next', pagination.rel) };
    case 'header_cursor':
      return { header: pagination.header, param: unless('cursor', pagination.param), sent_by: placeOf(pagination) };
  }
}

function unless<Value>(byDefault: Value, value: Value | undefined): Value | undefined {
  return value === byDefault ? undefined : value;
}

/** The query is where values go without a word, except for a POST with a body, where the body is. */
function placeOf({ sentBy }: Extract<Pagination, { sentBy?: unknown }>): string | undefined {
  return sentBy === 'query' ? undefined : sentBy;
}
