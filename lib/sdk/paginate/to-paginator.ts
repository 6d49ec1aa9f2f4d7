import { cursor } from './cursor.ts';
import { headerCursor } from './header-cursor.ts';
import { headerLink } from './header-link.ts';
import { jsonLink } from './json-link.ts';
import { offset } from './offset.ts';
import { pageNumber } from './page-number.ts';
import type { KnownPagination } from './pagination-detection.ts';
import type { Paginator } from './paginator.ts';
import { singlePage } from './single-page.ts';

/** The paginator of a pagination that says everything. */
export function toPaginator(pagination: KnownPagination): Paginator {
  switch (pagination.type) {
    case 'single_page':
      return singlePage();
    case 'page_number':
      return pageNumber(pagination);
    case 'offset':
      return offset(pagination);
    case 'cursor':
      return cursor(pagination);
    case 'json_link':
      return jsonLink(pagination);
    case 'header_link':
      return headerLink(pagination);
    case 'header_cursor':
      return headerCursor(pagination);
  }
}
