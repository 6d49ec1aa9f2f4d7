import { describe, expect, test } from 'vitest';
import { readDataset } from './support/dataset-content.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { startServer, type TestServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

interface Shop {
  readonly project: TempProject;
  readonly root: string;
  readonly server: TestServer;
  /** Notes by user. */
  readonly notes: Record<string, { id: number; at: string }[]>;
  readonly asked: () => readonly string[];
  refuses?: string | undefined;
  readonly write: (incremental: string, more?: string) => Promise<void>;
}

const each = 'cursor_path: at, initial_value: "2024-01-01", start_param: since, per_parent: true';

async function openShop(incremental = each, more = ''): Promise<Shop> {
  const notes: Shop['notes'] = {
    1: [
      { id: 11, at: '2024-05-01' },
      { id: 12, at: '2024-05-02' },
    ],
    2: [{ id: 21, at: '2024-02-01' }],
  };
  let seen = 0;
  const server = await startServer(({ path, query: { since = '', until = '9' } }) => {
    if (path === '/users') return { json: Object.keys(notes).map((id) => ({ id })) };
    const user = path.split('/')[2] ?? '';
    if (user === shop.refuses) return { status: 403, json: { error: 'no' } };
    return { json: notes[user]?.filter(({ at }) => at >= since && at < until) };
  });
  const yml = (text: string, others: string): string =>
    restSourcesYml(
      'shop',
      server.url,
      `        - { name: users }
        - { name: notes, endpoint: "/users/{resources.users.id}/notes", write_disposition: append, incremental: { ${text} }${others} }
`,
    );
  const project = await createTempProject({ sourcesYml: yml(incremental, more) });
  const shop: Shop = {
    project,
    root: project.root,
    server,
    notes,
    asked: () => {
      const requests = server.requests.slice(seen).filter(({ path }) => path !== '/users');
      seen = server.requests.length;
      return requests.map(({ path, query }) => `${path} ${Object.values(query).join(' ')}`).toSorted();
    },
    write: (text, others = '') => project.write('.dango/sources.yml', yml(text, others)),
  };
  return shop;
}

async function idsIn(root: string): Promise<readonly unknown[]> {
  return (await readWarehouse(root, 'SELECT id FROM raw_shop.notes ORDER BY id')).map(({ id }) => id);
}

describe('a cursor for each record of the parent', () => {
  test('starts where that record was; a new one starts at the initial value; nothing doubles', async () => {
    const { root, notes, asked } = await openShop();
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12, 21]);
    asked();
    notes['2']?.push({ id: 22, at: '2024-02-02' });
    notes['3'] = [{ id: 31, at: '2024-01-05' }];
    await syncHere(root);
    expect(asked()).toEqual(['/users/1/notes 2024-05-02', '/users/2/notes 2024-02-01', '/users/3/notes 2024-01-01']);
    expect(await idsIn(root)).toEqual([11, 12, 21, 22, 31]);
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12, 21, 22, 31]);
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual({
      'notes.at': {
        initial_value: '2024-01-01',
        last_value: '2024-01-05',
        unique_hashes: [],
        parents: {
          '"1"': ['2024-05-02', expect.any(String)],
          '"2"': ['2024-02-02', expect.any(String)],
          '"3"': ['2024-01-05', expect.any(String)],
        },
      },
    });
  });

  test('a record that is left out keeps its own position, and so does one that is gone for a while', async () => {
    const shop = await openShop(each, ', on_child_error: skip');
    const { root, notes } = shop;
    shop.refuses = '2';
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12]);
    shop.refuses = undefined;
    const { 1: first = [], ...others } = notes;
    delete notes['1'];
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12, 21]);
    Object.assign(notes, { 1: [...first, { id: 13, at: '2024-05-02' }], ...others });
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12, 13, 21]);
  });

  test('where one fails, nothing of the resource is loaded and every position stays', async () => {
    const shop = await openShop();
    const { root, notes } = shop;
    await syncHere(root);
    const { cursors } = await readDataset(root, 'raw_shop');
    notes['1']?.push({ id: 13, at: '2024-06-01' });
    shop.refuses = '2';
    expect((await syncHere(root)).report).toMatchObject({ status: 'partial', resources: [{}, { status: 'failed' }] });
    expect((await readDataset(root, 'raw_shop')).cursors).toEqual(cursors);
    shop.refuses = undefined;
    await syncHere(root);
    expect(await idsIn(root)).toEqual([11, 12, 13, 21]);
  });

  test('with windows each record is asked for each of them', async () => {
    const { root, asked } = await openShop(`${each}, end_param: until, window: 60d`);
    await syncHere(root, { nowMs: Date.parse('2024-05-20') });
    expect(asked()).toEqual(
      ['1', '2'].flatMap((id) => [
        `/users/${id}/notes 2024-01-01 2024-03-01`,
        `/users/${id}/notes 2024-03-01 2024-04-30`,
        `/users/${id}/notes 2024-04-30 2024-05-20`,
      ]),
    );
    expect(await idsIn(root)).toEqual([11, 12, 21]);
    await syncHere(root, { nowMs: Date.parse('2024-05-21') });
    expect(await idsIn(root)).toEqual([11, 12, 21]);
  });

  test.each([
    [each.replace(', per_parent: true', ''), each],
    [each, each.replace(', per_parent: true', '')],
  ])('from %s to %s: what appends does not go on with positions of the other kind', async (before, after) => {
    const shop = await openShop(before);
    await syncHere(shop.root);
    await shop.write(after);
    expect((await syncHere(shop.root)).report.resources[1]).toMatchObject({
      status: 'failed',
      error: { code: 'cursor-invalid', hint: expect.stringContaining('--full-refresh --resource notes') },
    });
    await syncHere(shop.root, { fullRefresh: true });
    expect(await idsIn(shop.root)).toEqual([11, 12, 21]);
  });
});
