import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../start-server.ts';

export interface StripeObject {
  readonly id: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly [field: string]: unknown;
}

type Lists = Readonly<
  Record<'customers' | 'subscriptions' | 'charges' | 'invoices' | 'balance_transactions' | 'events', StripeObject[]>
>;

export interface FakeStripe extends TestServer {
  readonly lists: Lists;
}

const parameters = new Set([
  'limit',
  'starting_after',
  'ending_before',
  'expand[]',
  'created[gte]',
  'created[lt]',
  'status',
]);

/**
 * The lists of Stripe, newest first. Refuses what Stripe refuses with a 400: unknown parameters, a limit beyond 100, an
 * instant that is no number of seconds, a `starting_after` that is no object of the list; and, stricter, a request without
 * Stripe-Version. Another key than `sk_test_key` is a 401, by Bearer or as the user name of Basic.
 */
export async function startFakeStripe(lists: Lists): Promise<FakeStripe> {
  const server = await startServer((request) => refuse(request) ?? answer(lists, request));
  return { ...server, lists };
}

function refuse({ method, headers, url }: ReceivedRequest): ServerAnswer | undefined {
  const basic = `Basic ${Buffer.from('sk_test_key:').toString('base64')}`;
  if (headers['authorization'] !== 'Bearer sk_test_key' && headers['authorization'] !== basic) {
    return { status: 401, json: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } } };
  }
  if (!/^\d{4}-\d\d-\d\d(?:\.[a-z]+)?$/.test(headers['stripe-version'] ?? ''))
    return invalid('Stripe-Version is missing');
  if (method !== 'GET') return { status: 405, json: {} };
  const unknown = [...url.searchParams.keys()].find((name) => !parameters.has(name));
  return unknown === undefined ? undefined : invalid(`Received unknown parameter: ${unknown}`, 'parameter_unknown');
}

function answer(lists: Lists, { path, query, url }: ReceivedRequest): ServerAnswer {
  const name = /^\/v1\/([a-z_]+)$/.exec(path)?.[1] ?? '';
  if (!Object.hasOwn(lists, name))
    return { status: 404, json: { error: { message: `Unrecognized request URL (GET: ${path})` } } };
  const list = lists[name as keyof Lists];
  const { limit = '10', starting_after: after, status, 'created[gte]': from = '0' } = query;
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 100)
    return invalid('Invalid integer: limit', 'parameter_invalid_integer');
  if (!/^\d+$/.test(from)) return invalid(`Invalid timestamp: ${from}`, 'parameter_invalid_integer');
  const sorted = list.toSorted((one, other) => other.created - one.created);
  // Canceled ones are listed only where all are asked for.
  const wanted = sorted.filter(
    (one) => one.created >= Number(from) && (status === 'all' || one['status'] !== 'canceled'),
  );
  const start = after === undefined ? 0 : wanted.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) return invalid(`No such object: '${after}'`, 'resource_missing');
  const data = wanted.slice(start, start + Number(limit));
  const expanded = url.searchParams.getAll('expand[]').includes('data.customer');
  return {
    json: {
      object: 'list',
      url: path,
      has_more: start + data.length < wanted.length,
      data: expanded
        ? data.map((one) => ({ ...one, customer: lists.customers.find(({ id }) => id === one['customer']) }))
        : data,
    },
  };
}

function invalid(message: string, code = 'parameter_missing'): ServerAnswer {
  return { status: 400, json: { error: { type: 'invalid_request_error', code, message } } };
}
