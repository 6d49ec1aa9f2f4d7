import { readQueryNumber } from '../read-query-number.ts';
import { defaultPageSize, withParameter, type PageStyle } from './page-style.ts';

/** `{"data": […], "next_page_url": "…"}`; null on the last page. A relative one is path and query only. */
export function nextUrl({ isRelative }: { readonly isRelative: boolean }): PageStyle {
  return (records, url) => {
    const page = readQueryNumber(url.searchParams, 'page', 1, 1);
    const data = records.slice((page - 1) * defaultPageSize, page * defaultPageSize);
    if (page * defaultPageSize >= records.length) return { body: { data, next_page_url: null } };
    const next = withParameter(url, 'page', page + 1);
    return { body: { data, next_page_url: isRelative ? next.pathname + next.search : next.href } };
  };
}
