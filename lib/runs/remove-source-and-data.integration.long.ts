import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import { countRows, readWarehouse } from '../../test/support/read-warehouse.ts';
import { moduleOf } from '../../test/support/run-module.ts';
import { runCli } from '../../test/support/run-cli.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { openPackageFolder } from '../loads/package-writer.ts';
import { createLoadId } from '../loads/load-id.ts';
import { describeSourceData } from '../sync/describe-source-data.ts';
import { openRuns } from './open-runs.ts';
import { removeSourceAndData } from './remove-source-and-data.ts';
import { runDatabaseFile } from './run-files.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

const sourcesYml = `sources:
  # the first
  - name: one
    type: dlt_native
    dlt_native: { source_module: one, source_name: one_source }
  - name: two
    type: dlt_native
    dlt_native: { source_module: two, dataset_name: raw_one }
`;
const moduleText = (name: string, table: string) => `import { incremental, resource, source } from 'dango';
export const ${name}Source = source({
  resources: () => resource('${table}', { incremental: incremental('id') }, async function* () {
    yield [{ id: 1, list: [1] }, { id: 2 }];
  }),
});
`;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

async function syncedProject(): Promise<TempProject> {
  const customSources = { one: moduleText('one', 'mine'), two: moduleText('two', 'theirs') };
  const project = await createTempProject({ sourcesYml, customSources });
  expect(await runCli(project.root, ['sync'])).toMatchObject({ exitCode: 0 });
  return project;
}

describe('what there is of a source', () => {
  test('is told before it is removed', async () => {
    const { root } = await syncedProject();
    expect(await describeSourceData(root, 'one')).toEqual({
      source: 'one',
      dataset: 'raw_one',
      tables: [
        { name: 'mine', rows: 2, appends: true },
        { name: 'mine__list', rows: 1, appends: false },
      ],
      sharedTables: [],
      cursors: [{ resource: 'mine', cursor_path: 'id', initial_value: null, last_value: 2 }],
      pending: [],
      module: { file: 'one.ts', otherUsers: [] },
    });
    await expect(describeSourceData(root, 'oen')).rejects.toMatchObject({ code: 'name-unknown' });
  });

  test('is told of a source with faults as far as it can be known', async () => {
    const { root } = await createTempProject({ sourcesYml: sourcesYml.replace('source_name', 'sourcename') });
    expect(await describeSourceData(root, 'one')).toMatchObject({ dataset: undefined, tables: [], module: undefined });
    await expect(
      removeSourceAndData(root, 'one', { tables: 'drop', state: 'forget', module: 'keep' }),
    ).rejects.toMatchObject({ code: 'config-invalid' });
    const kept = await removeSourceAndData(root, 'one', { tables: 'keep', state: 'keep', module: 'keep' });
    expect(kept).toEqual({ source: 'one', tables: [], packages: [], warnings: [], module: undefined });
  });
});

