import type { Order } from '../data/make-orders.ts';
import { ApiProblem } from './api-answer.ts';

/** The filters of every list of orders; null means: not asked for. */
export interface OrderFilter {
  readonly status: string | null;
  /** ISO instant; orders updated at it or later stay. */
  readonly updatedAfter: string | null;
}

export function filterOrders(orders: readonly Order[], { status, updatedAfter }: OrderFilter): readonly Order[] {
  const sinceMs = updatedAfter === null ? -Infinity : Date.parse(updatedAfter);
  if (Number.isNaN(sinceMs)) throw new ApiProblem(400, `"updated_after" must be an ISO instant, not "${updatedAfter}"`);
  return orders.filter(
    (order) => (status === null || order.status === status) && Date.parse(order.updated_at) >= sinceMs,
  );
}
