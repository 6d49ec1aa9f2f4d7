import { cp } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { listPackages } from '../../lib/loads/package-folder.ts';
import { startSampleApi, type SampleApi } from '../../sample/api/start-sample-api.ts';
import { findBrokenRows, readDataset, type DatasetContent } from './dataset-content.ts';
import { createIncrementalProject, type SourceKind } from './incremental-project.ts';
import { runCliHere } from './run-cli-here.ts';
import { runCli } from './run-cli.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

/** What happens between two syncs: new orders, changed orders, and one more at the newest instant of before. */
function changeOrders(api: SampleApi): void {
  const [newest = ''] = api.shop.orders.map((order) => order.updated_at).toSorted((a, b) => (a < b ? 1 : -1));
  api.addOrders([
    { status: 'completed', updated_at: newest },
    { status: 'completed', updated_at: '2025-06-02T00:00:00Z' },
  ]);
  api.updateOrder(100, { status: 'completed', items: [], updated_at: '2025-06-03T00:00:00Z' });
  api.updateOrder(2999, { status: 'shipped', updated_at: '2025-06-03T00:00:00Z' });
}

async function sync({ root }: TempProject): Promise<void> {
  const { exitCode, stderr } = await runCliHere(root, ['sync']);
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

async function syncUndisturbed(kind: SourceKind): Promise<Undisturbed> {
  await using api = await startSampleApi();
  const project = await createIncrementalProject(kind, api);
  await sync(project);
  const first = await readDataset(project.root, 'raw_shop');
  const after = await createTempProject();
  await cp(project.root, after.root, { recursive: true });
  changeOrders(api);
  await sync(project);
  return { project: after, first, second: await readDataset(project.root, 'raw_shop') };
}

const points = ['spooling', 'sealed', 'before-commit', 'after-commit'] as const;

/** What must hold of a source that is killed in the middle of a sync. */
export function describeExactlyOnce(kind: SourceKind): void {
  describe(`a ${kind} source`, () => {
    let undisturbed: Undisturbed;
    beforeAll(async () => {
      undisturbed = await syncUndisturbed(kind);
    });

    test('syncs new and changed rows once, which is what the other tests compare with', () => {
      const { first, second } = undisturbed;
      expect(Object.keys(second.cursors)).toEqual(['completions.updated_at', 'orders.updated_at']);
      expect(second.tables['completions']).toHaveLength((first.tables['completions']?.length ?? 0) + 3);
      expect(second.tables['orders']).toHaveLength((first.tables['orders']?.length ?? 0) + 3);
    });

    test('that is killed at one point after the other until it gets through loads what an undisturbed one loads', async () => {
      await using api = await startSampleApi();
      const project = await createIncrementalProject(kind, api);
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
}
