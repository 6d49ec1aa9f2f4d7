import { cp } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { listPackages } from '../lib/loads/package-folder.ts';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { findBrokenRows, readDataset, type DatasetContent } from './support/dataset-content.ts';
import { runCli } from './support/run-cli.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

/** Late enough that a few pages of orders are left, some of which share an instant. */
const since = '2025-03-01T00:00:00Z';

const restSource = `
version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: "\${API_URL}"
      resource_defaults:
        pagination: { type: json_link, next_url_path: next_page_url }
      resources:
        - name: order_changes
          endpoint: /paged/next-url/orders
          write_disposition: append
          incremental: &since { cursor_path: updated_at, initial_value: "${since}", start_param: updated_after }
        - { name: orders, endpoint: /paged/next-url/orders, primary_key: id, incremental: *since }
        - { name: users, endpoint: /paged/next-url/users }
`;

const moduleSource = `
version: 1
sources:
  - name: shop
    type: dlt_native
    dlt_native:
      source_module: custom_sources.shop
      source_name: shop
      function_kwargs: { api_url: "\${API_URL}" }
`;

const moduleText = `
import { incremental, jsonLink, required, resource, RestClient, source } from 'dango';

export const shop = source({
  params: { apiUrl: required<string>() },
  resources({ apiUrl }) {
    const client = new RestClient({ baseUrl: apiUrl });
    const paginator = jsonLink({ nextUrlPath: 'next_page_url' });
    const readOrders = ({ cursor }: { cursor: { startValue: string } }) =>
      client.paginate('/paged/next-url/orders', { params: { updated_after: cursor.startValue }, paginator });
    const fromThen = () => incremental('updated_at', { initialValue: '${since}' });
    return [
      resource('order_changes', { writeDisposition: 'append', incremental: fromThen() }, readOrders),
      resource('orders', { writeDisposition: 'merge', primaryKey: 'id', incremental: fromThen() }, readOrders),
      resource('users', { writeDisposition: 'replace' }, () => client.paginate('/paged/next-url/users', { paginator })),
    ];
  },
});
`;

type Kind = 'rest' | 'module';

function createShopProject(kind: Kind, api: SampleApi): Promise<TempProject> {
  return createTempProject({
    sourcesYml: kind === 'rest' ? restSource : moduleSource,
    env: { API_URL: api.url },
    ...(kind === 'rest' ? {} : { customSources: { shop: moduleText } }),
  });
}

/** What happens to the shop between two syncs: new orders, changed orders, and both at the newest instant of before. */
function changeOrders(api: SampleApi): void {
  const newest = api.shop.orders
    .map((order) => order.updated_at)
    .toSorted()
    .at(-1);
  api.addOrders([{ updated_at: newest ?? '' }, { updated_at: '2025-06-02T00:00:00Z' }]);
  api.updateOrder(100, { status: 'shipped', items: [], updated_at: '2025-06-03T00:00:00Z' });
  api.updateOrder(2999, { status: 'shipped', updated_at: '2025-06-03T00:00:00Z' });
}

async function sync({ root }: TempProject): Promise<void> {
  const { exitCode, stderr } = await runCli(root, ['sync']);
  expect(stderr).not.toContain('error');
  expect(exitCode).toBe(0);
}

async function crash({ root }: TempProject, point: string): Promise<void> {
  const { stdout } = await runCli(root, ['sync', '--json'], { env: { DANGO_CRASH_AT: point } });
  expect(JSON.parse(stdout)).toMatchObject({ runs: [{ status: 'interrupted' }] });
}

interface Undisturbed {
  /** A project that has synced once. */
  readonly project: TempProject;
  readonly first: DatasetContent;
  readonly second: DatasetContent;
}

async function syncUndisturbed(kind: Kind): Promise<Undisturbed> {
  await using api = await startSampleApi();
  const project = await createShopProject(kind, api);
  await sync(project);
  const first = await readDataset(project.root, 'raw_shop');
  const after = await createTempProject();
  await cp(project.root, after.root, { recursive: true });
  changeOrders(api);
  await sync(project);
  return { project: after, first, second: await readDataset(project.root, 'raw_shop') };
}

const points = ['spooling', 'sealed', 'before-commit', 'after-commit'] as const;

describe.each<Kind>(['rest', 'module'])('a %s source', (kind) => {
  let undisturbed: Undisturbed;
  beforeAll(async () => {
    undisturbed = await syncUndisturbed(kind);
  });

  test('syncs new and changed rows once, which is what the other tests compare with', () => {
    const { first, second } = undisturbed;
    expect(Object.keys(second.cursors)).toEqual(['order_changes.updated_at', 'orders.updated_at']);
    expect(second.tables['order_changes']).toHaveLength((first.tables['order_changes']?.length ?? 0) + 4);
    expect(second.tables['orders']).toHaveLength((first.tables['orders']?.length ?? 0) + 3);
  });

  test('that is killed at one point after the other until it gets through loads what an undisturbed one loads', async () => {
    await using api = await startSampleApi();
    const project = await createShopProject(kind, api);
    for (const point of points) await crash(project, point);
    await sync(project);
    expect(await readDataset(project.root, 'raw_shop')).toEqual(undisturbed.first);
    expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
  });

  test.concurrent.each(points)(
    'that is killed at "%s" and run again loads what an undisturbed one loads',
    async (point) => {
      await using api = await startSampleApi();
      changeOrders(api);
      const project = await createTempProject();
      await cp(undisturbed.project.root, project.root, { recursive: true });
      await project.write('.env', `API_URL=${api.url}\n`);
      await crash(project, point);
      expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
      await sync(project);
      expect(await readDataset(project.root, 'raw_shop')).toEqual(undisturbed.second);
      expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
      expect(listPackages(project.path('.dango/loads')).filter(({ state }) => state !== 'loaded')).toEqual([]);
    },
  );
});
