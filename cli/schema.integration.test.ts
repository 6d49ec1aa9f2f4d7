import { expect, test } from 'vitest';
import { describeSchema, exportSchema, schemaHistory, schemaToDbml, schemaToMermaid } from '../lib/index.ts';
import { rmSync } from 'node:fs';
import { parse } from 'yaml';
import { runCli } from '../test/support/run-cli.ts';
import { createTempProject } from '../test/support/temp-project.ts';
import { startShop } from '../test/support/start-shop.ts';
import { syncHere } from '../test/support/sync-here.ts';

const pages: Readonly<Record<string, readonly object[]>> = {
  '1': [{ id: 1, price: 2, lines: [{ sku: 'a' }] }],
  '2': [{ id: 2, price: 3, at: '2026-01-01T00:00:00Z', lines: [{ sku: 'b', extra: true }] }],
};
const laterPages: Readonly<Record<string, readonly object[]>> = {
  '1': [{ id: 1, price: 2 }],
  '2': [{ id: 3, price: 2.5, note: 'new', wrong: 1 }],
};

async function loadTwice(contract = '') {
  let current = pages;
  const shop = await startShop(
    ({ query }) => ({ json: current[query['page'] ?? '1'] ?? [] }),
    `        - { name: orders, primary_key: id, write_disposition: merge, pagination: { type: page_number }${contract} }
`,
  );
  const first = await syncHere(shop.root);
  current = laterPages;
  const second = await syncHere(shop.root);
  return { ...shop, first: first.report, second: second.report };
}

test('the schema as a document, for people, as YAML of dlt, as DBML and as Mermaid', async () => {
  await using loaded = await loadTwice();
  const { root } = loaded;
  const schema = await describeSchema(root, 'shop');
  expect(schema).toMatchObject({ source: 'shop', dataset: 'raw_shop', schemas: [{ name: 'shop', version: 2 }] });
  expect(
    schema.tables.map(({ name, parent, resource, write_disposition: disposition }) => [
      name,
      parent,
      resource,
      disposition,
    ]),
  ).toEqual([
    ['orders', undefined, 'orders', 'merge'],
    ['orders__lines', 'orders', 'orders', 'merge'],
  ]);
  expect(schema.tables[0]?.columns).toEqual(
    expect.arrayContaining([
      { name: 'id', type: 'BIGINT', data_type: 'bigint', nullable: false, hints: { primary_key: true } },
      { name: 'at', type: 'TIMESTAMP WITH TIME ZONE', data_type: 'timestamp', nullable: true },
      { name: '_dlt_id', type: 'VARCHAR', data_type: 'text', nullable: false, hints: { unique: true, row_key: true } },
    ]),
  );

  const exported = parse(await exportSchema(root, 'shop')) as {
    tables: Record<string, { columns: Record<string, object> }>;
  };
  expect(exported).toMatchObject({
    name: 'shop',
    version: 2,
    engine_version: 11,
    normalizers: { names: 'snake_case' },
  });
  expect(exported.tables['orders']?.columns['price']).toEqual({ data_type: 'double', nullable: true });
  expect(exported.tables['orders__lines']).toMatchObject({ parent: 'orders' });

  const dbml = await schemaToDbml(schema);
  expect(dbml).toContain('Table orders {\n  id BIGINT [pk, not null]\n  price DOUBLE\n');
  expect(dbml).toContain('at "TIMESTAMP WITH TIME ZONE"');
  expect(dbml).toContain('Ref: orders__lines._dlt_parent_id > orders._dlt_id\n');

  const mermaid = await schemaToMermaid(schema);
  expect(mermaid).toMatch(/^erDiagram\n {2}orders \{\n {4}BIGINT id PK\n/);
  expect(mermaid).toContain('    TIMESTAMP_WITH_TIME_ZONE at\n');
  expect(mermaid).toContain('    VARCHAR _dlt_parent_id FK\n');
  expect(mermaid).toContain('  orders ||--o{ orders__lines : "lines"\n');

  const { stdout, exitCode } = await runCli(root, ['schema', 'shop']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^shop {2}raw_shop, schema shop, version 2\n\norders {2}merge\n/);
  expect(stdout).toMatch(/id +BIGINT +bigint +primary key, not null\n/);
  expect(stdout).toContain('\norders__lines  elements of a list of orders\n');
});

test('the history tells each change with the load and the request that showed it first', async () => {
  await using loaded = await loadTwice(', schema_contract: { columns: evolve }');
  const { server, root, project, first, second } = loaded;
  const { changes } = await schemaHistory(root, 'shop');
  const request = (page: number) => ({ method: 'GET', url: expect.stringContaining(`page=${page}`) });
  expect(changes).toMatchObject([
    {
      change: 'create table',
      table: 'orders',
      load_id: first.load_id,
      exchange: 1,
      columns: [
        { name: 'id', data_type: 'bigint', exchange: 1 },
        { name: 'price', data_type: 'bigint', exchange: 1 },
        { name: 'at', data_type: 'timestamp', exchange: 2 },
      ],
    },
    {
      change: 'create table',
      table: 'orders__lines',
      exchange: 1,
      columns: [
        { name: 'sku', exchange: 1 },
        { name: 'extra', exchange: 2 },
      ],
    },
    {
      change: 'widen column',
      table: 'orders',
      column: 'price',
      previous_type: 'bigint',
      data_type: 'double',
      load_id: second.load_id,
      exchange: 2,
      request: request(2),
    },
    {
      change: 'add column',
      table: 'orders',
      column: 'note',
      data_type: 'text',
      resource: 'orders',
      exchange: 2,
      request: request(2),
    },
    { change: 'add column', table: 'orders', column: 'wrong', exchange: 2 },
  ]);
  await syncHere(root);
  expect((await schemaHistory(root, 'shop')).changes).toHaveLength(changes.length);
  await syncHere(root, { fullRefresh: true, allowEmptyReplace: true });
  expect(
    (await schemaHistory(root, 'shop')).changes.slice(changes.length).map(({ change, table }) => `${change} ${table}`),
  ).toEqual(['drop table orders__lines', 'drop table orders', 'create table orders']);
  rmSync(project.path(`.dango/loads/${first.load_id}`), { recursive: true });
  const { stdout } = await runCli(root, ['schema', 'history', 'shop']);
  expect(stdout).toContain(
    `load ${second.load_id}\n  column price of orders became double; it was bigint\n    first in exchange 2: GET ${server.url}/orders?`,
  );
  expect(stdout).toContain(
    'table orders was made with 3 columns: id bigint, price bigint, at timestamp\n    first in exchange 1: which is no longer kept\n',
  );
});

test('what a contract kept out stands in the history', async () => {
  await using loaded = await loadTwice(', schema_contract: { columns: discard_value, data_type: quarantine }');
  const { root, second } = loaded;
  const { changes } = await schemaHistory(root, 'shop');
  expect(changes.filter(({ load_id: loadId }) => loadId === second.load_id)).toMatchObject([
    {
      change: 'contract',
      table: 'orders',
      column: 'price__v_double',
      exchange: 2,
      contract: { mode: 'quarantine', entity: 'data_type', rows: 1 },
    },
  ]);
});

test('a source of which nothing was loaded says so', async () => {
  const { root } = await createTempProject();
  await expect(describeSchema(root, 'nobody')).rejects.toMatchObject({ code: 'name-unknown' });
});
