import type { JsonObject } from './json-value.ts';
import { makeContacts, type Contact } from './make-contacts.ts';
import { makeEvents, type ShopEvent } from './make-events.ts';
import { makeOrders, type Order } from './make-orders.ts';
import { makeProducts, type Product } from './make-products.ts';
import { makeUsers, type User } from './make-users.ts';

/** Fields of an order to set; others may be added, as APIs do when they grow. */
export type OrderPatch = Partial<Order> & JsonObject;

/** Everything the sample API serves. The same in every process until orders are added or changed. */
export interface Shop {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly events: readonly ShopEvent[];
  readonly contacts: readonly Contact[];
  /** By number, ascending. */
  readonly orders: readonly Order[];
  /** Users that the list shows and `/users/:id` does not know. */
  readonly missingUserIds: readonly number[];
  /** Products that the list shows and `/products/:id` does not know. */
  readonly missingProductIds: readonly number[];
  /** Appends orders; what a patch does not say is taken from order 1, and the id counts on. Returns the new orders. */
  addOrders(patches: readonly OrderPatch[]): readonly Order[];
  /** Changes one order and nothing else, so pass `updated_at` to make it newer. Throws for an unknown id. */
  updateOrder(id: number, patch: OrderPatch): Order;
}

export function createShop(): Shop {
  const users = makeUsers();
  const products = makeProducts();
  const orders = [...makeOrders(users, products)];
  const orderAt = (index: number): Order => {
    const order = orders[index];
    if (!order) throw new RangeError(`The shop has no order at position ${index}`);
    return order;
  };
  return {
    users,
    products,
    orders,
    events: makeEvents(users.length),
    contacts: makeContacts(),
    missingUserIds: [13, 113, 213],
    missingProductIds: [7, 77],
    addOrders(patches) {
      return patches.map((patch) => {
        const order = { ...orderAt(0), id: orderAt(orders.length - 1).id + 1, ...patch };
        orders.push(order);
        return order;
      });
    },
    updateOrder(id, patch) {
      const index = orders.findIndex((order) => order.id === id);
      const order = { ...orderAt(index), ...patch };
      orders[index] = order;
      return order;
    },
  };
}
