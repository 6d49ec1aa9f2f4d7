import { expect, test } from 'vitest';

import { readTyped, showValue, typeOfParameter, valueIn, withParameters } from './parameter-values.ts';

const text = `sources:
  # ours
  - name: other
    type: dlt_native
    dlt_native: { source_module: custom_sources.other }
  - name: shop   # mine
    type: dlt_native
    dlt_native:
      source_module: custom_sources.shop
      function_kwargs:
        base_url: https://a.example   # old
        pageSize: 20
`;
const names = (name: string, key: string) => ({ name, key });

test('a value is set at its own line, under the name that the file has for it', () => {
  const edited = withParameters(text, 'shop', new Map([[names('pageSize', 'page_size'), 50]]));
  expect(edited).toBe(text.replace('pageSize: 20', 'pageSize: 50'));
  expect(valueIn(edited, 'shop', names('pageSize', 'page_size'))).toBe(50);
  expect(withParameters(edited, 'shop', new Map([[names('pageSize', 'page_size'), 20]]))).toBe(text);
});

test('a value that is taken away leaves the others, and the last one takes function_kwargs along', () => {
  const one = withParameters(text, 'shop', new Map([[names('baseUrl', 'base_url'), undefined]]));
  expect(one).toBe(text.replace('        base_url: https://a.example   # old\n', ''));
  const none = withParameters(one, 'shop', new Map([[names('pageSize', 'page_size'), undefined]]));
  expect(none).not.toContain('function_kwargs');
});

test('a source without values gets its first, and nothing is lost where the source is not there', () => {
  const edited = withParameters(text, 'other', new Map([[names('kinds', 'kinds'), ['a']]]));
  expect(valueIn(edited, 'other', names('kinds', 'kinds'))).toEqual(['a']);
  expect(() => withParameters(text, 'third', new Map([[names('kinds', 'kinds'), 1]]))).toThrow(
    /no source called third/,
  );
});

test('a parameter takes the type of its default, or the one that it declares', () => {
  const module = 'params: { id: required<number>(), name: required(), map: required<Shape>() }';
  const types = (['id', 'name', 'map'] as const).map((name) => typeOfParameter({ name, kind: 'required' }, module));
  expect(types).toEqual(['number', 'text', 'json']);
  const defaults = ['a', 1, true, ['x']].map((defaultValue) => ({ name: 'x', kind: 'default', defaultValue }));
  expect(defaults.map((one) => typeOfParameter(one, module))).toEqual(['text', 'number', 'boolean', 'json']);
});

test('what is typed becomes a value of its type, or a fault', () => {
  expect(readTyped('12', 'text')).toBe('12');
  expect(readTyped('12', 'number')).toBe(12);
  expect(readTyped('', 'number')).toBe(undefined);
  expect(readTyped('12345678901234567890', 'number')).toBeInstanceOf(Error);
  expect(readTyped('a', 'number')).toBeInstanceOf(Error);
  expect(readTyped('${SIZE}', 'number')).toBe('${SIZE}');
  expect(readTyped('true', 'boolean')).toBe(true);
  expect(readTyped('1', 'boolean')).toBeInstanceOf(Error);
  expect(readTyped('["a"]', 'json')).toEqual(['a']);
  expect(readTyped('[', 'json')).toBeInstanceOf(Error);
  expect([showValue('a'), showValue(1), showValue(['a']), showValue(undefined)]).toEqual(['a', '1', '["a"]', '']);
});
