import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resource } from '../lib/sdk/define-resource.ts';
import { transformer } from '../lib/sdk/transformer.ts';
import type { ResourceState } from '../lib/sdk/resource-state.ts';
import type { TypedResource } from '../lib/sdk/typed-resource.ts';
import { openInProcess } from './support/load-in-process.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

type Change = (state: ResourceState) => void | Promise<void>;

function writing(name: string, change: Change, options: Parameters<typeof resource>[1] = {}): TypedResource<object> {
  return resource(name, options, async function* ({ sourceState }): AsyncGenerator<object> {
    await change(sourceState);
    yield { id: 1 };
  });
}

const count =
  (key: string): Change =>
  (state) =>
    void (state[key] = Number(state[key] ?? 0) + 1);

describe('what a source remembers', () => {
  test('is there at the next sync, also what is changed deep inside', async () => {
    const { load, savedSourceState } = await openInProcess();
    await load([writing('a', (state) => void (state['seen'] = { ids: [1], big: 2n ** 60n }))]);
    await load([writing('a', (state) => void (state['seen'] as { ids: number[] }).ids.push(2))]);
    expect(await savedSourceState()).toEqual({ seen: { ids: [1, 2], big: 2n ** 60n } });
    await load([writing('a', (state) => void delete state['seen'])]);
    expect(await savedSourceState()).toEqual({});
  });

  test('resources that are read at the same time keep what each wrote, and see it at once', async () => {
    const { load, savedSourceState } = await openInProcess();
    const isWritten = Promise.withResolvers<void>();
    let seen: unknown;
    const first = writing('first', (state) => {
      state['a'] = 1;
      state['both'] = 'first';
      isWritten.resolve();
    });
    // Stands before it, and writes after it.
    const second = writing('second', async (state) => {
      await isWritten.promise;
      seen = state['a'];
      state['b'] = 2;
      state['both'] = 'second';
    });
    await load([second, first]);
    expect(seen).toBe(1);
    expect(await savedSourceState()).toEqual({ a: 1, b: 2, both: 'second' });
    await load([writing('first', count('a'))]);
    expect(await savedSourceState()).toEqual({ a: 2, b: 2, both: 'second' });
  });

  test('a transformer has it, too', async () => {
    const { load, savedSourceState } = await openInProcess();
    const list = resource('list', { selected: false }, () => [{ id: 1 }, { id: 2 }]);
    const details = transformer('details', { from: list }, async function* ({ id }, { sourceState }) {
      await count('calls')(sourceState);
      yield { id };
    });
    await load([list, details]);
    expect(await savedSourceState()).toEqual({ calls: 2 });
  });

  test('only what belongs to loaded rows is saved', async () => {
    const { load, savedSourceState } = await openInProcess();
    const broken = writing('broken', (state) => {
      state['lost'] = 1;
      throw new Error('no luck');
    });
    const { report } = await load([writing('a', count('n')), broken]);
    expect(report.status).toBe('partial');
    expect(await savedSourceState()).toEqual({ n: 1 });
    await load([writing('a', count('n'))], { limit: 1, dataset: 'raw_shop_sample' });
    await load([writing('a', count('n'))], { isDryRun: true });
    expect(await savedSourceState()).toEqual({ n: 1 });
  });

  test('it is empty with a full refresh of all, and stays with one of a resource', async () => {
    const { load, savedSourceState } = await openInProcess();
    await load([writing('a', count('n')), writing('b', count('m'))]);
    await load([writing('a', count('n')), writing('b', count('m'))], { isFullRefresh: true, selected: ['a'] });
    expect(await savedSourceState()).toEqual({ n: 2, m: 1 });
    await load([writing('a', count('n')), writing('b', () => {})], { isFullRefresh: true });
    expect(await savedSourceState()).toEqual({ n: 1 });
    await load([writing('a', count('n'), { writeDisposition: 'replace' })]);
    expect(await savedSourceState()).toEqual({ n: 2 });
  });

  test('what is no plain object works as ever: a date, a frozen object', async () => {
    const { load, savedSourceState } = await openInProcess();
    const a = writing('a', (state) => {
      state['when'] = new Date(0) as never;
      state['day'] = (state['when'] as unknown as Date).toISOString().slice(0, 10);
      state['fixed'] = Object.freeze({ list: [1] });
      (state['fixed'] as { list: number[] }).list.push(2);
    });
    expect((await load([a])).report).toMatchObject({ status: 'succeeded' });
    expect(await savedSourceState()).toEqual({
      when: '1970-01-01T00:00:00.000Z',
      day: '1970-01-01',
      fixed: { list: [1, 2] },
    });
  });

  test('a parent whose child was refused does not go on behind it', async () => {
    const { load, savedSourceState } = await openInProcess();
    const list = writing('list', count('page'), { writeDisposition: 'merge', primaryKey: 'id' });
    const details = (rows: readonly object[]): TypedResource<object> =>
      transformer('details', { from: list, writeDisposition: 'merge', primaryKey: 'key' }, () => rows);
    expect((await load([list, details([{ other: 1 }])])).report.status).toBe('partial');
    expect(await savedSourceState()).toEqual({});
    expect((await load([list, details([{ key: 1 }])])).report.status).toBe('succeeded');
    expect(await savedSourceState()).toEqual({ page: 1 });
  });

  test.each<[string, Change, RegExp]>([
    ['a ring', (state) => void (state['self'] = { state } as never), /is no JSON/],
    ['a kept key', (state) => void (state['resources'] = {}), /has the key "resources"/],
    ['too much', (state) => void (state['text'] = 'x'.repeat(2 ** 20)), /1048576 at most/],
  ])('%s is refused', async (_, change, problem) => {
    const { load, savedSourceState } = await openInProcess();
    const { resource: of } = await load([writing('a', change), writing('b', count('n'))]);
    expect(of('a')?.error?.message).toMatch(problem);
    expect(await savedSourceState()).toEqual({ n: 1 });
  });
});

test('a module keeps it through its process; dango state shows, sets and forgets it', async () => {
  const { root } = await createTempProject({
    sourcesYml: 'sources:\n  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop } }\n',
    customSources: {
      shop: `import { resource, source } from 'dango';
export const shop = source({
  resources: () => resource('orders', {}, async function* ({ state, sourceState }) {
    sourceState['n'] = Number(sourceState['n'] ?? 0) + 1;
    state['own'] = 1;
    yield { id: sourceState['n'] };
  }),
});
`,
    },
  });
  await syncHere(root);
  await syncHere(root);
  const saved = async (): Promise<{ sources: Record<string, unknown> }> =>
    JSON.parse((await runCliHere(root, ['state', 'get', 'shop', '--json'])).stdout) as {
      sources: Record<string, unknown>;
    };
  const document = await saved();
  expect(document.sources).toEqual({ shop: { n: 2, resources: { orders: { own: 1 } } } });
  writeFileSync(join(root, 'state.json'), JSON.stringify({ sources: { shop: { n: 10, resources: {} } } }));
  await runCliHere(root, ['state', 'set', 'shop', '--file', join(root, 'state.json'), '--yes']);
  await syncHere(root);
  expect((await saved()).sources).toMatchObject({ shop: { n: 11 } });
  await runCliHere(root, ['state', 'reset', 'shop', 'orders', '--yes']);
  expect((await saved()).sources).toEqual({ shop: { n: 11, resources: {} } });
  await runCliHere(root, ['state', 'reset', 'shop', '--yes']);
  expect((await saved()).sources).toEqual({});
});
