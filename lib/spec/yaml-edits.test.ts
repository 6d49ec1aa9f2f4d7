import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { getYamlValue } from './get-yaml-value.ts';
import { insertYamlItem } from './insert-yaml-item.ts';
import { moveYamlItem } from './move-yaml-item.ts';
import { removeYamlValue } from './remove-yaml-value.ts';
import { renameYamlKey } from './rename-yaml-key.ts';
import { setYamlValue } from './set-yaml-value.ts';
import { sliceSource } from './slice-source.ts';
import { yamlPathAt } from './yaml-path-at.ts';
import { yamlRange } from './yaml-range.ts';

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('setYamlValue', () => {
  test.each([
    ['a: x  # why\n', ['a'], 'v', 'a: v  # why\n'],
    ['a: "x"\n', ['a'], 'y', 'a: "y"\n'],
    ["a: 'x'\n", ['a'], "it's", "a: 'it''s'\n"],
    ['a: x\n', ['a'], '12', 'a: "12"\n'],
    ['a: x\n', ['a'], 'yes', 'a: "yes"\n'],
    ['a: x\n', ['a'], '${TOKEN}', 'a: "${TOKEN}"\n'],
    ['a: x\n', ['a'], 'Bearer ${TOKEN}', 'a: Bearer ${TOKEN}\n'],
    ['a: x\n', ['a'], '{resources.b.id}', 'a: "{resources.b.id}"\n'],
    ['a: x\n', ['a'], 'https://x.test/?a=1#b', 'a: https://x.test/?a=1#b\n'],
    ['a: x\n', ['a'], 5, 'a: 5\n'],
    ['a:   # why\nb: 1\n', ['a'], 'v', 'a: v   # why\nb: 1\n'],
    ['a: x # why\nb: 1\n', ['a'], 'one\ntwo', 'a: |- # why\n  one\n  two\nb: 1\n'],
    ['a: |- # why\n   one\n   two\n\nb: 1\n', ['a'], 'x\ny\nz', 'a: |- # why\n   x\n   y\n   z\n\nb: 1\n'],
    ['a: {b: 1, c: [x, y]}  # why\n', ['a', 'c', 1], 'u, v', 'a: {b: 1, c: [x, "u, v"]}  # why\n'],
    ['a: {b: 1}\n', ['a', 'c'], { d: 'e' }, 'a: {b: 1, c: {d: e}}\n'],
    ['- x # why\n', [0], { a: 1, b: [2] }, '- # why\n  a: 1\n  b:\n    - 2\n'],
  ])('%j at %j set to %j', (text, path, value, expected) => {
    expect(setYamlValue(text, path, value)).toBe(expected);
  });

  test('a large integer keeps its digits', () => {
    expect(setYamlValue('a: x\n', ['a'], 9007199254740993n)).toBe('a: 9007199254740993\n');
  });

  const source = `sources:
    # the shop
    - name: shop
      rest_api:
          # where
          base_url: x
          pagination: auto # found
      tags: [a]

    - name: other
`;

  test('a word becomes a mapping below its key, in the indentation of the file', () => {
    expect(setYamlValue(source, ['sources', 0, 'rest_api', 'pagination'], { type: 'offset', limit: 5 })).toBe(
      source.replace(
        'pagination: auto # found',
        'pagination: # found\n              type: offset\n              limit: 5',
      ),
    );
  });

  test('a missing key is added behind the last one, with its parents', () => {
    expect(setYamlValue(source, ['sources', 0, 'rest_api', 'resource_defaults', 'params', 'size'], 5)).toBe(
      source.replace(
        ' # found\n',
        ' # found\n          resource_defaults:\n              params:\n                  size: 5\n',
      ),
    );
    expect(setYamlValue(source, ['sources', 1, 'enabled'], false)).toBe(`${source}      enabled: false\n`);
  });

  test('of a mapping only what differs is changed', () => {
    const text = 'a:\n  type: offset # kind\n  # how many\n  limit: 5\n  param: x\n';
    expect(setYamlValue(text, ['a'], { type: 'cursor', limit: 5, cursor_path: 'next' })).toBe(
      'a:\n  type: cursor # kind\n  # how many\n  limit: 5\n  cursor_path: next\n',
    );
  });

  test('of a list only what differs is changed', () => {
    const text = 'a:\n# first\n- x # 1\n# second\n- y # 2\n- z\n';
    expect(setYamlValue(text, ['a'], ['x', 'new', 'y', 'z'])).toBe(text.replace('# 1\n', '# 1\n- new\n'));
    expect(setYamlValue(text, ['a'], ['x', 'z'])).toBe(text.replace('- y # 2\n', ''));
  });

  test('an empty text gets its first key', () => {
    expect(setYamlValue('', ['sources'], [{ name: 'a' }])).toBe('sources:\n  - name: a\n');
    expect(setYamlValue('# mine', ['sources', 0, 'name'], 'a')).toBe('# mine\nsources:\n  - name: a');
  });

  test('a path through a text, or behind the end of a list, is refused', () => {
    expect(() => setYamlValue('a: x\n', ['a', 'b'], 1)).toThrow(code('config-invalid'));
    expect(() => setYamlValue('a: [1]\n', ['a', 3], 1)).toThrow(code('config-invalid'));
    expect(() => setYamlValue('a: "x\n', ['a'], 1)).toThrow(code('config-invalid'));
    expect(setYamlValue('a: [1]\n', ['a', 1], 2)).toBe('a: [1, 2]\n');
  });
});

