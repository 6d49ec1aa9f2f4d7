import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startSampleApi } from '../../sample/api/start-sample-api.ts';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import { runCliHere } from '../../test/support/run-cli-here.ts';
import { createTempProject } from '../../test/support/temp-project.ts';
import { createSource } from '../project/create-source.ts';
import { overviewSources } from './overview-sources.ts';
import { runDatabaseFile } from './run-files.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';
import { promptMs } from '../../test/support/prompt.ts';

const sourcesYml = (url: string) => `sources:
  - name: shop
    type: rest_api
    description: The shop
    tags: [a, b]
    rest_api:
      base_url: "${url}"
      headers: { Authorization: "Bearer \${TOKEN}", X-Other: "\${OTHER:-none}" }
      resources:
        - name: users
        - { name: products, pagination: { type: offset, limit: 100 } }
  - name: broken
    type: rest_api
    enabled: false
    rest_api: { base_url: "${url}", resorces: [] }
`;

describe('all sources', () => {
  test('with their faults, runs, sizes and secrets', async () => {
    await using api = await startSampleApi();
    const project = await createTempProject({ sourcesYml: sourcesYml(api.url) });
    const { root } = project;
    createSource(root, { name: 'own', template: 'custom-minimal' });

    const before = await overviewSources(root);
    expect(before).toMatchObject({ issues: [], warehouseError: undefined });
    expect(before.sources).toEqual([
      {
        name: 'shop',
        type: 'rest_api',
        enabled: true,
        description: 'The shop',
        tags: ['a', 'b'],
        dataset: 'raw_shop',
        resources: ['users', 'products'],
        issues: [],
        missingSecrets: ['TOKEN'],
        lastRun: undefined,
        activeRun: undefined,
        rowsInWarehouse: 0,
        tables: 0,
        pending: [],
        location: { file: '.dango/sources.yml', line: 2, column: 5 },
      },
      expect.objectContaining({
        name: 'broken',
        enabled: false,
        resources: undefined,
        issues: expect.arrayContaining([
          expect.objectContaining({ line: 15, hint: 'Did you mean "resources"?' }),
        ]) as unknown,
      }),
      expect.objectContaining({ name: 'own', type: 'dlt_native', dataset: 'raw_own', missingSecrets: [] }),
    ]);

    await project.write('.env', 'TOKEN=sample-token\n');
    expect(await runCliHere(root, ['sync', 'own', 'shop'])).toMatchObject({ exitCode: 0 });
    expect(await runCliHere(root, ['sync', 'own', '--limit', '1'])).toMatchObject({ exitCode: 0 });
    const store = openSqliteRunStore(runDatabaseFile(root));
    const waiting = await store.create({ kind: 'sync', source: 'own' });
    store.close();
    const [shop, , own] = (await overviewSources(root)).sources;
    const { users, products } = api.shop;
    expect(shop).toMatchObject({
      missingSecrets: [],
      lastRun: { status: 'succeeded', rows: users.length + products.length },
      activeRun: undefined,
    });
    expect(shop?.rowsInWarehouse).toBeGreaterThanOrEqual(users.length + products.length);
    expect(own).toMatchObject({
      lastRun: { status: 'succeeded', rows: 3 },
      activeRun: { id: waiting.id, status: 'queued' },
      rowsInWarehouse: 6,
      tables: 2,
    });
    expect(Date.parse(own?.lastRun?.finishedAt ?? '')).toBeGreaterThan(Date.parse(own?.lastRun?.startedAt ?? ''));
  });

  test('while the warehouse is held: at once, without rows, with the reason', async () => {
    const project = await createTempProject();
    createSource(project.root, { name: 'own', template: 'custom-minimal' });
    await runCliHere(project.root, ['sync']);
    await using lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
    const startedAt = performance.now();
    const { sources, warehouseError } = await overviewSources(project.root);
    expect(performance.now() - startedAt).toBeLessThan(promptMs);
    expect(warehouseError?.code).toBe('warehouse-locked');
    expect(warehouseError?.message).toContain(String(lock.pid));
    expect(sources[0]).toMatchObject({ rowsInWarehouse: undefined, tables: undefined, lastRun: { rows: 3 } });
  });

  test('with the error of the last run, and a package that waits', async () => {
    const project = await createTempProject({
      sourcesYml: `sources:
  - name: own
    type: dlt_native
    dlt_native: { source_module: own }
`,
      customSources: {
        own: `import { resource, source } from 'dango';
export const own = source({
  resources: () => resource('items', { writeDisposition: 'merge', primaryKey: 'id' }, () => [{ id: null }]),
});
`,
      },
    });
    await runCliHere(project.root, ['sync']);
    const { sources } = await overviewSources(project.root);
    expect(sources[0]).toMatchObject({
      lastRun: { status: 'failed', rows: 0, error: { code: 'rows-refused' } },
      pending: [{ state: 'held', reason: expect.stringContaining('id') as string }],
    });
  });

  test('with what is wrong with the files around them', async () => {
    const project = await createTempProject({
      sourcesYml: 'source: []\nsources:\n  - name: "one\n    x: 1\n  - name: two\n    type: nope\n',
      projectYml: 'dataset_prefx: x\n',
      secretsToml: 'broken = [\n',
    });
    writeFileSync(project.path('data'), 'no folder');
    const { sources, issues } = await overviewSources(project.root);
    expect(issues.map(({ at }) => at?.file)).toEqual(
      expect.arrayContaining(['.dango/project.yml', '.dango/sources.yml', '.dlt/secrets.toml']),
    );
    expect(sources.map(({ dataset }) => dataset)).toEqual([undefined, undefined]);
    expect(sources.every((source) => source.issues.length > 0)).toBe(true);
  });

  test('in a folder without anything there are none', async () => {
    const { root } = await createTempProject();
    expect(await overviewSources(root)).toEqual({ sources: [], issues: [], warehouseError: undefined });
  });
});
