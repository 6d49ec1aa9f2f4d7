import { expect, test } from 'vitest';

import { findSource, selectSources } from './select-sources.ts';

const shop = { name: 'shop', enabled: true };
const news = { name: 'news', enabled: false };
const pokemon = { name: 'pokemon', enabled: true };
const sources = [shop, news, pokemon];

test('without names all enabled sources are meant', () => {
  expect(selectSources(sources, [])).toEqual([shop, pokemon]);
});

test('names keep their order and count once', () => {
  expect(selectSources(sources, ['pokemon', 'shop', 'pokemon'])).toEqual([pokemon, shop]);
});

test('whoever names a disabled source means it', () => {
  expect(selectSources(sources, ['news', 'shop'])).toEqual([news, shop]);
});

test('an unknown name is answered with the nearest one', () => {
  expect(() => findSource(sources, 'shpo')).toThrow(
    expect.objectContaining({ code: 'name-unknown', hint: 'Did you mean "shop"?' }),
  );
});

test('an unknown name that is like no other is answered with all of them', () => {
  expect(() => findSource(sources, 'zzz')).toThrow(
    expect.objectContaining({ hint: 'The sources are shop, news, pokemon.' }),
  );
});
