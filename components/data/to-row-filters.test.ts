import { expect, test } from 'vitest';

import { filterOptions, toRowFilters } from './to-row-filters.ts';

test('every option of the grid is understood', () => {
  for (const { name, inputs } of filterOptions) {
    const [condition] = toRowFilters({ c: { type: name, filter: 'x' } });
    expect(condition).toMatchObject(inputs === 0 ? { column: 'c' } : { column: 'c', value: 'x' });
  }
});

test('two conditions are joined as the person chose', () => {
  const conditions = [{ type: 'blank' }, { type: 'equals', filter: '' }];
  const engine = [
    { column: 'c', operator: 'blank' },
    { column: 'c', operator: 'equals', value: '' },
  ];
  expect(toRowFilters({ c: { operator: 'OR', conditions } })).toEqual([{ any: engine }]);
  expect(toRowFilters({ c: { operator: 'AND', conditions } })).toEqual([{ all: engine }]);
});

test('columns hold together', () => {
  expect(toRowFilters({ a: { type: 'lessThan', filter: 5 }, b: { type: 'notBlank' } })).toEqual([
    { column: 'a', operator: 'less-than', value: '5' },
    { column: 'b', operator: 'not-blank' },
  ]);
});
