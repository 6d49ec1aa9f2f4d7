import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../start-server.ts';

export interface ShopifyObject {
  readonly id: number;
  /** With the time zone of the store. */
  updated_at: string;
  readonly [field: string]: unknown;
}

export interface FakeShopify extends TestServer {
  readonly lists: Readonly<Record<'orders' | 'customers' | 'products', ShopifyObject[]>>;
}

interface Listing {
  readonly list: keyof FakeShopify['lists'];
  readonly ids: readonly number[];
}

const bucket = 40;
const listParameters = new Set(['limit', 'status', 'order', 'updated_at_min', 'fields']);

/**
 * The REST Admin API of Shopify, version 2025-07. Refuses what Shopify refuses: another token than `shpat_token` (401), a
 * version that is none (404), and with 400 a limit beyond 250, an instant that is none, and any other parameter beside
 * page_info but limit and fields. The third request finds the bucket full (429, Retry-After).
 */
export async function startFakeShopify(lists: FakeShopify['lists']): Promise<FakeShopify> {
  const listings = new Map<string, Listing>();
  let requests = 0;
  const server = await startServer((request) => {
    requests += 1;
    if (request.headers['x-shopify-access-token'] !== 'shpat_token') {
      return {
        status: 401,
        json: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' },
      };
    }
    const full = requests === 3;
    const used = { 'x-shopify-shop-api-call-limit': `${full ? bucket : requests % bucket}/${bucket}` };
    if (full) {
      const errors =
        'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.';
      return { status: 429, json: { errors }, headers: { ...used, 'retry-after': '0.1' } };
    }
    const answered = answer(lists, listings, request);
    return { ...answered, headers: { ...used, ...answered.headers } };
  });
  return { ...server, lists };
}

function answer(lists: FakeShopify['lists'], listings: Map<string, Listing>, request: ReceivedRequest): ServerAnswer {
  const [, path = ''] = /^\/admin\/api\/2025-07(\/.*)\.json$/.exec(request.path) ?? [];
  const order = /^\/orders\/(\d+)\/transactions$/.exec(path)?.[1];
  if (order !== undefined) {
    const found = lists.orders.find(({ id }) => id === Number(order));
    return found === undefined
      ? notFound()
      : { json: { transactions: [{ id: found.id * 10, order_id: found.id, kind: 'sale' }] } };
  }
  const name = path.slice(1);
  if (!Object.hasOwn(lists, name)) return notFound();
  return listPage(name as keyof FakeShopify['lists'], lists, listings, request);
}

function listPage(
  name: keyof FakeShopify['lists'],
  lists: FakeShopify['lists'],
  listings: Map<string, Listing>,
  { query, url }: ReceivedRequest,
): ServerAnswer {
  const { page_info: pageInfo, limit = '50', updated_at_min: from, order, status = 'open' } = query;
  if (!/^\d+$/.test(limit) || Number(limit) > 250) return invalid({ limit: 'must be at most 250' });
  const others = Object.keys(query).filter((key) => !['page_info', 'limit', 'fields'].includes(key));
  if (pageInfo !== undefined && others.length > 0)
    return invalid({ page_info: `${others.join(', ')} cannot be passed when page_info is present.` });
  if (others.some((key) => !listParameters.has(key)))
    return invalid({ base: `Unknown parameter ${others.join(', ')}` });
  if (from !== undefined && Number.isNaN(Date.parse(from))) return invalid({ updated_at_min: 'invalid' });
  let listing = pageInfo === undefined ? undefined : listings.get(pageInfo);
  if (pageInfo !== undefined && listing?.list !== name) return invalid({ page_info: 'Invalid value.' });
  if (listing === undefined) {
    const wanted = lists[name].filter((one) => from === undefined || Date.parse(one.updated_at) >= Date.parse(from));
    const shown = name === 'orders' && status !== 'any' ? wanted.filter((one) => one['closed_at'] === null) : wanted;
    const sorted =
      order === 'updated_at asc'
        ? shown.toSorted((one, other) => Date.parse(one.updated_at) - Date.parse(other.updated_at))
        : shown;
    listing = { list: name, ids: sorted.map(({ id }) => id) };
  }
  const ids = listing.ids.slice(0, Number(limit));
  const rest = listing.ids.slice(Number(limit));
  const json = { [name]: ids.map((id) => lists[name].find((one) => one.id === id)) };
  if (rest.length === 0) return { json };
  const next = `info${listings.size + 1}`;
  listings.set(next, { list: name, ids: rest });
  return { json, headers: { link: `<${url.origin}${url.pathname}?limit=${limit}&page_info=${next}>; rel="next"` } };
}

function notFound(): ServerAnswer {
  return { status: 404, json: { errors: 'Not Found' } };
}

function invalid(errors: Readonly<Record<string, string>>): ServerAnswer {
  return { status: 400, json: { errors } };
}
