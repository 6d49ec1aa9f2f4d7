import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { createRandom, type Random } from '../sample/data/create-random.ts';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { createIncrementalProject, type SourceKind } from './support/incremental-project.ts';
import { listProcesses } from './support/list-processes.ts';
import { runCli, spawnCli } from './support/run-cli.ts';
import type { TempProject } from './support/temp-project.ts';

const killedRuns = 30;
/** About as long as a whole sync takes. */
const syncMs = 1300;
const startMs = Date.parse('2025-06-02T00:00:00Z');

/**
 * Orders that were completed stay as they are, because an appended table keeps every version that it has seen;
 * all others change. Nothing is older than the cursor, some are as old.
 */
function changeOrders(api: SampleApi, step: number, random: Random): void {
  const instant = (): string => new Date(startMs + (step + random.integer(0, 1)) * 60_000).toISOString();
  const added = Array.from({ length: random.integer(0, 30) }, () => ({
    status: random.pick(['completed', 'pending'] as const),
    updated_at: instant(),
  }));
  api.addOrders(added);
  const open = api.shop.orders.filter(({ status }) => status !== 'completed');
  for (let count = random.integer(0, 10); count > 0; count -= 1) {
    const order = open[random.integer(0, open.length - 1)];
    if (order) api.updateOrder(order.id, { status: random.pick(['paid', 'shipped']), updated_at: instant() });
  }
}

/** Kills at any moment, or at one around the transaction. The run's process always, the module's process sometimes. */
async function syncAndKill({ root }: TempProject, random: Random): Promise<boolean> {
  const cli = spawnCli(root, ['sync', '--verbose']);
  if (random.chance(0.5)) await sleep(random.integer(100, syncMs));
  else {
    await Promise.race([cli.waitForOutput(/load package \S+ holds/), cli.finished]).catch(() => undefined);
    await sleep(random.integer(0, 120));
  }
  const [first, ...others] = listProcesses(root);
  const victims = random.chance(0.5) ? [first, ...others] : [first];
  for (const id of victims) if (id !== undefined) killHard(id);
  const { exitCode, stderr } = await cli.finished;
  expect(stderr).not.toContain('Something went wrong inside Dango');
  expect([0, 1]).toContain(exitCode);
  return exitCode === 1;
}

function killHard(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}

test.each<[SourceKind, number]>([
  ['rest', 1],
  ['module', 2],
])('a %s source that is killed again and again loads what one undisturbed sync loads (seed %i)', async (kind, seed) => {
  const random = createRandom(seed);
  await using api = await startSampleApi();
  const project = await createIncrementalProject(kind, api);
  let interrupted = 0;
  for (let step = 0; step < killedRuns; step += 1) {
    if (await syncAndKill(project, random)) interrupted += 1;
    changeOrders(api, step, random);
  }
  expect(interrupted).toBeGreaterThan(killedRuns / 3);
  expect(await runCli(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
  expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);

  const undisturbed = await createIncrementalProject(kind, api);
  expect(await runCli(undisturbed.root, ['sync'])).toMatchObject({ exitCode: 0 });
  expect(await readDataset(project.root, 'raw_shop')).toEqual(await readDataset(undisturbed.root, 'raw_shop'));
});
