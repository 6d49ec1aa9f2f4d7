import { expect, test } from 'vitest';
import { readDataset } from '../test/support/dataset-content.ts';
import { runCli } from '../test/support/run-cli.ts';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { startShop, type Shop } from '../test/support/start-shop.ts';

interface SyncedShop extends Shop {
  /** Of the second run, which changed two rows of four. */
  readonly runId: string;
  readonly before: unknown;
  readonly after: unknown;
}

const rows = (from: number, price: number) =>
  Array.from({ length: 3 }, (_, index) => ({ id: from + index, price, lines: [{ n: index }] }));

/** A shop that was synced twice. */
async function openShop(): Promise<SyncedShop> {
  let records = rows(1, 1);
  const shop = await startShop(() => ({ json: records }), '        - { name: orders, primary_key: id }\n');
  const { root } = shop;
  await runCliHere(root, ['sync']);
  const before = await readDataset(root, 'raw_shop');
  records = rows(2, 2);
  await runCliHere(root, ['sync']);
  const { stdout } = await runCliHere(root, ['runs', 'list', '--json']);
  const [newest] = (JSON.parse(stdout) as { runs: { run_id: string }[] }).runs;
  return { ...shop, runId: newest?.run_id ?? '', before, after: await readDataset(root, 'raw_shop') };
}

test('shows what it would do, asks, and does it', async () => {
  await using shop = await openShop();
  const { project, runId, before, after } = shop;
  const undo = ['runs', 'undo', runId];
  const shown = await runCliHere(project.root, [...undo, '--dry-run']);
  expect(shown).toMatchObject({ exitCode: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^raw_shop\.orders +3 +2 +4 +3$/m);
  expect(shown.stdout).toContain(`dango runs undo ${runId} --yes`);
  expect((await runCliHere(project.root, undo, { input: 'n\n' })).exitCode).toBe(0);
  expect(await readDataset(project.root, 'raw_shop')).toEqual(after);
  const { exitCode, stdout } = await runCliHere(project.root, [...undo, '--yes', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'undone',
    source: 'shop',
    run_id: runId,
    tables: [
      { table: 'orders', rows: 4, rows_after: 3, rows_removed: 3, rows_restored: 2 },
      { table: 'orders__lines' },
    ],
  });
  expect(await readDataset(project.root, 'raw_shop')).toEqual(before);
  const again = await runCliHere(project.root, [...undo, '--yes', '--json']);
  expect(again.exitCode).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'undo-refused' } });
});

test('that is killed has done all or nothing', async () => {
  await using shop = await openShop();
  const { project, runId, before, after } = shop;
  const undo = ['runs', 'undo', runId, '--yes'];
  const killedAt = (point: string) => runCli(project.root, undo, { env: { DANGO_CRASH_AT: point } });
  expect((await killedAt('before-commit')).exitCode).toBe(1);
  expect(await readDataset(project.root, 'raw_shop')).toEqual(after);
  expect((await killedAt('after-commit')).exitCode).toBe(1);
  expect(await readDataset(project.root, 'raw_shop')).toEqual(before);
  expect((await runCliHere(project.root, undo)).stderr).toContain('was undone before');
});
