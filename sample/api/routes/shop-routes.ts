import type { Shop } from '../../data/create-shop.ts';
import { makeUserProfile } from '../../data/make-user-profile.ts';
import { ApiProblem } from '../api-answer.ts';
import { filterOrders } from '../filter-orders.ts';
import { cursor } from '../paging/cursor.ts';
import { nextUrl } from '../paging/next-url.ts';
import { offset } from '../paging/offset.ts';
import { pageNumber } from '../paging/page-number.ts';
import type { Route } from '../route.ts';

const nextUrlPages = nextUrl({ isRelative: false });
const numberedPages = pageNumber({ first: 1, hasTotal: false });
const offsetPages = offset({ maxLimit: 500, hasTotal: false });
const cursorPages = cursor('data');

/** The lists of the shop, in the shapes of the tutorial. */
export function shopRoutes(shop: Shop): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/users',
      about: 'All users: {"data": […]}. Filter role; with page (and per_page) one page.',
      needsToken: true,
      answer({ url }) {
        const role = url.searchParams.get('role');
        const users = role === null ? shop.users : shop.users.filter((user) => user.role === role);
        return url.searchParams.has('page') ? numberedPages(users, url) : { body: { data: users } };
      },
    },
    {
      method: 'GET',
      path: '/orders',
      about: 'Orders: {"data": […], "next_page_url": …}. Filters status, updated_after.',
      needsToken: true,
      answer: ({ url }) => nextUrlPages(filterOrders(shop.orders, readOrderFilter(url)), url),
    },
    {
      method: 'GET',
      path: '/products',
      about: 'Products: {"items": […]} by offset and limit.',
      answer: ({ url }) => offsetPages(shop.products, url),
    },
    {
      method: 'GET',
      path: '/events',
      about: 'Events: {"data": […], "next_cursor": …} by cursor. Ids are larger than 2^53.',
      answer: ({ url }) => cursorPages(shop.events, url),
    },
  ];
}

/** One document each; some that the lists show answer 404. */
export function shopDocumentRoutes(shop: Shop): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/users/:id',
      about: `One user with preferences and addresses. 404 for ${shop.missingUserIds.join(', ')}.`,
      needsToken: true,
      answer: (_, parameter) => ({
        body: makeUserProfile(findById('user', shop.users, parameter('id'), shop.missingUserIds)),
      }),
    },
    {
      method: 'GET',
      path: '/users/:id/orders',
      about: 'Orders of one user: {"data": […]}.',
      needsToken: true,
      answer(_, parameter) {
        const user = findById('user', shop.users, parameter('id'));
        return { body: { data: shop.orders.filter((order) => order.customer.id === user.id) } };
      },
    },
    {
      method: 'GET',
      path: '/products/:id',
      about: `One product. 404 for ${shop.missingProductIds.join(', ')}.`,
      answer: (_, parameter) => ({
        body: findById('product', shop.products, parameter('id'), shop.missingProductIds),
      }),
    },
    {
      method: 'GET',
      path: '/orders/:id',
      about: 'One order.',
      needsToken: true,
      answer: (_, parameter) => ({ body: findById('order', shop.orders, parameter('id')) }),
    },
  ];
}

/** The filters of `/orders` as they stand in a query. */
export function readOrderFilter(url: URL): { status: string | null; updatedAfter: string | null } {
  return { status: url.searchParams.get('status'), updatedAfter: url.searchParams.get('updated_after') };
}

function findById<Item extends { readonly id: number }>(
  kind: string,
  items: readonly Item[],
  id: string,
  missing: readonly number[] = [],
): Item {
  const item = items.find((candidate) => String(candidate.id) === id && !missing.includes(candidate.id));
  if (!item) throw new ApiProblem(404, `There is no ${kind} "${id}"`);
  return item;
}
