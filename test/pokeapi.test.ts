import { beforeAll, describe, expect, test } from 'vitest';
import { countDocuments } from './support/count-documents.ts';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { startPokeapiServer, type PokeapiServer } from './support/pokeapi-server.ts';
import { pokeapiSourcesYml } from './support/pokeapi-sources-yml.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { syncJson, type SyncResult } from './support/sync-json.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const pokeapiResources = ['berry', 'type', 'evolution-chain'] as const;

interface Expected {
  readonly requests: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** What the documents themselves say, without the engine. */
function expectedOf(server: PokeapiServer): Expected {
  let requests = 0;
  const rows: Record<string, number> = {};
  for (const resource of pokeapiResources) {
    const table = resource.replace('-', '_');
    const documents = server.documents(resource);
    requests += Math.ceil(documents.length / 100) + documents.length;
    rows[`${table}_list`] = documents.length;
    Object.assign(rows, countDocuments(table, documents));
  }
  return { requests, rows };
}

describe('PokeAPI: berry, type and evolution-chain', () => {
  let server: PokeapiServer;
  let project: TempProject;
  let first: SyncResult;
  beforeAll(async () => {
    server = await startPokeapiServer({ resources: pokeapiResources });
    project = await createTempProject({ sourcesYml: pokeapiSourcesYml(server.apiUrl, pokeapiResources) });
    first = await syncJson(project.root);
  });

  test('every document is asked for once', () => {
    expect(first).toMatchObject({ exitCode: 0, document: { status: 'succeeded' } });
    expect(server.requests.length).toBe(expectedOf(server).requests);
    expect(new Set(server.requests.map(({ url }) => url.href)).size).toBe(server.requests.length);
    expect(first.resource('evolution-chain')).toMatchObject({ requests: 541, rows_extracted: 541, rows_loaded: 541 });
    expect(first.resource('evolution_chain_list')).toMatchObject({ requests: 6, pages: 6, rows_loaded: 541 });
  });

  test('every table of the root and of nested lists has the rows that the documents hold', async () => {
    expect(await countRows(project.root, 'raw_pokeapi')).toEqual(expectedOf(server).rows);
    expect(await findBrokenRows(project.root, 'raw_pokeapi')).toEqual([]);
  });

  test('values arrive as they were, at the root and in child tables', async () => {
    const [sums] = await readWarehouse(
      project.root,
      `SELECT (SELECT sum(growth_time) FROM raw_pokeapi.berry) AS growth_time,
              (SELECT sum(smoothness) FROM raw_pokeapi.berry) AS smoothness,
              (SELECT sum(potency) FROM raw_pokeapi.berry__flavors) AS potency,
              (SELECT sum(slot) FROM raw_pokeapi.type__pokemon) AS slot,
              (SELECT sum(min_level) FROM raw_pokeapi.evolution_chain__chain__evolves_to__evolution_details) AS min_level,
              (SELECT sum(game_index) FROM raw_pokeapi.type__game_indices) AS game_index,
              (SELECT string_agg(name, '|' ORDER BY id) FROM raw_pokeapi.type) AS types`,
    );
    const berries = server.documents('berry') as { growth_time: number; smoothness: number; flavors: Flavor[] }[];
    const types = server.documents('type') as Type[];
    const chains = server.documents('evolution-chain') as { chain: Chain }[];
    const details = chains.flatMap(({ chain }) => chain.evolves_to.flatMap((next) => next.evolution_details));
    expect(sums).toEqual({
      growth_time: total(berries.map((berry) => berry.growth_time)),
      smoothness: total(berries.map((berry) => berry.smoothness)),
      potency: total(berries.flatMap((berry) => berry.flavors.map(({ potency }) => potency))),
      slot: total(types.flatMap((type) => type.pokemon.map(({ slot }) => slot))),
      min_level: total(details.map(({ min_level: level }) => level ?? 0)),
      game_index: total(types.flatMap((type) => type.game_indices.map((index) => index.game_index))),
      types: types
        .toSorted((a, b) => a.id - b.id)
        .map(({ name }) => name)
        .join('|'),
    });
  });

  test('a second sync leaves the same tables', async () => {
    const before = await readDataset(project.root, 'raw_pokeapi');
    expect(await syncJson(project.root)).toMatchObject({ exitCode: 0 });
    expect(await readDataset(project.root, 'raw_pokeapi')).toEqual(before);
    expect(await findBrokenRows(project.root, 'raw_pokeapi')).toEqual([]);
  });
});

interface Flavor {
  readonly potency: number;
}

interface Chain {
  readonly evolves_to: readonly { readonly evolution_details: readonly { readonly min_level: number | null }[] }[];
}

interface Type {
  readonly id: number;
  readonly name: string;
  readonly pokemon: readonly { readonly slot: number }[];
  readonly game_indices: readonly { readonly game_index: number }[];
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
