import { expect, test } from 'vitest';
import { lockWarehouse } from '../../test/support/lock-warehouse.ts';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { syncHere } from '../../test/support/sync-here.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import { countTestRows, readTestRow, readTestRows, runTestSql } from './browse-test.ts';
import { describeTestSchema } from './test-schema.ts';

interface Shop extends AsyncDisposable {
  readonly server: TestServer;
  readonly project: TempProject;
  /** From now on items have other fields. */
  change(fields: (id: number) => object): void;
}

const sourcesYml = (url: string, more = ''): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - name: items
          endpoint: /items
          primary_key: id
${more}`;

/** An API of 120 items in one answer, each with two tags. */
async function openShop(more = ''): Promise<Shop> {
  let fieldsOf: (id: number) => object = () => ({});
  const server = await startServer(() => ({
    json: Array.from({ length: 120 }, (_, id) => ({
      id,
      size: id % 7,
      name: `item ${id}`,
      tags: ['x', 'y'],
      ...fieldsOf(id),
    })),
  }));
  const project = await createTempProject({ sourcesYml: sourcesYml(server.url, more) });
  return {
    server,
    project,
    change: (fields) => {
      fieldsOf = fields;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function tryShop({ project }: Shop, fromRecording?: string, sourcesText?: string): Promise<string> {
  const limits = { pages: 5, records: 1000, parents: 3 };
  const { finished } = await runPreviewHere(project, {
    source: 'shop',
    limits,
    keepsRecording: true,
    ...(fromRecording === undefined ? {} : { fromRecording }),
    ...(sourcesText === undefined ? {} : { sourcesText }),
  });
  expect(finished).toMatchObject({ status: 'succeeded', test: expect.stringContaining('.') as string });
  return finished.test ?? '';
}

test('all rows of a test can be read in windows, sorted, filtered and counted, and one with the rows below it', async () => {
  await using shop = await openShop();
  const { root } = shop.project;
  const id = await tryShop(shop);
  const items = { dataset: 'any', table: 'items' };
  const sort = [{ column: 'id', direction: 'descending' }] as const;
  const last = await readTestRows(root, id, { ...items, sort, columns: ['id'], offset: 100, limit: 50 });
  expect(last.rows.map(([cell]) => cell)).toEqual(Array.from({ length: 20 }, (_, place) => String(19 - place)));
  expect(last.isEnd).toBe(true);
  const filters = [{ column: 'size', operator: 'equals', value: '3' }] as const;
  expect(await countTestRows(root, id, { ...items, filters })).toBe(17);
  const row = await readTestRow(root, id, { ...items, rowId: last.rowIds[0] });
  expect(row.children).toMatchObject([{ table: 'items__tags', rows: 2 }]);
});

test('SQL sees the tables of a test by their names, joins them with those of the warehouse where that is wanted, and nothing else', async () => {
  await using shop = await openShop();
  const { root } = shop.project;
  await syncHere(root);
  shop.change((id) => ({ size: id < 5 ? 100 : id % 7 }));
  const id = await tryShop(shop);
  const ask = async (sql: string, withWarehouse = true) => (await runTestSql(root, id, { sql, withWarehouse })).rows;
  const changed =
    'SELECT count(*)::INTEGER FROM items JOIN raw_shop.items AS before USING (id) WHERE items.size <> before.size';
  expect(await ask(changed)).toEqual([[5]]);
  expect(await ask('SELECT max(size)::INTEGER FROM items', false)).toEqual([[100]]);
  expect(await ask('SELECT max(size)::INTEGER FROM warehouse.raw_shop.items')).toEqual([[6]]);
  const failed = { code: 'query-failed' };
  await expect(ask(changed, false)).rejects.toMatchObject(failed);
  await expect(ask("FROM '/etc/passwd'")).rejects.toMatchObject(failed);
  await expect(ask("FROM read_text('/etc/passwd')")).rejects.toMatchObject(failed);
  await expect(ask('SELECT id,\n  wrod FROM items')).rejects.toMatchObject({ ...failed, at: { line: 2, column: 3 } });
  await expect(ask('DROP TABLE items')).rejects.toMatchObject({ code: 'usage-invalid' });

  await using lock = await lockWarehouse(shop.project.path('data/warehouse.duckdb'));
  await expect(runTestSql(root, id, { sql: changed, withWarehouse: true }, { waitMs: 200 })).rejects.toMatchObject({
    code: 'warehouse-locked',
    message: expect.stringContaining(String(lock.pid)) as string,
  });
  expect(await ask('SELECT count(*)::INTEGER FROM items', false)).toEqual([[120]]);
});

test('each evaluation has its own tables, the last two are kept, and other names lead nowhere', async () => {
  await using shop = await openShop();
  const { root } = shop.project;
  const first = await tryShop(shop);
  const [recording = '', time = ''] = first.split('.');
  const short = sourcesYml(shop.server.url, '          data_selector: "[:3]"\n');
  const again = await tryShop(shop, recording, short);
  expect(again.startsWith(`${recording}.`)).toBe(true);
  const count = async (id: string) => await countTestRows(root, id, { dataset: 'main', table: 'items' });
  expect([await count(first), await count(again)]).toEqual([120, 3]);
  await tryShop(shop, recording);
  const gone = { code: 'name-unknown', message: 'The tables of this test are not there any more.' };
  await expect(count(first)).rejects.toMatchObject(gone);
  expect(await count(again)).toBe(3);
  await using other = await openShop();
  for (const name of [`${recording}.../${time}`, `../${recording}.${time}`, '', recording]) {
    await expect(count(name)).rejects.toMatchObject(gone);
  }
  await expect(countTestRows(other.project.root, again, { dataset: 'main', table: 'items' })).rejects.toMatchObject({
    code: 'name-unknown',
  });
});

test('the schema of a test tells what a sync would change: tables that are new, then nothing, then columns', async () => {
  await using shop = await openShop();
  const { root } = shop.project;
  const fresh = await describeTestSchema(root, await tryShop(shop));
  expect(fresh.tables.map(({ name, isNew }) => [name, isNew])).toEqual([
    ['items', true],
    ['items__tags', true],
  ]);
  expect(fresh.tables[0]?.columns.find(({ name }) => name === 'id')?.hints).toEqual(['primary key']);
  await syncHere(root);
  const same = await describeTestSchema(root, await tryShop(shop));
  expect(same).toMatchObject({ changes: [], refused: [] });
  expect(same.tables.every(({ isNew, columns }) => !isNew && columns.every(({ change }) => change === undefined))).toBe(
    true,
  );
  shop.change((id) => ({ color: 'red', size: id === 7 ? 1.5 : id % 7, name: id === 9 ? 9 : `item ${id}` }));
  const id = await tryShop(shop);
  const { tables } = await describeTestSchema(root, id);
  const changed = tables.flatMap((table) => table.columns.filter(({ change }) => change !== undefined));
  expect(changed).toEqual([
    { name: 'size', type: 'double', hints: [], change: 'widened', previousType: 'bigint' },
    { name: 'color', type: 'text', hints: [], change: 'new' },
  ]);
  await using lock = await lockWarehouse(shop.project.path('data/warehouse.duckdb'));
  await expect(describeTestSchema(root, id, { waitMs: 200 })).rejects.toMatchObject({
    code: 'warehouse-locked',
    message: expect.stringContaining(String(lock.pid)) as string,
  });
});

test('the schema of a test tells what a contract keeps out or refuses', async () => {
  await using shop = await openShop('          schema_contract: { columns: discard_value, data_type: freeze }\n');
  const { root } = shop.project;
  await syncHere(root);
  shop.change(() => ({ color: 'red' }));
  const kept = await describeTestSchema(root, await tryShop(shop));
  expect(kept.tables[0]?.columns.at(-1)).toMatchObject({ name: 'color', change: 'kept out' });
  expect(kept.changes).toMatchObject([{ change: 'contract', column: 'color', contract: { values: 120 } }]);
  shop.change((id) => ({ size: `big ${id}` }));
  const frozen = await describeTestSchema(root, await tryShop(shop));
  expect(frozen.refused).toMatchObject([{ resource: 'items', error: { code: 'rows-refused' } }]);
});
