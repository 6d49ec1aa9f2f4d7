import { readQueryNumber } from '../read-query-number.ts';
import { defaultPageSize, type PageStyle } from './page-style.ts';

/** `?offset=&limit=` → `{"items": […]}`, with a total also `"total"`. A larger limit than `maxLimit` is lowered to it. */
export function offset({ maxLimit, hasTotal }: { readonly maxLimit: number; readonly hasTotal: boolean }): PageStyle {
  return (records, url) => {
    const start = readQueryNumber(url.searchParams, 'offset', 0);
    const limit = Math.min(readQueryNumber(url.searchParams, 'limit', defaultPageSize, 1), maxLimit);
    const items = records.slice(start, start + limit);
    return { body: hasTotal ? { items, total: records.length } : { items } };
  };
}