describe('a removed source', () => {
  test('takes its tables, cursors, waiting packages and module along, and nothing of its neighbour', async () => {
    const project = await syncedProject();
    const { root } = project;
    const abandoned = createLoadId();
    openPackageFolder(project.path(`.dango/loads/${abandoned}`), { run_id: 'x', source: 'one' });
    const removed = await removeSourceAndData(root, 'one', { tables: 'drop', state: 'forget', module: 'delete' });
    expect(removed).toEqual({
      source: 'one',
      tables: ['mine', 'mine__list'],
      packages: [abandoned],
      warnings: [],
      module: 'one.ts',
    });
    expect(await countRows(root, 'raw_one')).toEqual({ theirs: 2, theirs__list: 1 });
    expect(await readWarehouse(root, 'SELECT DISTINCT pipeline_name AS name FROM raw_one._dlt_pipeline_state')).toEqual(
      [{ name: 'two' }],
    );
    expect(readdirSync(project.path('custom_sources'))).toEqual(['two.ts']);
    expect(await project.read('.dango/sources.yml')).toBe(
      sourcesYml.replace(/ {2}- name: one[^]*?(?= {2}- name: two)/, ''),
    );
    expect((await runCli(root, ['sync', '--json'])).exitCode).toBe(0);
  });

  test('can leave its tables and forget its cursors, and is told what that means', async () => {
    const project = await syncedProject();
    const { root } = project;
    const { warnings, tables } = await removeSourceAndData(root, 'one', {
      tables: 'keep',
      state: 'forget',
      module: 'keep',
    });
    expect(tables).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/reads everything: the rows of mine come twice/)]);
    await project.write('.dango/sources.yml', sourcesYml);
    await runCli(root, ['sync', 'one']);
    expect(await countRows(root, 'raw_one')).toMatchObject({ mine: 4 });
  });

  test('is refused while something speaks against it, and nothing is changed then', async () => {
    const project = await syncedProject();
    const { root } = project;
    const drop = { tables: 'drop', state: 'forget', module: 'delete' } as const;
    await expect(removeSourceAndData(root, 'three', drop)).rejects.toThrow(code('name-unknown'));
    await expect(removeSourceAndData(root, 'one', { ...drop, state: 'keep' })).rejects.toThrow(code('usage-invalid'));
    const store = openSqliteRunStore(runDatabaseFile(root));
    const run = await store.create({ kind: 'sync', source: 'one' });
    await expect(removeSourceAndData(root, 'one', drop)).rejects.toThrow(`being synced (run ${run.id}, queued)`);
    await store.cancelQueued(run.id);
    store.close();
    await project.write('.dango/sources.yml', sourcesYml.replace('source_module: two', 'source_module: one'));
    await expect(removeSourceAndData(root, 'one', drop)).rejects.toThrow(/used by two too/);
    await project.write('.dango/sources.yml', sourcesYml);
    await project.write('.dango/project.yml', 'limits: { warehouse_wait_seconds: 0.1 }\n');
    {
      await using lock = await lockWarehouse(project.path('data/warehouse.duckdb'));
      expect(lock.pid).toBeGreaterThan(0);
      await expect(removeSourceAndData(root, 'one', drop)).rejects.toMatchObject({
        code: 'warehouse-locked',
        hint: expect.stringContaining('the tables are as they were') as string,
      });
    }
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
    expect(existsSync(project.path('custom_sources/one.ts'))).toBe(true);
    expect(await countRows(root, 'raw_one')).toEqual({ mine: 2, mine__list: 1, theirs: 2, theirs__list: 1 });
  });

  test.each(['before-commit', 'after-commit'])(
    'a crash at %s leaves all or nothing, and can be done again',
    async (instant) => {
      const project = await syncedProject();
      const { root } = project;
      const script = `import { removeSourceAndData } from ${JSON.stringify(join(import.meta.dirname, '../index.ts'))};
      await removeSourceAndData(${JSON.stringify(root)}, 'one', { tables: 'drop', state: 'forget', module: 'delete' });`;
      const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, DANGO_CRASH_AT: instant },
      });
      expect(signal).toBe('SIGKILL');
      const counts = await countRows(root, 'raw_one');
      const kept = instant === 'before-commit' ? { mine: 2, mine__list: 1 } : {};
      expect(counts).toEqual({ ...kept, theirs: 2, theirs__list: 1 });
      expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
      await removeSourceAndData(root, 'one', { tables: 'drop', state: 'forget', module: 'delete' });
      expect(await countRows(root, 'raw_one')).toEqual({ theirs: 2, theirs__list: 1 });
    },
  );
});

test('a run that is over does not stand in the way', async () => {
  const { root } = await createTempProject({ sourcesYml, customSources: { one: moduleOf('yield {};') } });
  const runs = openRuns(root);
  const { run, exited } = await runs.start({ kind: 'sync', source: 'one' });
  await expect(removeSourceAndData(root, 'one', { tables: 'keep', state: 'keep', module: 'keep' })).rejects.toThrow(
    code('usage-invalid'),
  );
  await runs.cancel(run.id);
  await exited;
  runs.close();
  await removeSourceAndData(root, 'one', { tables: 'keep', state: 'keep', module: 'delete' });
  expect(existsSync(join(root, 'custom_sources/one.ts'))).toBe(false);
});
