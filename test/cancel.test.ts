import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listPackages } from '../lib/loads/package-folder.ts';
import { createFilledProject } from './support/failing-project.ts';
import { listProcesses } from './support/list-processes.ts';
import { lockWarehouse, type WarehouseLock } from './support/lock-warehouse.ts';
import { promptMs } from './support/prompt.ts';
import { spawnCli } from './support/run-cli.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import type { TempProject } from './support/temp-project.ts';
import { fingerprintWarehouse } from './support/warehouse-file.ts';

interface SilentServer extends TestServer {
  /** Resolves with the first request; none but one for a greeting is ever answered. */
  readonly wasAsked: Promise<void>;
}

async function startSilentServer(): Promise<SilentServer> {
  const { promise: wasAsked, resolve: ask } = Promise.withResolvers<void>();
  const server = await startServer(async ({ path }) => {
    ask();
    return path === '/greeting' ? { json: [] } : await new Promise<never>(() => {});
  });
  return { ...server, wasAsked };
}

const restSource = (url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api: { base_url: "${url}", resources: [{ name: users, endpoint: /users }] }
`;

const moduleSource = `version: 1
sources:
  - name: shop
    type: dlt_native
    dlt_native: { source_module: custom_sources.shop }
`;

const moduleText = (url: string, before: string): string => `
import { resource, source } from 'dango';
export const shop = source({
  resources: () => resource('users', { writeDisposition: 'replace' }, async function* () {
    process.on('SIGTERM', () => {});
    ${before}
    yield (await fetch('${url}/users')).json();
  }),
});
`;

/** Ctrl-C: the command, its run and the module's process are gone in time, and nothing was loaded. */
async function expectCancelled(project: TempProject, wasAsked: Promise<void>): Promise<void> {
  const before = fingerprintWarehouse(project.root);
  const cli = spawnCli(project.root, ['sync', '--json']);
  await wasAsked;
  expect(listProcesses(project.root)).not.toEqual([]);
  const startedAt = performance.now();
  cli.kill('SIGINT');
  const { exitCode, stdout } = await cli.finished;
  // The command ends with what its run says last, which may be a moment before the run's own process is gone.
  await expect.poll(() => listProcesses(project.root), { timeout: promptMs }).toEqual([]);
  expect(performance.now() - startedAt).toBeLessThan(promptMs);
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'cancelled', runs: [{ source: 'shop', status: 'cancelled' }] });
  expect(fingerprintWarehouse(project.root)).toBe(before);
}

describe('Ctrl-C', () => {
  test('ends a REST source that waits for its API', async () => {
    await using server = await startSilentServer();
    const project = await createFilledProject({ sourcesYml: restSource(server.url) });
    await expectCancelled(project, server.wasAsked);
    expect(listPackages(project.path('.dango/loads'))).toEqual([]);
  });

  test.each([
    ['waits for its API', () => ''],
    // The greeting is answered first: what never lets go of its thread would not send a request either.
    ['does not want to stop', (url: string) => `await fetch('${url}/greeting'); for (;;);`],
  ])('ends a module that %s', async (_title, before) => {
    await using server = await startSilentServer();
    const customSources = { shop: moduleText(server.url, before(server.url)) };
    const project = await createFilledProject({ sourcesYml: moduleSource, customSources });
    await expectCancelled(project, server.wasAsked);
    expect(listPackages(project.path('.dango/loads'))).toEqual([]);
  });

  test('ends a load that waits for the warehouse, and keeps what was fetched', async () => {
    const project = await createFilledProject({});
    // Locked while the API is asked: before that, the run reads its cursors.
    const locking: WarehouseLock[] = [];
    await using server = await startServer(async () => {
      locking.push(await lockWarehouse(project.path('data/warehouse.duckdb')));
      return { json: [{ id: 1 }] };
    });
    await project.write('.dango/sources.yml', restSource(server.url));
    const cli = spawnCli(project.root, ['sync']);
    await cli.waitForOutput(/waits for the warehouse/);
    cli.kill('SIGINT');
    expect((await cli.finished).exitCode).toBe(130);
    await locking[0]?.release();
    expect(listPackages(project.path('.dango/loads')).map(({ state }) => state)).toEqual(['sealed']);
  });
});

test('a module does not outlive a run that was killed', async () => {
  await using server = await startSilentServer();
  const customSources = { shop: moduleText(server.url, '') };
  const project = await createFilledProject({ sourcesYml: moduleSource, customSources });
  const cli = spawnCli(project.root, ['sync']);
  await server.wasAsked;
  const [run, guest] = listProcesses(project.root);
  expect(guest).toBeGreaterThan(0);
  process.kill(run ?? 0, 'SIGKILL');
  expect((await cli.finished).exitCode).toBe(1);
  await expect.poll(() => listProcesses(project.root)).toEqual([]);
  expect(existsSync(project.path('data/warehouse.duckdb'))).toBe(true);
});
