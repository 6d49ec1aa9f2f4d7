import { readQueryNumber } from '../read-query-number.ts';
import { defaultPageSize, type PageStyle } from './page-style.ts';

/**
 * `?page=&per_page=` → `{"data": […], "page": 1}`, with a total also `"total_pages"` and `"total"`.
 * A page behind the last one is empty.
 */
export function pageNumber({ first, hasTotal }: { readonly first: 0 | 1; readonly hasTotal: boolean }): PageStyle {
  return (records, url) => {
    const page = readQueryNumber(url.searchParams, 'page', first, first);
    const size = readQueryNumber(url.searchParams, 'per_page', defaultPageSize, 1);
    const data = records.slice((page - first) * size, (page - first + 1) * size);
    if (!hasTotal) return { body: { data, page } };
    return { body: { data, page, total_pages: Math.ceil(records.length / size), total: records.length } };
  };
}
