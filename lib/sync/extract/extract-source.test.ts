import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DangoError } from '../../errors/dango-error.ts';
import { openPackageFolder, PackageWriter } from '../../loads/package-writer.ts';
import { ResourceStop } from '../../sdk/resource-stop.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { SyncEvent } from '../sync-event.ts';
import type { ExtractedResource, ExtractOptions } from './extracted-resource.ts';
import { extractSource } from './extract-source.ts';

const saved = { initial_value: null, last_value: 5, unique_hashes: ['669czW83KR00ut4bv/U5'] };
const byTs = { cursorPath: 'ts', initialValue: undefined };

function orders(settings: Partial<Resource> = {}): Resource {
  return {
    name: 'orders',
    writeDisposition: 'merge',
    primaryKey: ['id'],
    incremental: byTs,
    parent: undefined,
    records: () => [[{ id: 2, ts: 6 }]],
    ...settings,
  };
}

function childOf(parent: string, name: string, settings: Partial<Resource> = {}): Resource {
  const basics = { name, writeDisposition: 'merge', primaryKey: ['id'], incremental: undefined, parent } as const;
  return { ...basics, records: () => [[{ id: 1 }]], ...settings };
}

const broken: Pick<Resource, 'records'> = {
  records() {
    throw new DangoError('The child is down.', { code: 'http-status' });
  },
};

interface Extraction {
  readonly events: readonly SyncEvent[];
  readonly warnings: readonly string[];
  readonly of: (name: string) => ExtractedResource | undefined;
}

