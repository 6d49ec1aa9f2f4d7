import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonPath, selectAll, selectFirst } from './json-path.ts';

const document = {
  data: {
    items: [
      { id: 1, tags: ['a', 'b'] },
      { id: 2, tags: [] },
    ],
    next: null,
  },
  'odd name': { 'a.b': 7 },
  '@odata.nextLink': '/next',
  'dashed-name': 3,
};
const all = (path: string) => selectAll(parseJsonPath(path), document);
const first = (path: string) => selectFirst(parseJsonPath(path), document);

describe('selecting', () => {
  test('a dollar sign is the whole document', () => {
    expect(all('$')).toEqual([document]);
  });

  test('names follow each other with dots, with or without the root in front', () => {
    expect(first('data.items')).toBe(document.data.items);
    expect(first('$.data.items')).toBe(document.data.items);
    expect(first('dashed-name')).toBe(3);
  });

  test('numbers in brackets count from the start, negative ones from the end', () => {
    expect(first('data.items[0].id')).toBe(1);
    expect(first('data.items[-1].id')).toBe(2);
    expect(first('data.items[9].id')).toBeUndefined();
    expect(first('data.items[-3].id')).toBeUndefined();
  });

  test('a star takes every item of a list and every value of an object', () => {
    expect(all('data.items[*].id')).toEqual([1, 2]);
    expect(all('data.items[*].tags[*]')).toEqual(['a', 'b']);
    expect(selectAll(parseJsonPath('$[*]'), [1, 2])).toEqual([1, 2]);
    expect(selectAll(parseJsonPath('[*]'), { a: 1, b: 2 })).toEqual([1, 2]);
  });

  test('quoted names may hold dots and blanks', () => {
    expect(first(`['odd name']["a.b"]`)).toBe(7);
    expect(first(`$['@odata.nextLink']`)).toBe('/next');
    expect(selectFirst(parseJsonPath(`['0']['*']`), { '0': { '*': 5 } })).toBe(5);
  });

  test('a null that is there is not absent', () => {
    expect(first('data.next')).toBeNull();
    expect(first('data.nothing')).toBeUndefined();
    expect(all('data.nothing')).toEqual([]);
  });

  test('inherited properties are not fields', () => {
    expect(first('constructor')).toBeUndefined();
    expect(first('data.items.length')).toBeUndefined();
  });
});

describe('syntax errors', () => {
  test.each([
    ['', 1, 'a name'],
    ['.a', 1, 'a name'],
    ['a..b', 3, 'a name'],
    ['a.', 3, 'a name'],
    ['a[', 2, '"."'],
    ['a[x]', 2, '"."'],
    ['a]', 2, '"."'],
    ['$.', 3, 'a name'],
  ])('%j fails at character %d', (text, character, expected) => {
    expect(() => parseJsonPath(text)).toThrow(
      expect.objectContaining({ code: 'config-invalid', context: { path: text, character } }),
    );
    expect(() => parseJsonPath(text)).toThrow(expected);
  });

  test('a name that only starts with a dollar sign is a name', () => {
    expect(parseJsonPath('$oid').steps).toEqual([{ type: 'name', name: '$oid' }]);
  });
});

test('any chain of quoted names leads to the value below them', () => {
  const name = fc.string().filter((text) => !text.includes("'") && text !== '__proto__');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const value = names.reduceRight<unknown>((inner, key) => ({ [key]: inner }), 42);
      const path = parseJsonPath(names.map((key) => `['${key}']`).join(''));
      expect(selectFirst(path, value)).toBe(42);
    }),
  );
});
