import { expect, test } from 'vitest';
import { takeElements } from './take-elements.ts';

test.each<[unknown, readonly string[], unknown, readonly (readonly [unknown, string])[]]>([
  [
    { id: 1, g: [5, { y: 1 }] },
    ['g'],
    { id: 1 },
    [
      [5, '.10'],
      [{ y: 1 }, '.11'],
    ],
  ],
  [
    { ch: [{ x: 1, g: ['a'] }, { g: [] }, 7, { g: ['b'] }] },
    ['ch', 'g'],
    { ch: [{ x: 1 }, {}, 7, {}] },
    [
      ['a', '.10.10'],
      ['b', '.13.10'],
    ],
  ],
  [{ o: { g: [1] } }, ['o', 'g'], { o: {} }, [[1, '.10']]],
  // What is no list there stays.
  [{ g: { y: 1 } }, ['g'], { g: { y: 1 } }, []],
  [{ g: null }, ['g'], { g: null }, []],
  [7, ['g'], 7, []],
  [[{ g: [1] }], ['g'], [{}], [[1, '.10.10']]],
])('%j at %j', (record, keys, rest, taken) => {
  const before = structuredClone(record);
  const result = takeElements(record, keys);
  expect(result.rest).toEqual(rest);
  expect(result.taken.map(({ element, within }) => [element, within])).toEqual(taken);
  expect(record).toEqual(before);
  if (taken.length === 0) expect(result.rest).toBe(record);
});

test('places sort as texts', () => {
  const { taken } = takeElements({ g: Array.from({ length: 1300 }, (_, index) => index) }, ['g']);
  const places = taken.map(({ within }) => within);
  expect(places.toSorted()).toEqual(places);
});
