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

describe('what RFC 9535 has besides', () => {
  const shop = {
    books: [
      { title: 'A', price: 8, tags: ['x', 'y'], isbn: '0-1' },
      { title: 'B', price: 12, tags: [] },
      { title: 'C', price: 8n, author: { name: 'Ann' } },
    ],
    limit: 10,
    nested: { deep: { title: 'D' }, "it's": 1 },
  };
  const titles = (path: string) =>
    selectAll(parseJsonPath(path), shop).map((book) => (book as { title?: string }).title ?? book);

  test.each([
    ['nested.*', ['D', 1]],
    ['$.nested[*]', ['D', 1]],
    ['books[0:2]', ['A', 'B']],
    ['books[1:]', ['B', 'C']],
    ['books[-1:]', ['C']],
    ['books[::2]', ['A', 'C']],
    ['books[::-1]', ['C', 'B', 'A']],
    ['books[5:]', []],
    ['books[::0]', []],
    ['books[2, 0]', ['C', 'A']],
    [`books[0]['title', 'price']`, ['A', 8]],
    ['$..title', ['A', 'B', 'C', 'D']],
    ['books..name', ['Ann']],
    ['$..[0]', ['A', 'x']],
    ['$..*[?@.name]', [{ name: 'Ann' }]],
    ['books[?@.price < 10]', ['A', 'C']],
    ['books[?@.price == 8].title', ['A', 'C']],
    ['books[?@.price<$.limit && @.isbn]', ['A']],
    ['books[?(@.title == \'B\' || @.author.name == "Ann")]', ['B', 'C']],
    ['books[?!@.isbn]', ['B', 'C']],
    ['books[?!(@.isbn || @.author)]', ['B']],
    ['books[?@.isbn != null]', ['A', 'B', 'C']],
    ['books[?@.nothing == @.neither && @.price >= 12]', ['B']],
    ['books[?length(@.tags) > 0]', ['A']],
    ['books[?count(@.*) == 3]', ['B', 'C']],
    ["books[?match(@.title, '[AB]')]", ['A', 'B']],
    ["books[?search(@.isbn, '-')]", ['A']],
    ["books[?search(@.isbn, '(')]", []],
    ['books[?@.title > 1]', []],
    ["books[?value(@..name) == 'Ann']", ['C']],
    ["nested['it\\'s']", [1]],
    ["nested['\\u0064eep']", ['D']],
  ])('%s', (path, expected) => {
    expect(titles(path)).toEqual(expected);
  });

  test('an order of the document is kept, and the first is the first', () => {
    expect(selectFirst(parseJsonPath('$..title'), shop)).toBe('A');
    expect(selectFirst(parseJsonPath('books[?@.price > 100]'), shop)).toBeUndefined();
  });
});

describe('syntax errors', () => {
  test.each([
    ['', 1, 'a name'],
    ['.a', 1, 'a name'],
    ['a..', 4, 'a name'],
    ['$..', 4, 'a name'],
    ['a[0', 4, '"]"'],
    ['a[?@.b ==]', 10, 'a text in quotes'],
    ['a[?(@.b]', 8, '")"'],
    ['a[?1]', 5, 'a comparison'],
    ['a[?count(1) > 0]', 12, 'a path'],
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
  const name = fc.string().filter((text) => text !== '__proto__');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      const value = names.reduceRight<unknown>((inner, key) => ({ [key]: inner }), 42);
      const path = parseJsonPath(names.map((key) => `['${key.replaceAll(/[\\']/g, '\\$&')}']`).join(''));
      expect(selectFirst(path, value)).toBe(42);
    }),
  );
});
