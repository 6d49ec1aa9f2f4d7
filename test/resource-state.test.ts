import { describe, expect, test } from 'vitest';
import { resource } from '../lib/sdk/define-resource.ts';
import { incremental } from '../lib/sdk/incremental.ts';
import type { ResourceState } from '../lib/sdk/resource-state.ts';
import { transformer } from '../lib/sdk/transformer.ts';
import type { TypedResource } from '../lib/sdk/typed-resource.ts';
import { openInProcess } from './support/load-in-process.ts';
import { readWarehouse } from './support/read-warehouse.ts';

type Settings = Parameters<typeof resource>[1];

/** Counts its runs, and tells the number in its only record. */
function counter(settings: Settings = {}, change: (state: ResourceState) => void = () => {}): TypedResource<object> {
  return resource('runs', settings, async function* ({ state }): AsyncGenerator<object> {
    const run = Number(state['runs'] ?? 0) + 1;
    state['runs'] = run;
    change(state);
    yield { id: run };
  });
}

describe('what a resource remembers', () => {
  test('is there at the next sync, beside the cursors', async () => {
    const { load, savedState } = await openInProcess();
    const settings = { incremental: incremental('id') };
    await load([counter(settings, (state) => (state['seen'] = [{ big: 2n ** 60n }]))]);
    await load([counter(settings)]);
    expect(await savedState('runs')).toEqual({
      runs: 2,
      seen: [{ big: 2n ** 60n }],
      incremental: { id: expect.objectContaining({ last_value: 2 }) as unknown },
    });
    await load([counter(settings, (state) => delete state['seen'])]);
    expect(await savedState('runs')).toMatchObject({ runs: 3 });
    expect(await savedState('runs')).not.toHaveProperty('seen');
  });

  test('is empty with a full refresh, and at every sync of what replaces', async () => {
    const { load, savedState } = await openInProcess();
    await load([counter()]);
    await load([counter()]);
    expect(await savedState('runs')).toEqual({ runs: 2 });
    await load([counter()], { isFullRefresh: true });
    expect(await savedState('runs')).toEqual({ runs: 1 });
    await load([counter({ writeDisposition: 'replace' })]);
    expect(await savedState('runs')).toEqual({ runs: 1 });
    await load([resource('runs', { writeDisposition: 'replace' }, () => [{ id: 9 }])]);
    expect(await savedState('runs')).toBeUndefined();
  });

  test('is known to a transformer, and is one object for all records of its parent', async () => {
    const { load, savedState } = await openInProcess();
    const list = resource('list', { selected: false }, () => [{ id: 1 }, { id: 2 }]);
    const details = transformer('details', { from: list }, async function* ({ id }, { state }) {
      state['last'] = id;
      state['calls'] = Number(state['calls'] ?? 0) + 1;
      yield { id };
    });
    await load([list, details]);
    expect(await savedState('details')).toEqual({ last: 2, calls: 2 });
  });

  test.each([
    ['a sample', { limit: 1, dataset: 'raw_shop_sample' }],
    ['a dry run', { isDryRun: true }],
  ])('is not saved by %s', async (_title, options) => {
    const { load, savedState } = await openInProcess();
    await load([counter()]);
    await load([counter()], options);
    expect(await savedState('runs')).toEqual({ runs: 1 });
  });

  test('is not saved by a range', async () => {
    const { load, savedState } = await openInProcess();
    const settings = { incremental: incremental('id'), writeDisposition: 'merge', primaryKey: 'id' } as const;
    await load([counter(settings)]);
    await load([counter(settings)], { window: { since: '0', until: '9' } });
    expect(await savedState('runs')).toMatchObject({ runs: 1 });
  });

  test('is not saved where the resource fails', async () => {
    const { load, savedState } = await openInProcess();
    const other = resource('other', {}, () => [{ id: 1 }]);
    await load([counter(), other]);
    const broken = counter({}, () => {
      throw new Error('no luck');
    });
    const { report } = await load([broken, other]);
    expect(report.status).toBe('partial');
    expect(await savedState('runs')).toEqual({ runs: 1 });
  });

  test('stays where it was while a child fails, as a cursor does', async () => {
    const { root, load, savedState } = await openInProcess();
    const merging = { writeDisposition: 'merge', primaryKey: 'id' } as const;
    const family = (settings: Settings, isBroken: boolean): TypedResource<object>[] => {
      const parent = counter(settings);
      const child = transformer('child', { from: parent, ...merging }, (row) => {
        if (isBroken) throw new Error('no luck');
        return [row];
      });
      return [parent, child];
    };
    await load(family(merging, false));
    const failed = await load(family(merging, true));
    expect(failed.warnings).toContain('The state of runs stays where it was, because child failed.');
    expect(await savedState('runs')).toEqual({ runs: 1 });
    expect(await readWarehouse(root, 'SELECT id FROM raw_shop.runs ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
    const appended = await load(family({}, true));
    expect(appended.resource('runs')).toMatchObject({ status: 'failed', error: { code: 'run-failed' } });
  });

  test.each([
    ['more than a megabyte', (state: ResourceState) => (state['a'] = 'x'.repeat(1024 * 1024)), / has 10485\d\d bytes/],
    ['the key of the cursors', (state: ResourceState) => (state['incremental'] = 1), /has the key "incremental"/],
    [
      'a circle',
      (state: ResourceState) => {
        const circle: Record<string, never> = {};
        Object.assign(circle, { circle });
        state['a'] = circle;
      },
      /is no JSON: /,
    ],
  ])('that cannot be kept fails the resource: %s', async (_title, change, message) => {
    const { load } = await openInProcess();
    const { report } = await load([counter({}, change)]);
    expect(report.resources).toMatchObject([
      { status: 'failed', error: { code: 'module-failed', message: expect.stringMatching(message) as unknown } },
    ]);
  });
});
