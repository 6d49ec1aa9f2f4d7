import { expect, test } from 'vitest';
import { countDocuments } from './count-documents.ts';
import { startPokeapiServer } from './pokeapi-server.ts';

test('counts as dlt does in its own example of nesting', () => {
  const first = {
    id: 1,
    n: { x: 1, y: { l: [1] } },
    e: {},
    el: [],
    l: [1, null, 'a'],
    ll: [[1, 2], [3], [], null],
    lo: [{ q: 1, ch: [{ z: 1 }] }, {}],
  };
  expect(countDocuments('items', [first, { id: 2, a: null }])).toEqual({
    items: 2,
    items__n__y__l: 1,
    items__l: 3,
    items__ll: 4,
    items__ll__list: 3,
    items__lo: 2,
    items__lo__ch: 1,
  });
});

test('counts real documents; the sums come from a plain walk over the files', async () => {
  await using server = await startPokeapiServer();
  expect(countDocuments('berry', server.documents('berry'))).toEqual({ berry: 68, berry__flavors: 320 });
  expect(countDocuments('type', server.documents('type'))).toMatchObject({
    type: 21,
    type__moves: 937,
    type__pokemon: 2116,
    type__past_damage_relations: 9,
    type__past_damage_relations__damage_relations__half_damage_from: 29,
  });
  expect(countDocuments('location', server.documents('location'))).toEqual({
    location: 1104,
    location__areas: 1533,
    location__game_indices: 1417,
    location__names: 5252,
  });
  expect(countDocuments('evolution_chain', server.documents('evolution-chain'))).toEqual({
    evolution_chain: 541,
    evolution_chain__chain__evolves_to: 363,
    evolution_chain__chain__evolves_to__evolution_details: 418,
    evolution_chain__chain__evolves_to__evolves_to: 121,
    evolution_chain__chain__evolves_to__evolves_to__evolution_details: 135,
  });
});
