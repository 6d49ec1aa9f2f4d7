import { expect, test } from 'vitest';
import { findBrokenRows } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

const module = (url: string): string => `
import { resource, RestClient, source, transformer } from 'dango';

interface Entry { id: number; kind: string }

export const shop = source({
  resources() {
    const client = new RestClient({ baseUrl: '${url}' });
    const entries = resource('entries', { primaryKey: 'id' }, () => client.paginate<Entry>('/entries'))
      .addFilter(({ kind }) => kind === 'book')
      .addMap((entry) => ({ ...entry, key: \`b\${entry.id}\` }));
    const documents = transformer('documents', { from: entries, writeDisposition: 'replace' }, async function* (entry) {
      const response = await client.get('/documents/' + entry.id);
      yield { ...response.json<{ title: string }>(), key: entry.key };
    });
    return [entries, documents];
  },
});
`;

test('a transformer of a module loads what each record of its parent names', async () => {
  const entries = [1, 2, 3, 4].map((id) => ({ id, kind: id % 2 === 0 ? 'book' : 'pen' }));
  await using server = await startServer(({ path }) =>
    path === '/entries'
      ? { json: entries }
      : { json: { title: `Document ${path.split('/').at(-1) ?? ''}`, tags: ['x'] } },
  );
  const project = await createTempProject({
    sourcesYml: `sources:
  - { name: shop, type: dlt_native, dlt_native: { source_module: custom_sources.shop, source_name: shop } }
`,
    customSources: { shop: module(server.url) },
  });
  expect(await syncJson(project.root)).toMatchObject({ exitCode: 0 });
  expect(await countRows(project.root, 'raw_shop')).toMatchObject({ entries: 2, documents: 2, documents__tags: 2 });
  expect(await readWarehouse(project.root, 'SELECT title, key FROM raw_shop.documents ORDER BY key')).toEqual([
    { title: 'Document 2', key: 'b2' },
    { title: 'Document 4', key: 'b4' },
  ]);
  expect(server.requests.map(({ path }) => path).toSorted()).toEqual(['/documents/2', '/documents/4', '/entries']);
  expect(await findBrokenRows(project.root, 'raw_shop')).toEqual([]);
});
