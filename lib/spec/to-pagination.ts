import type { PaginationSpec } from './pagination-spec.ts';
import type { Pagination } from './rest-source.ts';

/** Fills the defaults into a pagination of sources.yml. The spec has been checked. */
export function toPagination(spec: PaginationSpec): Pagination {
  const stopWhen = typeof spec === 'object' && 'stop_when' in spec ? spec.stop_when : undefined;
  return stopWhen === undefined ? withDefaults(spec) : { ...withDefaults(spec), stopWhen };
}

function withDefaults(spec: PaginationSpec): Pagination {
  const given = typeof spec === 'string' ? bareWord(spec) : spec;
  switch (given.type) {
    case 'auto':
    case 'single_page':
      return { type: given.type };
    case 'page_number':
      return {
        type: 'page_number',
        param: given.param ?? 'page',
        sentBy: given.sent_by,
        start: given.start ?? 1,
        limit: given.limit,
        limitParam: given.limit_param ?? 'per_page',
        totalPath: given.total_path,
        totalRecordsPath: given.total_records_path,
        hasMorePath: given.has_more_path,
        maxPage: given.max_page,
        stopAfterEmptyPage: given.stop_after_empty_page ?? true,
        concurrency: given.concurrency,
      };
    case 'offset':
      return {
        type: 'offset',
        param: given.param ?? 'offset',
        sentBy: given.sent_by,
        start: given.start ?? 0,
        limit: given.limit ?? 100,
        limitParam: given.limit_param ?? 'limit',
        totalPath: given.total_path,
        hasMorePath: given.has_more_path,
        maxOffset: given.max_offset,
        stopAfterEmptyPage: given.stop_after_empty_page ?? true,
        concurrency: given.concurrency,
      };
    case 'cursor':
      return {
        type: 'cursor',
        param: given.param ?? 'cursor',
        sentBy: given.sent_by,
        cursorPath: given.cursor_path,
        cursorFrom: given.cursor_from ?? 'response',
        start: given.start,
        hasMorePath: given.has_more_path,
        stopAfterEmptyPage: given.stop_after_empty_page ?? false,
      };
    case 'json_link':
      return {
        type: 'json_link',
        nextUrlPath: given.next_url_path,
        hasMorePath: given.has_more_path,
        stopAfterEmptyPage: given.stop_after_empty_page ?? false,
      };
    case 'header_link':
      return { type: 'header_link', rel: given.rel ?? 'next' };
    case 'header_cursor':
      return { type: 'header_cursor', header: given.header, param: given.param ?? 'cursor', sentBy: given.sent_by };
  }
}

function bareWord(type: Extract<PaginationSpec, string>): Exclude<PaginationSpec, string> {
  // The check refuses these three as bare words, because each needs a key.
  return type === 'cursor' || type === 'json_link' || type === 'header_cursor' ? { type: 'auto' } : { type };
}
