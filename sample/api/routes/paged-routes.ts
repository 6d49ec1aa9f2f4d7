import type { Shop } from '../../data/create-shop.ts';
import type { JsonValue } from '../../data/json-value.ts';
import { ApiProblem } from '../api-answer.ts';
import { filterOrders } from '../filter-orders.ts';
import { cursor, headerCursor, loopingCursor } from '../paging/cursor.ts';
import { linkHeader } from '../paging/link-header.ts';
import { nextUrl } from '../paging/next-url.ts';
import { offset } from '../paging/offset.ts';
import { pageNumber } from '../paging/page-number.ts';
import type { PageStyle } from '../paging/page-style.ts';
import type { Route } from '../route.ts';
import { readOrderFilter } from './shop-routes.ts';

interface NamedStyle {
  readonly about: string;
  readonly cut: PageStyle;
}

const styles: Readonly<Record<string, NamedStyle>> = {
  'page-number': { about: 'page and per_page, with total_pages', cut: pageNumber({ first: 1, hasTotal: true }) },
  'page-number-no-total': { about: 'page and per_page', cut: pageNumber({ first: 1, hasTotal: false }) },
  'page-number-zero': { about: 'page and per_page, counted from 0', cut: pageNumber({ first: 0, hasTotal: false }) },
  offset: { about: '{"items": …, "total": …} by offset and limit', cut: offset({ maxLimit: 1000, hasTotal: true }) },
  'offset-no-total': { about: '{"items": …} by offset and limit', cut: offset({ maxLimit: 1000, hasTotal: false }) },
  'offset-capped': {
    about: 'like offset, at most 50 whatever limit says',
    cut: offset({ maxLimit: 50, hasTotal: false }),
  },
  cursor: { about: '{"data": …, "next_cursor": …}', cut: cursor('data') },
  'cursor-items': { about: '{"items": …, "next_cursor": …}', cut: cursor('items') },
  'next-url': { about: '{"data": …, "next_page_url": "http…"}', cut: nextUrl({ isRelative: false }) },
  'relative-next-url': { about: '{"data": …, "next_page_url": "/…"}', cut: nextUrl({ isRelative: true }) },
  'link-header': { about: 'a bare list, Link header', cut: linkHeader },
  'header-cursor': { about: 'a bare list, X-Next-Cursor header, parameter cursor', cut: headerCursor },
  none: { about: 'everything at once: {"data": …}', cut: (data) => ({ body: { data } }) },
  loop: { about: 'a broken next_cursor that repeats', cut: loopingCursor },
};

/** Every list of the shop in every style of paging, open to all. */
export function pagedRoutes(shop: Shop): readonly Route[] {
  return Object.entries(styles).map(([name, style]) => ({
    method: 'GET',
    path: `/paged/${name}/:collection`,
    about: `orders, users, products or events: ${style.about}`,
    answer: ({ url }, parameter) => style.cut(recordsOf(shop, parameter('collection'), url), url),
  }));
}

function recordsOf(shop: Shop, collection: string, url: URL): readonly JsonValue[] {
  switch (collection) {
    case 'orders':
      return filterOrders(shop.orders, readOrderFilter(url));
    case 'users':
      return shop.users;
    case 'products':
      return shop.products;
    case 'events':
      return shop.events;
    default:
      throw new ApiProblem(404, `There is no collection "${collection}"`);
  }
}
