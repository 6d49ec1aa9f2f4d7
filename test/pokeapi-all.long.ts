import { expect, test } from 'vitest';
import { countDocuments } from './support/count-documents.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { pokeapiResources, startPokeapiServer } from './support/pokeapi-server.ts';
import { pokeapiSourcesYml } from './support/pokeapi-sources-yml.ts';
import { countRows } from './support/read-warehouse.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

test('all of PokeAPI arrives complete, although every fifth answer is broken', async () => {
  await using server = await startPokeapiServer({ faults: { share: 0.2, seed: 7, perSecond: 200 } });
  const project = await createTempProject({ sourcesYml: pokeapiSourcesYml(server.apiUrl, pokeapiResources) });
  const synced = await syncJson(project.root);
  expect(synced).toMatchObject({ exitCode: 0, document: { status: 'succeeded' } });
  const expected: Record<string, number> = {};
  for (const resource of pokeapiResources) {
    const documents = server.documents(resource);
    const table = resource.replaceAll('-', '_');
    Object.assign(expected, { [`${table}_list`]: documents.length }, countDocuments(table, documents));
  }
  expect(await countRows(project.root, 'raw_pokeapi')).toEqual(expected);
  expect(await findBrokenRows(project.root, 'raw_pokeapi')).toEqual([]);
  for (const [kind, count] of Object.entries(server.faults)) {
    if (kind !== 'limited') expect([kind, count > 20]).toEqual([kind, true]);
  }
});