describe('anchors', () => {
  const text = 'base: &base\n  type: offset # kind\n  limit: 5\none: *base # shared\ntwo:\n  <<: *base\n  limit: 7\n';

  test('an alias is replaced where it is used', () => {
    expect(setYamlValue(text, ['one'], 'auto')).toBe(text.replace('*base #', 'auto #'));
    expect(setYamlValue(text, ['one', 'limit'], 6)).toBe(
      text.replace('one: *base # shared', 'one: # shared\n  type: offset\n  limit: 6'),
    );
  });

  test('a merged key is overridden in its own mapping', () => {
    expect(setYamlValue(text, ['two', 'type'], 'cursor')).toBe(`${text}  type: cursor\n`);
  });

  test('a merged key is removed by writing the others out', () => {
    expect(removeYamlValue(text, ['two', 'type'])).toBe(text.replace('  <<: *base\n', ''));
  });

  test('a value that others use is neither removed nor changed', () => {
    expect(() => removeYamlValue(text, ['base'])).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        hint: 'Replace *base by its own values first: it is used elsewhere in the file.',
      }),
    );
    expect(() => setYamlValue(text, ['base', 'limit'], 9)).toThrow(code('config-invalid'));
    expect(setYamlValue(text, ['two', 'limit'], 9)).toBe(text.replace('limit: 7', 'limit: 9'));
  });
});

describe('removeYamlValue', () => {
  const text = 'a:\n  # about b\n  b: 1 # why\n  # about c\n  c:\n    - x\n    # in c\n\nd: 2\n';

  test('takes the lines of the key; comments above stay', () => {
    expect(removeYamlValue(text, ['a', 'b'])).toBe(text.replace('  b: 1 # why\n', ''));
    expect(removeYamlValue(text, ['a', 'c'])).toBe(text.replace('  c:\n    - x\n    # in c\n', ''));
    expect(removeYamlValue(text, ['a', 'z'])).toBe(text);
  });

  test('the last entry leaves brackets, or takes the key along when asked to', () => {
    expect(removeYamlValue(text, ['a', 'c', 0])).toContain('  c: []\n');
    expect(removeYamlValue(text, ['a', 'c', 0], { pruneEmptyParents: true })).not.toContain('c:');
    const nested = 'k: 1\na:\n  b:\n    c: 1\n';
    expect(removeYamlValue(nested, ['a', 'b', 'c'])).toBe('k: 1\na:\n  b: {}\n');
    expect(removeYamlValue(nested, ['a', 'b', 'c'], { pruneEmptyParents: true })).toBe('k: 1\n');
  });

  test('the key behind a dash makes room for the next one', () => {
    expect(removeYamlValue('- name: a\n  type: b\n', [0, 'name'])).toBe('- type: b\n');
    expect(removeYamlValue('- name: a\n  # about\n  type: b\n', [0, 'name'])).toBe('-\n  # about\n  type: b\n');
  });
});

test('entries are added and moved with their comments', () => {
  const text = 'a:\n  # one\n  - x\n\n  # two\n  - y # 2\n';
  expect(insertYamlItem(text, ['a'], 1, 'v')).toBe('a:\n  # one\n  - x\n  - v\n\n  # two\n  - y # 2\n');
  expect(insertYamlItem(text, ['a'], 0, { k: 1, l: 2 })).toBe(text.replace('  # one', '  - k: 1\n    l: 2\n  # one'));
  expect(moveYamlItem(text, ['a'], 1, 0)).toBe('a:\n  # two\n  - y # 2\n\n  # one\n  - x\n');
  expect(moveYamlItem('a: [x, "y" , {z: 1}]', ['a'], 2, 0)).toBe('a: [{z: 1}, x , "y"]');
  expect(() => insertYamlItem(text, ['b'], 0, 1)).toThrow(code('config-invalid'));
  expect(() => moveYamlItem(text, ['a'], 0, 2)).toThrow(code('config-invalid'));
});

test('a key is renamed unless the name is taken', () => {
  expect(renameYamlKey('"a": {b: 1} # x\nc: 2\n', ['a'], 'd')).toBe('"d": {b: 1} # x\nc: 2\n');
  expect(renameYamlKey('a: 1\n', ['a'], 'true')).toBe('"true": 1\n');
  expect(() => renameYamlKey('a: 1\nc: 2\n', ['a'], 'c')).toThrow(code('usage-invalid'));
  expect(() => renameYamlKey('a: 1\n', ['b'], 'c')).toThrow(code('config-invalid'));
});

describe('fields and lines', () => {
  const text = readFileSync(new URL('../../sample/project/.dango/sources.yml', import.meta.url), 'utf8');

  test('a path leads to its lines and back', () => {
    const path = ['sources', 0, 'rest_api', 'resources', 1, 'pagination', 'limit'];
    expect(getYamlValue(text, path)).toBe(100);
    const { start = 0, end = 0 } = yamlRange(text, path) ?? {};
    expect(text.slice(start, end)).toBe('limit: 100');
    expect(yamlPathAt(text, start)).toEqual(path);
    expect(yamlPathAt(text, end)).toEqual(path);
    expect(yamlPathAt(text, start - 5)).toEqual(path);
    expect(yamlRange(text, ['sources', 0, 'nothing'])).toBeUndefined();
    expect(yamlPathAt(text, 0)).toBeUndefined();
  });

  test('one source is cut out, in a broken file too', () => {
    const { start = 0, end = 0, index } = sliceSource(text, 'shop_custom') ?? {};
    expect(index).toBe(1);
    expect(text.slice(start, end)).toMatch(/^ {2}- name: shop_custom\n[^]*base_url: "\$\{SAMPLE_API_URL\}"\n$/);
    const broken = text.replace('type: rest_api', 'type: "rest_api');
    const slice = sliceSource(broken, 'shop_custom');
    expect(broken.slice(slice?.start, slice?.end)).toBe(text.slice(start, end));
    expect(sliceSource(text, 'none')).toBeUndefined();
  });
});
