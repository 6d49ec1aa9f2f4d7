import type { Shop } from '../../data/create-shop.ts';
import { ApiProblem } from '../api-answer.ts';
import { filterOrders } from '../filter-orders.ts';
import { readJsonBody } from '../read-json-body.ts';
import type { Route } from '../route.ts';

/** Search by POST: what a GET has in its query stands in a JSON body. */
export function searchRoutes(shop: Shop): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/search/orders',
      about: 'JSON {page, page_size, status, updated_after}: {"data": […], "next_page": 2, "total_pages": 30}.',
      answer({ body }) {
        const asked = readJsonBody(body);
        const page = readNumber(asked, 'page', 1);
        const size = readNumber(asked, 'page_size', 100);
        const filter = { status: readText(asked, 'status'), updatedAfter: readText(asked, 'updated_after') };
        const found = filterOrders(shop.orders, filter);
        const pageCount = Math.ceil(found.length / size);
        return {
          body: {
            data: found.slice((page - 1) * size, page * size),
            page,
            next_page: page < pageCount ? page + 1 : null,
            total_pages: pageCount,
          },
        };
      },
    },
  ];
}

function readNumber(body: Readonly<Record<string, unknown>>, name: string, fallback: number): number {
  const value = body[name] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new ApiProblem(400, `"${name}" must be a whole number of at least 1`);
}

function readText(body: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = body[name] ?? null;
  if (value === null || typeof value === 'string') return value;
  throw new ApiProblem(400, `"${name}" must be a text`);
}
