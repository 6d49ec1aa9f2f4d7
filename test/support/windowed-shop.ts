import { readWarehouse } from './read-warehouse.ts';
import { restSourcesYml } from './rest-sources-yml.ts';
import { startServer, type TestServer } from './start-server.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

export interface Order {
  readonly id: number;
  readonly at: string;
}

/** A source `shop` whose orders are read in windows of thirty days. */
export interface WindowedShop {
  readonly project: TempProject;
  readonly root: string;
  readonly server: TestServer;
  readonly orders: Order[];
  /** The ranges that were asked for since the last call. */
  readonly asked: () => readonly string[];
  /** Set to make requests fail whose range starts there. */
  failsAt?: string | undefined;
  /** A path that is refused. */
  refuses?: string | undefined;
  /** A path whose records have no key. */
  lacksKey?: string | undefined;
}

/** The clock of the runs. */
export const nowMs = Date.parse('2024-05-20T06:00:00Z');
/** What `incremental` of the orders says, without its path. */
export const byMonth = 'initial_value: "2024-01-01", start_param: since, end_param: until, window: 30d';

/** An order on every tenth day, and at every bound of a window of thirty days; ranges are inclusive on both ends. */
export function everyTenthDay(): Order[] {
  return Array.from({ length: 14 }, (_, index) => ({
    id: index + 1,
    at: new Date(Date.parse('2024-01-01T00:00:00Z') + index * 10 * 86_400_000).toISOString(),
  }));
}

/**
 * @param ofOrders the settings of the orders behind their name.
 * @param others lines of further resources.
 */
export async function openWindowedShop(
  ofOrders = `primary_key: id, incremental: { cursor_path: at, ${byMonth} }`,
  others = '',
): Promise<WindowedShop> {
  const orders = everyTenthDay();
  let seen = 0;
  const server = await startServer(({ path, query }) => {
    if (path === shop.refuses) return { status: 400, json: { error: 'no' } };
    if (path === shop.lacksKey) return { json: [{ other: 1 }] };
    if (path !== '/orders') return { json: [{ line: `${path}/1`, at: '2024-01-02T00:00:00Z' }] };
    const { since = '', until = '9' } = query;
    if (shop.failsAt !== undefined && since.startsWith(shop.failsAt)) return { status: 400, json: { error: 'no' } };
    const [from, to] = [since, until].map((text) => (text.length === 10 ? `${text}T00:00:00.000Z` : text));
    return { json: orders.filter(({ at }) => at >= (from ?? '') && at <= (to ?? '')) };
  });
  const project = await createTempProject({
    sourcesYml: restSourcesYml(
      'shop',
      server.url,
      `        - { name: orders, ${ofOrders} }
${others}`,
    ),
  });
  const asked = (): readonly string[] => {
    const requests = server.requests.slice(seen).filter(({ path }) => path === '/orders');
    seen = server.requests.length;
    return requests.map(({ query }) => `${query['since']} ${query['until']}`);
  };
  const shop: WindowedShop = { project, root: project.root, server, orders, asked };
  return shop;
}

/** The ids in the table of the orders. */
export async function idsIn(root: string): Promise<readonly unknown[]> {
  return (await readWarehouse(root, 'SELECT id FROM raw_shop.orders ORDER BY id')).map(({ id }) => id);
}

export const allIds = Array.from({ length: 14 }, (_, index) => index + 1);
