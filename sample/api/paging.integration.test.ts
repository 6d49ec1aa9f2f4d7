import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from './start-sample-api.ts';

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi();
});
afterAll(() => api.close());

interface Page {
  readonly body: Readonly<Record<string, unknown>>;
  readonly list: readonly { readonly id: number }[];
  readonly response: Response;
}

async function getPage(address: string | URL, key = 'data', init: RequestInit = {}): Promise<Page> {
  const response = await fetch(new URL(address, api.url), init);
  expect(response.status).toBe(200);
  const body = (await response.json()) as Page['body'];
  return { body, list: (Array.isArray(body) ? body : body[key]) as Page['list'], response };
}

/** Follows pages until `next` finds no further address; the ids in the order in which they came. */
async function walk(first: string, next: (page: Page, address: URL) => string | undefined, key?: string) {
  const ids: number[] = [];
  const sizes: number[] = [];
  for (let address: string | undefined = first; address !== undefined;) {
    const url: URL = new URL(address, api.url);
    const page = await getPage(url, key);
    ids.push(...page.list.map(({ id }) => id));
    sizes.push(page.list.length);
    address = next(page, url);
  }
  return { ids, sizes };
}

function withNext(address: URL, name: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const next = new URL(address);
  next.searchParams.set(name, `${value}`);
  return next.href;
}

const everyOrder = () => api.shop.orders.map(({ id }) => id);

describe('walked to its end, each style gives every order once', () => {
  test('page number with a total', async () => {
    const { ids, sizes } = await walk('/paged/page-number/orders?page=1&per_page=250', ({ body }, url) =>
      body['page'] === body['total_pages'] ? undefined : withNext(url, 'page', Number(body['page']) + 1),
    );
    expect(ids).toEqual(everyOrder());
    expect(sizes).toHaveLength(12);
  });

  test.each(['page-number-no-total', 'page-number-zero'])('%s ends at an empty page', async (style) => {
    const { ids, sizes } = await walk(`/paged/${style}/orders`, ({ body, list }, url) =>
      list.length === 0 ? undefined : withNext(url, 'page', Number(body['page']) + 1),
    );
    expect(ids).toEqual(everyOrder());
    expect(sizes).toHaveLength(31);
  });

  test.each([
    ['offset', 1000],
    ['offset-no-total', 1000],
    ['offset-capped', 50],
  ])('%s gives at most %d', async (style, size) => {
    let offset = 0;
    const { ids, sizes } = await walk(
      `/paged/${style}/orders?limit=5000`,
      ({ list }, url) => (list.length === 0 ? undefined : withNext(url, 'offset', (offset += list.length))),
      'items',
    );
    expect(ids).toEqual(everyOrder());
    expect(Math.max(...sizes)).toBe(size);
  });

  test.each([
    ['cursor', 'data'],
    ['cursor-items', 'items'],
  ])('%s', async (style, key) => {
    const next = ({ body }: Page, url: URL) => withNext(url, 'cursor', body['next_cursor']);
    expect((await walk(`/paged/${style}/orders`, next, key)).ids).toEqual(everyOrder());
  });

  test('header cursor', async () => {
    const next = ({ response }: Page, url: URL) => withNext(url, 'cursor', response.headers.get('x-next-cursor'));
    expect((await walk('/paged/header-cursor/orders', next)).ids).toEqual(everyOrder());
  });

  test('link header', async () => {
    const next = ({ response }: Page) => /<([^>]+)>; rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
    expect((await walk('/paged/link-header/orders?per_page=200', next)).ids).toEqual(everyOrder());
  });

  test.each([
    ['next-url', /^http:\/\/127\.0\.0\.1:\d+\/paged\/next-url\/orders\?page=2$/u],
    ['relative-next-url', /^\/paged\/relative-next-url\/orders\?page=2$/u],
  ])('%s', async (style, form) => {
    const { body } = await getPage(`/paged/${style}/orders`);
    expect(body['next_page_url']).toMatch(form);
    const next = (page: Page) => (page.body['next_page_url'] as string | null) ?? undefined;
    expect((await walk(`/paged/${style}/orders`, next)).ids).toEqual(everyOrder());
  });

  test('none gives all at once', async () => {
    expect((await getPage('/paged/none/orders')).list.map(({ id }) => id)).toEqual(everyOrder());
  });

  test('search by POST', async () => {
    const ids: number[] = [];
    for (let page: unknown = 1; page !== null;) {
      const request = { method: 'POST', body: JSON.stringify({ page, page_size: 700 }) };
      const { body, list } = await getPage('/search/orders', 'data', request);
      ids.push(...list.map(({ id }) => id));
      page = body['next_page'];
    }
    expect(ids).toEqual(everyOrder());
  });
});

test('a filter stays in the next address and cuts the list', async () => {
  const next = (page: Page) => (page.body['next_page_url'] as string | null) ?? undefined;
  const { ids } = await walk('/paged/next-url/orders?status=completed&updated_after=2025-01-01T00:00:00Z', next);
  const wanted = api.shop.orders.filter(
    ({ status, updated_at }) => status === 'completed' && updated_at >= '2025-01-01T00:00:00Z',
  );
  expect(ids).toEqual(wanted.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(200);
});

test('updated_after includes the instant itself', async () => {
  const newest = api.shop.orders
    .map((order) => order.updated_at)
    .reduce((left, right) => (left > right ? left : right));
  expect((await getPage(`/paged/none/orders?updated_after=${newest}`)).list).toHaveLength(4);
});

test('the looping cursor names the page it stands on', async () => {
  const first = await getPage('/paged/loop/orders');
  const again = await getPage(`/paged/loop/orders?cursor=${String(first.body['next_cursor'])}`);
  expect(again.body['next_cursor']).toBe(first.body['next_cursor']);
  expect(again.list[0]?.id).toBe(101);
});

test.each(['page=0', 'page=x', 'per_page=0', 'page=1.5', 'page='])('%s is refused with 400', async (query) => {
  expect((await fetch(`${api.url}/paged/page-number/orders?${query}`)).status).toBe(400);
});
