import { expect, test } from 'vitest';
import { firstExchange, noteFirstSeen } from './first-seen.ts';
import { seen, TypeNode } from './type-node.ts';
import { typeTreeFromJson, typeTreeToJson } from './type-tree-json.ts';

test('each kind at each path belongs to the exchange that brought it first, through the package too', () => {
  const types = new TypeNode();
  const bring = (exchange: number, ...records: readonly unknown[]): void => {
    for (const record of records) types.observe(record);
    noteFirstSeen(types, exchange);
  };
  bring(3, { id: 1, none: null }, { id: 2, list: [{ a: 1 }] });
  bring(5, { id: 3 });
  bring(8, { id: 'x', none: true, list: [{ a: 1.5, b: 'new' }] });
  const read = typeTreeFromJson(typeTreeToJson(types));
  const at = (...keys: readonly string[]): TypeNode | undefined =>
    keys.reduce<TypeNode | undefined>((node, key) => (key === '[]' ? node?.element : node?.fields?.get(key)), read);
  expect(firstExchange(at('id')?.since, seen.safeInteger)).toBe(3);
  expect(firstExchange(at('id')?.since, seen.text)).toBe(8);
  expect(firstExchange(at('id')?.since, seen.boolean)).toBeUndefined();
  expect(firstExchange(at('none')?.since, ~0)).toBe(8);
  expect(firstExchange(at('list', '[]', 'a')?.since, ~0)).toBe(3);
  expect(firstExchange(at('list', '[]', 'a')?.since, seen.fraction)).toBe(8);
  expect(firstExchange(at('list', '[]', 'b')?.since, ~0)).toBe(8);
});

test('a tree of a package without these notes is read as before', () => {
  const read = typeTreeFromJson([seen.object, 0, [['id', [seen.safeInteger, seen.safeInteger, null, null]]], null]);
  expect(read.fields?.get('id')?.since).toBeUndefined();
});
