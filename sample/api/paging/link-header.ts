import { readQueryNumber } from '../read-query-number.ts';
import { defaultPageSize, withParameter, type PageStyle } from './page-style.ts';

/** `?page=&per_page=` → a bare list; `Link: <…>; rel="next", <…>; rel="last"` as GitHub sends it. */
export const linkHeader: PageStyle = (records, url) => {
  const page = readQueryNumber(url.searchParams, 'page', 1, 1);
  const size = readQueryNumber(url.searchParams, 'per_page', defaultPageSize, 1);
  const lastPage = Math.max(1, Math.ceil(records.length / size));
  const targets: readonly (readonly [rel: string, page: number])[] = [
    ...(page > 1 ? [['prev', page - 1] as const] : []),
    ...(page < lastPage ? [['next', page + 1] as const, ['last', lastPage] as const] : []),
    ...(page > 1 ? [['first', 1] as const] : []),
  ];
  const link = targets.map(([rel, target]) => `<${withParameter(url, 'page', target).href}>; rel="${rel}"`).join(', ');
  return { headers: link === '' ? {} : { link }, body: records.slice((page - 1) * size, page * size) };
};
