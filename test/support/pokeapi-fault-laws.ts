import { expect, test } from 'vitest';
import { countDocuments } from './count-documents.ts';
import { findBrokenRows } from './dataset-content.ts';
import { startPokeapiServer } from './pokeapi-server.ts';
import { pokeapiSourcesYml } from './pokeapi-sources-yml.ts';
import { countRows } from './read-warehouse.ts';
import { syncHere } from './sync-here.ts';
import { createTempProject } from './temp-project.ts';

const resources = ['berry', 'type', 'nature', 'stat', 'region'] as const;

/** What must hold of an API that often fails. Much of the time is spent waiting, so all seeds are read at once. */
export function describePokeapiFaults(seeds: readonly number[]): void {
  test.concurrent.for(seeds)('every fifth answer is broken, and every row arrives once: seed %i', async (seed) => {
    await using server = await startPokeapiServer({ resources, faults: { share: 0.2, seed, perSecond: 200 } });
    const project = await createTempProject({
      sourcesYml: pokeapiSourcesYml(server.apiUrl, resources, '      retry: { max_wait: 0.2 }\n'),
    });
    const { report } = await syncHere(project.root, { source: 'pokeapi' });
    expect(report.resources.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(report.status).toBe('succeeded');
    const expected: Record<string, number> = {};
    for (const resource of resources) {
      const documents = server.documents(resource);
      Object.assign(expected, { [`${resource}_list`]: documents.length }, countDocuments(resource, documents));
    }
    expect(await countRows(project.root, 'raw_pokeapi')).toEqual(expected);
    expect(await findBrokenRows(project.root, 'raw_pokeapi')).toEqual([]);
    const { limited: _limited, ...broken } = server.faults;
    expect(Object.values(broken).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10);
  });
}
