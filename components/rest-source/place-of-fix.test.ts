import { describe, expect, test } from 'vitest';

import { isFixed, placeOfFix } from './place-of-fix.ts';

const write = (...tables: string[]) =>
  `sources:\n  - name: shop\n    rest_api:\n      resources:\n${tables.map((table) => `        - ${table}\n`).join('')}`;
const fix = { path: ['rest_api', 'resources', 1, 'primary_key'], value: 'id' };
const tested = write('{ name: users }', '{ name: orders }');

describe('the edit of a finding', () => {
  test('goes to the table that was tested, wherever it stands by now', () => {
    const text = write('{ name: orders }', '{ name: new }', '{ name: users }');
    expect(placeOfFix(fix, { text, index: 0, tested, testedIndex: 0 })).toEqual([
      'sources',
      0,
      'rest_api',
      'resources',
      0,
      'primary_key',
    ]);
  });

  test('goes nowhere when its table or its source is gone', () => {
    const text = write('{ name: users }', '{ name: goods }');
    expect(placeOfFix(fix, { text, index: 0, tested, testedIndex: 0 })).toBeUndefined();
    expect(placeOfFix(fix, { text: tested, index: undefined, tested, testedIndex: 0 })).toBeUndefined();
  });

  test('of the source itself goes to where the source stands', () => {
    const own = { path: ['rest_api', 'pagination'], value: 'single_page' };
    expect(placeOfFix(own, { text: tested, index: 2, tested, testedIndex: 0 })).toEqual([
      'sources',
      2,
      'rest_api',
      'pagination',
    ]);
  });

  test('is made where the text says it, and no longer when that is taken back', () => {
    const text = write('{ name: users }', '{ name: orders, primary_key: id }');
    expect(isFixed(fix, { text, index: 0, tested, testedIndex: 0 })).toBe(true);
    expect(isFixed(fix, { text: tested, index: 0, tested, testedIndex: 0 })).toBe(false);
  });
});
