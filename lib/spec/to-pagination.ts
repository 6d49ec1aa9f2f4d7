import type { PaginationSpec } from './pagination-spec.ts';
import type { Pagination } from './rest-source.ts';

/** Fills the defaults into a pagination of sources.yml. The spec has been checked. */
export function toPagination(spec: PaginationSpec): Pagination {
  const given = typeof spec === 'string' ? bareWord(spec) : spec;
  switch (given.type) {
    case 'auto':
    case 'single_page':
      return { type: given.type };
    case 'page_number':
      return {
        type: 'page_number',
        param: given.param ?? 'page',
        start: given.start ?? 1,
        totalPath: given.total_path,
        maxPage: given.max_page,
      };
    case 'offset':
      return {
        type: 'offset',
        param: given.param ?? 'offset',
        limit: given.limit ?? 100,
        limitParam: given.limit_param ?? 'limit',
        totalPath: given.total_path,
      };
    case 'cursor':
      return { type: 'cursor', param: given.param ?? 'cursor', cursorPath: given.cursor_path };
    case 'json_link':
      return { type: 'json_link', nextUrlPath: given.next_url_path };
    case 'header_link':
      return { type: 'header_link', rel: given.rel ?? 'next' };
    case 'header_cursor':
      return { type: 'header_cursor', header: given.header, param: given.param ?? 'cursor' };
  }
}

function bareWord(type: Extract<PaginationSpec, string>): Exclude<PaginationSpec, string> {
  // The check refuses these three as bare words, because each needs a key.
  return type === 'cursor' || type === 'json_link' || type === 'header_cursor' ? { type: 'auto' } : { type };
}
