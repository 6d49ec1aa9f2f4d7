import { describe, expect, test } from 'vitest';
import { startPokeapiServer } from '../support/pokeapi-server.ts';
import { countRows, readWarehouse } from '../support/read-warehouse.ts';
import { startServer } from '../support/start-server.ts';
import { clientOf, faultsOf, runDltConfig, syncDltConfig } from './run-dlt-config.ts';

describe('where a configuration comes from', () => {
  test('H-O1 (differs) an empty one is told what it lacks, by the keys of the file', () => {
    expect(faultsOf({ client: {}, resources: ['a'] })).toEqual([expect.stringMatching(/^client\.base_url: Missing/)]);
    expect(faultsOf({})[0]).toMatch(/Missing "base_url"/);
  });

  test('H-O5 (differs) values of it come from elsewhere where the file says so', async () => {
    const server = await startServer(() => ({ json: [{ id: 1 }] }));
    const config = { client: { base_url: '${API_URL}' }, resources: ['posts'] };
    const { records } = await runDltConfig(server, config, { secretsToml: `API_URL = "${server.url}"\n` });
    expect(records).toEqual({ posts: [{ id: 1 }] });
  });
});

describe('other APIs', () => {
  test('H-O2 lists of an API with a limit of the defaults', async () => {
    const api = await startPokeapiServer({ resources: ['berry', 'location', 'nature'] });
    const { records, requests } = await runDltConfig(api, {
      client: { base_url: `${api.apiUrl}/` },
      resource_defaults: { endpoint: { params: { limit: 1000 } } },
      resources: [{ name: 'nature_list', endpoint: 'nature' }, 'berry', 'location'],
    });
    expect(new Set(requests.map(({ query }) => query['limit']))).toEqual(new Set(['1000']));
    expect(records['nature_list']).toHaveLength(api.documents('nature').length);
    expect(records['berry']).toHaveLength(api.documents('berry').length);
    expect(records['location']).toHaveLength(api.documents('location').length);
  });

  test('H-O3 a child makes its tables, its parent that is not selected makes none', async () => {
    const names = ['bulbasaur', 'ivysaur', 'venusaur'];
    const server = await startServer(({ path, query }) => {
      if (path === '/pokemon')
        return { json: { results: names.slice(0, Number(query['limit'])).map((name) => ({ name })) } };
      const moves = [{ name: 'cut', version_group_details: [{ level: 1 }, { level: 2 }] }];
      return { json: { name: path.slice('/pokemon/'.length), types: [{ slot: 1 }], stats: [{ base: 45 }], moves } };
    });
    const { root } = await syncDltConfig({
      client: clientOf(server),
      resources: [
        { name: 'pokemon_list', selected: false, endpoint: { path: 'pokemon', params: { limit: 2 } } },
        { name: 'pokemon', endpoint: 'pokemon/{resources.pokemon_list.name}' },
      ],
    });
    expect(await countRows(root, 'raw_mock')).toEqual({
      pokemon: 2,
      pokemon__types: 2,
      pokemon__stats: 2,
      pokemon__moves: 2,
      pokemon__moves__version_group_details: 4,
    });
  });

  test('H-O4 a form and a text are sent as what they are', async () => {
    const server = await startServer(({ body, headers }) => {
      const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
      const fields = isForm ? [...new URLSearchParams(body)].map(([name, value]) => [name, [value]] as const) : [];
      return { json: { data: body, form: Object.fromEntries(fields) } };
    });
    const fields = { field1: 'value1', field2: 'value2', field3: 'test data' };
    const raw = 'field1=value1&field2=value2&field3=test+data';
    const post = (data: unknown) => ({
      path: 'post',
      method: 'POST',
      data,
      data_selector: '$',
      paginator: 'single_page',
    });
    const { root } = await syncDltConfig({
      client: clientOf(server),
      resources: [
        { name: 'post_form_test', endpoint: post(fields) },
        { name: 'post_raw_test', endpoint: post(raw) },
      ],
    });
    for (const table of ['post_form_test', 'post_raw_test'])
      expect(await readWarehouse(root, `SELECT data FROM raw_mock.${table}`)).toEqual([{ data: raw }]);
    expect(await readWarehouse(root, 'SELECT value FROM raw_mock.post_form_test__form__field1')).toEqual([
      { value: 'value1' },
    ]);
  });
});