async function extract(resources: readonly Resource[], options: Partial<ExtractOptions> = {}): Promise<Extraction> {
  const root = mkdtempSync(join(tmpdir(), 'dango-extract-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'package');
  openPackageFolder(folder, { run_id: 'test', source: 'shop' });
  const writer = new PackageWriter(folder);
  onTestFinished(() => writer.close());
  const events: SyncEvent[] = [];
  const extracted = await extractSource(
    { name: 'shop', resources },
    { cursors: {}, isFullRefresh: false, ...options },
    {
      writer,
      onEvent: (event) => void events.push(event),
      signal: new AbortController().signal,
      mask: (text) => text,
      explain: (error) => error,
    },
  );
  return {
    events,
    warnings: events.flatMap((event) => (event.type === 'warning' ? [`${event.message} ${event.hint ?? ''}`] : [])),
    of: (name) => extracted.find((one) => one.name === name),
  };
}

const cursors = { orders: { ts: saved } };

describe('a cursor does not move past what a failed child has missed', () => {
  test('a merged parent loads its rows and keeps the saved cursor', async () => {
    const { of, warnings } = await extract([orders(), childOf('orders', 'lines', broken)], { cursors });
    expect(of('orders')).toMatchObject({ status: 'succeeded', rows: 1, contents: { incremental: { ts: saved } } });
    expect(of('lines')).toMatchObject({ status: 'failed', error: { code: 'http-status' } });
    expect(warnings).toEqual([expect.stringMatching(/cursor of orders stays .* because lines failed/)]);
  });

  test('where none was saved, none is', async () => {
    const { of } = await extract([orders(), childOf('orders', 'lines', broken)]);
    expect(of('orders')?.contents?.incremental).toBeNull();
  });

  test('it moves when every child came', async () => {
    const { of } = await extract([orders(), childOf('orders', 'lines')], { cursors });
    expect(of('orders')?.contents?.incremental).toMatchObject({ ts: { last_value: 6 } });
  });

  test('a grandchild counts, and a resource without a cursor in between changes nothing', async () => {
    const resources = [orders(), childOf('orders', 'lines'), childOf('lines', 'taxes', broken)];
    const { of } = await extract(resources, { cursors });
    expect(of('orders')?.contents?.incremental).toEqual({ ts: saved });
    expect(of('lines')).toMatchObject({ status: 'succeeded' });
  });

  test('an appended parent fails too, because its rows would come twice', async () => {
    const appended = orders({ writeDisposition: 'append', primaryKey: [] });
    const { of, events } = await extract([appended, childOf('orders', 'lines', broken), childOf('orders', 'notes')]);
    expect(of('orders')).toMatchObject({
      status: 'failed',
      error: { code: 'run-failed', message: expect.stringContaining('lines'), hint: expect.stringContaining('lines') },
    });
    expect(of('orders')).not.toHaveProperty('contents');
    expect(of('notes')).toMatchObject({ status: 'failed', error: { code: 'parent-failed' } });
    expect(events).toContainEqual(expect.objectContaining({ type: 'resource-failed', resource: 'orders' }));
  });

  test('an appended sibling fails too: the parent records come again, and with them its rows', async () => {
    const notes = childOf('orders', 'notes', { writeDisposition: 'append', primaryKey: [] });
    const resources = [orders(), childOf('orders', 'lines', broken), notes, childOf('orders', 'tags')];
    const { of } = await extract(resources, { cursors });
    expect(of('orders')).toMatchObject({ status: 'succeeded', contents: { incremental: { ts: saved } } });
    expect(of('notes')).toMatchObject({ status: 'failed', error: { code: 'run-failed' } });
    expect(of('tags')).toMatchObject({ status: 'succeeded' });
  });

  test('a sample saves no cursor, so an appended parent stays', async () => {
    const appended = orders({ writeDisposition: 'append', primaryKey: [] });
    const resources = [appended, childOf('orders', 'lines', broken)];
    const { of } = await extract(resources, { limit: 5, isFullRefresh: true });
    expect(of('orders')).toMatchObject({ status: 'succeeded' });
  });

  test('a parent without a cursor loads as before', async () => {
    const plain = orders({ incremental: undefined, writeDisposition: 'append', primaryKey: [] });
    const { of } = await extract([plain, childOf('orders', 'lines', broken)]);
    expect(of('orders')).toMatchObject({ status: 'succeeded', contents: { incremental: null } });
  });
});

describe('selecting resources', () => {
  const family = [orders(), childOf('orders', 'lines'), childOf('lines', 'taxes'), childOf('orders', 'notes')];
  const other = orders({ name: 'products', incremental: undefined });

  test.each(['orders', 'lines', 'taxes'])('a family with a cursor loads as a whole: %s', async (selected) => {
    const { of, warnings } = await extract([...family, other], { selected: [selected] });
    for (const { name } of family) expect(of(name)).toMatchObject({ status: 'succeeded' });
    expect(of('products')).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/orders, lines, taxes, notes .*cursor/)]);
  });

  test('selecting the whole family needs no warning', async () => {
    const { warnings } = await extract(family, { selected: family.map(({ name }) => name) });
    expect(warnings).toEqual([]);
  });

  test('in a family without a cursor parents are read, not loaded, and children are left out', async () => {
    const resources = [orders({ incremental: undefined }), childOf('orders', 'lines'), childOf('orders', 'notes')];
    const { of, warnings } = await extract(resources, { selected: ['lines'] });
    expect(of('orders')).toMatchObject({ status: 'skipped' });
    expect(of('lines')).toMatchObject({ status: 'succeeded' });
    expect(of('notes')).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  test('a sample saves no cursor, so it takes only what was selected', async () => {
    const { of } = await extract(family, { selected: ['lines'], limit: 5, isFullRefresh: true });
    expect(of('orders')).toMatchObject({ status: 'skipped' });
    expect(of('taxes')).toBeUndefined();
  });
});

test('an appended child of a parent with a cursor is told to need a key', async () => {
  const lines = childOf('orders', 'lines', { writeDisposition: 'append', primaryKey: [] });
  const { warnings } = await extract([orders(), lines]);
  expect(warnings).toEqual([expect.stringMatching(/lines appends: .* orders that comes again.*primary_key/)]);
});

describe('limits end a resource quietly', () => {
  const lines = childOf('orders', 'lines', { records: () => [[{ id: 1 }], [{ id: 2 }], [{ id: 3 }]] });
  const fourOrders = (asked: number[] = []): Resource =>
    orders({
      incremental: undefined,
      async *records() {
        for (const id of [1, 2, 3, 4]) {
          asked.push(id);
          yield [{ id }];
        }
      },
    });

  test('pages: of each record of the parent', async () => {
    const asked: number[] = [];
    const { of } = await extract([fourOrders(asked), lines], { pageLimit: 2 });
    expect(asked).toEqual([1, 2]);
    expect(of('orders')).toMatchObject({ status: 'succeeded', pages: 2, rows: 2, stoppedBy: 'pages' });
    expect(of('lines')).toMatchObject({ status: 'succeeded', pages: 4, rows: 4, stoppedBy: 'pages' });
  });

  test('pages: those that are gathered from single records, too', async () => {
    const many = orders({ incremental: undefined, records: () => Array.from({ length: 1700 }, (_, id) => ({ id })) });
    expect((await extract([many], { pageLimit: 2 })).of('orders')).toMatchObject({ rows: 1000, stoppedBy: 'pages' });
    expect((await extract([many], { pageLimit: 4 })).of('orders')).toMatchObject({ rows: 1700, pages: 4 });
  });

  test('parents: the parent itself goes on', async () => {
    const { of } = await extract([fourOrders(), lines], { parentLimit: 1 });
    expect(of('orders')).toMatchObject({ rows: 4 });
    expect(of('orders')).not.toHaveProperty('stoppedBy');
    expect(of('lines')).toMatchObject({ rows: 3, stoppedBy: 'parents' });
  });

  test('parents: one that is not loaded ends with its last child', async () => {
    const asked: number[] = [];
    const resources = [fourOrders(asked), lines];
    const { of } = await extract(resources, { parentLimit: 2, selected: ['lines'] });
    expect(asked).toEqual([1, 2]);
    expect(of('orders')).toMatchObject({ status: 'skipped' });
    expect(of('lines')).toMatchObject({ rows: 6, stoppedBy: 'parents' });
  });

  test('records: with the limit that ended it, and without one where none did', async () => {
    const { of } = await extract([fourOrders(), lines], { limit: 4 });
    expect(of('orders')).toMatchObject({ rows: 4, stoppedBy: 'records' });
    expect(of('lines')).toMatchObject({ rows: 4, stoppedBy: 'records' });
    const { of: whole } = await extract([fourOrders(), lines], { limit: 99, pageLimit: 99, parentLimit: 99 });
    for (const name of ['orders', 'lines']) expect(whole(name)).not.toHaveProperty('stoppedBy');
  });
});

test('a cursor that cannot start fails its resource, and no other', async () => {
  const text = { initial_value: null, last_value: 'v1', unique_hashes: [] };
  const { of } = await extract(
    [orders({ incremental: { ...byTs, lag: 5 } }), childOf('orders', 'lines'), orders({ name: 'users' })],
    {
      cursors: { orders: { ts: text } },
    },
  );
  expect(of('orders')).toMatchObject({
    status: 'failed',
    error: {
      code: 'cursor-invalid',
      message: expect.stringMatching(/lag of orders cannot be taken .* "v1"/),
      hint: expect.stringContaining('Remove lag'),
    },
  });
  expect(of('lines')).toMatchObject({ status: 'failed', error: { code: 'parent-failed' } });
  expect(of('users')).toMatchObject({ status: 'succeeded', rows: 1 });
});

describe('a range of what appends is refused where the rows that are there cannot be told', () => {
  const appending = { writeDisposition: 'append', primaryKey: [] } as const;
  test.each<[string, readonly Resource[]]>([
    ['by its own cursor', [orders(), childOf('orders', 'lines', appending)]],
    ['by its own cursor', [childOf('users', 'lines', { ...appending, incremental: byTs }), orders({ name: 'users' })]],
    ['by its own cursor', [orders({ ...appending, cursorKey: () => 'one' })]],
    ['skip leaves out', [orders({ ...appending, onChildError: 'skip' })]],
    ['without a cursor value', [orders({ ...appending, incremental: { ...byTs, onCursorValueMissing: 'include' } })]],
    ['its cursor is no column', [orders({ ...appending, incremental: { ...byTs, cursorPath: 'ts[0]' } })]],
    ['because of its end value', [orders({ ...appending, incremental: { ...byTs, initialValue: 1, endValue: 9 } })]],
  ])('%s', async (words, resources) => {
    await expect(extract(resources, { window: { since: '2' } })).rejects.toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining(words),
    });
  });

  test('and fails where a rule ends it before its end', async () => {
    const stopping = orders({
      ...appending,
      async *records() {
        yield [{ id: 1, ts: 3 }];
        throw new ResourceStop('410');
      },
    });
    const { of } = await extract([stopping], { window: { since: '2' }, cursors });
    expect(of('orders')?.error?.message).toMatch(/not read to the end of its range.* answered with 410/);
    const merging = await extract([{ ...stopping, ...orders(), records: (context) => stopping.records(context) }], {
      window: { since: '2' },
      cursors,
    });
    expect(merging.of('orders')).toMatchObject({ status: 'succeeded', rows: 1 });
  });

  test('before the first sync, or behind its end', async () => {
    const window = { since: '7' };
    expect((await extract([orders(appending)], { window })).of('orders')?.error?.message).toMatch('nothing of it');
    const behind = await extract([orders(appending)], { window, cursors });
    expect(behind.of('orders')?.error?.message).toMatch('begins at 7, and the last sync ended at 5');
  });
});

