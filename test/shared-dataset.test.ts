import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withWriter } from '../lib/warehouse/duckdb/gate.ts';
import { countRows } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

/** As a person would, in another program. */
async function changeWarehouse(root: string, sql: string): Promise<void> {
  const gate = { file: join(root, 'data', 'warehouse.duckdb'), location: 'warehouse.duckdb', waitMs: 5000 };
  await withWriter(gate, async (session) => await session.run(sql));
}

const moduleOf = (disposition: string, first: number): string => `import { resource, source } from 'dango';
export const shop = source({
  resources: () =>
    resource('orders', { primaryKey: 'id', writeDisposition: '${disposition}' }, () => [{ id: ${first} }, { id: ${first + 1} }]),
});
`;
const sourceYml = (name: string, module: string, dataset: string): string =>
  `  - name: ${name}\n    type: dlt_native\n    dlt_native:\n      source_module: custom_sources.${module}\n      dataset_name: ${dataset}\n`;

async function openProject(files: Readonly<Record<string, string>>, sources: readonly string[]) {
  const project = await createTempProject({ sourcesYml: `version: 1\nsources:\n${sources.join('')}` });
  for (const [file, text] of Object.entries(files)) await project.write(`custom_sources/${file}.ts`, text);
  return project.root;
}

test.each(['merge', 'replace'])('a %s stays out of a table that has rows of another source', async (disposition) => {
  const root = await openProject(
    { one: moduleOf(disposition, 1), two: moduleOf(disposition, 2).replaceAll('shop', 'store') },
    [sourceYml('first', 'one', 'crm'), sourceYml('second', 'two', 'CRM')],
  );
  expect((await syncShop(root, { source: 'first' })).status).toBe('succeeded');
  const second = await syncShop(root, { source: 'second' });
  expect(second.status).toBe('failed');
  expect(second.resource('orders').error).toMatchObject({
    code: 'rows-refused',
    message: expect.stringContaining('table orders has rows of source first (.dango/sources.yml:7:21)'),
    hint: expect.stringContaining('another dataset_name'),
    at: { file: '.dango/sources.yml', line: 12, column: 21 },
  });
  expect(await countRows(root, 'crm')).toEqual({ orders: 2 });
  expect((await syncShop(root, { source: 'first' })).status).toBe('succeeded');
});

test('rows of two sources may be appended to one table', async () => {
  const root = await openProject({ one: moduleOf('append', 1), two: moduleOf('append', 2) }, [
    sourceYml('first', 'one', 'crm'),
    sourceYml('second', 'two', 'crm'),
  ]);
  for (const source of ['first', 'second']) expect((await syncShop(root, { source })).status).toBe('succeeded');
  expect(await countRows(root, 'crm')).toEqual({ orders: 4 });
});

test('a table that was handed over by dropping it, or that lost all rows of the other, is no longer shared', async () => {
  const root = await openProject({ one: moduleOf('merge', 1), two: moduleOf('merge', 2).replaceAll('shop', 'store') }, [
    sourceYml('first', 'one', 'crm'),
    sourceYml('second', 'two', 'crm'),
  ]);
  await syncShop(root, { source: 'first' });
  await changeWarehouse(root, 'DELETE FROM crm.orders');
  expect((await syncShop(root, { source: 'second' })).status).toBe('succeeded');
  expect((await syncShop(root, { source: 'first' })).status).toBe('failed');
  await changeWarehouse(root, 'DROP TABLE crm.orders');
  expect((await syncShop(root, { source: 'first' })).status).toBe('succeeded');
});

test('a range that comes anew takes no appended row of another source away', async () => {
  const dated = (first: number): string => `import { incremental, resource, source } from 'dango';
export const shop = source({
  resources: () =>
    resource('orders', { writeDisposition: 'append', incremental: incremental('at') }, () =>
      [${first}, ${first + 1}].map((id) => ({ id, at: \`2024-01-0\${id}T00:00:00Z\` }))),
});
`;
  const root = await openProject({ one: dated(1), two: dated(2).replaceAll('shop', 'store') }, [
    sourceYml('first', 'one', 'crm'),
    sourceYml('second', 'two', 'crm'),
  ]);
  for (const source of ['first', 'second']) expect((await syncShop(root, { source })).status).toBe('succeeded');
  const range = await syncShop(root, { source: 'first', since: '2024-01-01' });
  expect(range.resource('orders').error?.message).toContain('which a range that comes anew could take away');
  expect(await countRows(root, 'crm')).toEqual({ orders: 4 });
});

test('one function in one dataset is told by validate and by the sync, which keeps the rows of the other', async () => {
  const root = await openProject({ one: moduleOf('merge', 1) }, [
    sourceYml('first', 'one', 'crm'),
    sourceYml('second', 'one', 'crm'),
  ]);
  const told = 'Sources first (.dango/sources.yml:7:21) and second load the same function into crm';
  const validated = await runCliHere(root, ['validate']);
  expect(validated).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`warning: ${told}`) });
  expect(validated.stderr).toContain('.dango/sources.yml:12:21');
  expect(JSON.parse((await runCliHere(root, ['validate', '--json'])).stdout)).toMatchObject({
    status: 'valid',
    issues: [],
    warnings: [{ message: expect.stringContaining(told), at: { line: 12, column: 21 } }],
  });
  await syncShop(root, { source: 'first' });
  const { status, warnings } = await syncShop(root, { source: 'second' });
  expect(status).toBe('failed');
  expect(warnings).toContain(`.dango/sources.yml:12:21: ${told}`);
  expect(await countRows(root, 'crm')).toEqual({ orders: 2 });
});
