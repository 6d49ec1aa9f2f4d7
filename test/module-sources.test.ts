import { beforeAll, describe, expect, test } from 'vitest';
import { createSource } from '../lib/project/create-source.ts';
import { runScript } from '../lib/sync/run-script.ts';
import { syncSource } from '../lib/sync/sync-source.ts';
import type { SyncEvent } from '../lib/sync/sync-event.ts';
import type { SyncReport } from '../lib/sync/sync-report.ts';
import { countRows } from './support/read-warehouse.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const shop = `import { source } from 'dango';
import { table } from './shared/table.ts';
import { lines } from './lines.ts';

export const usersSource = source({ resources: () => table('users') });
export const ordersSource = source({ name: 'orders', resources: () => [table('orders'), table('notes'), lines] });
export const onlyNotes = ordersSource.withResources('notes');
export const misspelt = ordersSource.withResources('note');
`;

const customSources = {
  shop,
  'shared/table.ts': `import { resource, type Resource } from 'dango';

export function table(name: string): Resource {
  return resource(name, { writeDisposition: 'replace' }, async function* () {
    console.log('reads', name);
    yield { id: 1 };
  });
}
`,
  lines: `import { table } from './shared/table.ts';
export const lines = table('lines');
`,
};

function entry(name: string, more: string): string {
  return `  - { name: ${name}, type: dlt_native, dlt_native: { source_module: custom_sources.shop${more} } }\n`;
}

let project: TempProject;
beforeAll(async () => {
  project = await createTempProject({
    sourcesYml: `sources:
${entry('a', ', source_name: users_source')}${entry('b', ', source_function: ordersSource')}${entry('c', ', source_name: only_notes')}${entry('d', ', source_name: user_source')}${entry('e', '')}${entry('f', ', source_name: misspelt')}`,
    customSources,
  });
});

const events: SyncEvent[] = [];
const host = {
  runId: 'test',
  onEvent: (event: SyncEvent) => void events.push(event),
  signal: new AbortController().signal,
};

async function sync(source: string): Promise<SyncReport> {
  return await syncSource({ projectRoot: project.root, source }, host);
}

describe('a module with several sources, in several files', () => {
  test('each is chosen by the name of its export or its own, by source_name or source_function', async () => {
    expect(await sync('a')).toMatchObject({ status: 'succeeded', resources: [{ name: 'users' }] });
    expect(await sync('b')).toMatchObject({
      status: 'succeeded',
      resources: [{ name: 'orders' }, { name: 'notes' }, { name: 'lines' }],
    });
    expect(await countRows(project.root, 'raw_b')).toEqual({ lines: 1, notes: 1, orders: 1 });
  });

  test('what it prints tells the file and the line', () => {
    expect(events.filter(({ type }) => type === 'log')).toContainEqual({
      type: 'log',
      stream: 'stdout',
      text: 'reads users',
      place: { file: 'custom_sources/shared/table.ts', line: 5, column: expect.any(Number) as number },
    });
  });

  test('a part of a source is one, too', async () => {
    expect(await sync('c')).toMatchObject({ status: 'succeeded', resources: [{ name: 'notes' }] });
    await expect(sync('f')).rejects.toMatchObject({
      code: 'module-invalid',
      message: expect.stringContaining('withResources() names "note"') as string,
    });
  });

  test('a name that is not exported, or none at all, is told with those that are', async () => {
    await expect(sync('d')).rejects.toMatchObject({
      code: 'module-invalid',
      message: 'The module exports no source "user_source"; it exports misspelt, only_notes, orders, users_source.',
      hint: 'Did you mean "users_source"?',
      at: { file: '.dango/sources.yml' },
    });
    await expect(sync('e')).rejects.toMatchObject({
      code: 'module-invalid',
      message: expect.stringMatching(
        /^The module exports several sources: misspelt, only_notes, orders, users_source\.$/,
      ) as string,
      hint: expect.stringContaining('source_name: misspelt') as string,
    });
  });
});

test('a module from the template runs at once', async () => {
  createSource(project.root, { name: 'made', template: 'custom' });
  expect(await sync('made')).toMatchObject({ status: 'succeeded', resources: [{ name: 'items', rows_loaded: 3 }] });
});

test('a script chooses resources of a source that it imports', async () => {
  await project.write(
    'load.ts',
    `import { pipeline } from 'dango';
import { ordersSource } from './custom_sources/shop.ts';
const info = await pipeline({ pipelineName: 'part', datasetName: 'part' }).run(ordersSource().withResources('orders', 'lines'));
console.log(info.tables.map(({ name }) => name).join());
`,
  );
  const lines: SyncEvent[] = [];
  const onEvent = (event: SyncEvent): void => void (event.type === 'log' && lines.push(event));
  const reports = await runScript({ projectRoot: project.root, file: 'load.ts' }, { ...host, onEvent });
  expect(reports).toMatchObject([{ status: 'succeeded' }]);
  expect(lines.at(-1)).toMatchObject({ text: 'orders,lines', place: { file: 'load.ts', line: 4 } });
  expect(await countRows(project.root, 'part')).toEqual({ lines: 1, orders: 1 });
});