describe('windows', () => {
  const nowMs = Date.parse('2024-06-01T00:00:00Z');
  const byMonth = { cursorPath: 'ts', initialValue: '2024-01-01', window: '30d' };
  const asked: unknown[] = [];
  const windowed = orders({
    incremental: byMonth,
    records: ({ cursor }) => {
      asked.push(cursor?.startValue);
      return [[]];
    },
  });

  test('a limit of pages counts over all of them', async () => {
    asked.length = 0;
    const { of, events } = await extract([windowed], { pageLimit: 2 });
    expect(asked).toEqual(['2024-01-01', '2024-01-31']);
    expect(of('orders')).toMatchObject({ pages: 2, stoppedBy: 'pages' });
    expect(events.filter(({ type }) => type === 'window-started')).toHaveLength(2);
  });

  test.each<[string, Resource]>([
    ['lines replaces its table', childOf('orders', 'lines', { writeDisposition: 'replace' })],
    ['lines has one cursor for all', childOf('orders', 'lines', { incremental: byTs })],
  ])('are one package, because %s', async (words, child) => {
    asked.length = 0;
    const { of, warnings } = await extract([windowed, child], { turn: { nowMs } });
    expect(warnings).toContainEqual(expect.stringMatching(`All windows of orders load together, because ${words}`));
    expect(of('orders')).not.toHaveProperty('window');
    expect(asked).toHaveLength(6);
  });

  test('else the first package has the first one, and says what follows', async () => {
    asked.length = 0;
    const child = childOf('orders', 'lines', { incremental: byTs, cursorKey: () => '1' });
    const { of } = await extract([windowed, child, orders({ name: 'users' })], { turn: { nowMs } });
    const next = { start: '2024-01-31', number: 2, of: 6 };
    expect(of('orders')).toMatchObject({
      window: { number: 1, of: 6, next },
      contents: { incremental: { ts: { last_value: '2024-01-31', unique_hashes: [] } } },
    });
    const before = { orders: { requests: 1, pages: 4, bytes: 9, rows: 7 } };
    const second = await extract([windowed, child, orders({ name: 'users' })], {
      turn: { nowMs, next: { orders: next }, before },
    });
    expect(asked).toEqual(['2024-01-01', '2024-01-31']);
    expect(second.of('users')).toBeUndefined();
    expect(second.events).toContainEqual({ type: 'resource-finished', resource: 'orders', rows: 7, pages: 5 });
  });

  test('a rule that ends the resource ends them, and the next sync starts at what came', async () => {
    const stopping = orders({
      incremental: byMonth,
      async *records() {
        yield [{ id: 1, ts: '2024-01-05' }];
        throw new ResourceStop('410');
      },
    });
    const { of } = await extract([stopping], { turn: { nowMs } });
    expect(of('orders')).toMatchObject({
      window: { number: 1, of: 6 },
      contents: { incremental: { ts: { last_value: '2024-01-05', unique_hashes: [expect.any(String)] } } },
    });
    expect(of('orders')?.window).not.toHaveProperty('next');
  });
});
