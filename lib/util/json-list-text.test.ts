import { expect, test } from 'vitest';
import { locateJsonList } from './json-list-text.ts';

function elementsOf(text: string, keys: readonly string[]): readonly string[] | undefined {
  const bytes = Buffer.from(text);
  const found = locateJsonList(bytes, keys);
  if (found === undefined) return undefined;
  const { bounds } = found;
  return bounds.flatMap((start, index) => (index % 2 === 0 ? [bytes.toString('utf8', start, bounds[index + 1])] : []));
}

test.each([
  ['[]', [], []],
  [' [ 1 , "a]", {"b":[2]} ]\n', [], ['1', '"a]"', '{"b":[2]}']],
  ['{"x":[0],"data":[{"data":[1]},null],"y":{"data":[]}}', ['data'], ['{"data":[1]}', 'null']],
  ['{"a":{"b": [ true ] },"c":1}', ['a', 'b'], ['true']],
  ['{"é":[1]}', ['é'], ['1']],
])('finds the elements of a list: %s', (text, keys, elements) => {
  expect(elementsOf(text, keys)).toEqual(elements);
});

test.each([
  ['another place', '{"a":[1]}', ['data']],
  ['no list', '{"data":{"a":1}}', ['data']],
  ['a key that comes twice', '{"data":[1],"data":[2]}', ['data']],
  ['keys with escapes', '{"d\\u0061ta":[2],"data":[1]}', ['data']],
  ['the same behind it', '{"data":[1],"d\\u0061ta":[2]}', ['data']],
  ['a text that goes on', '[1] [2]', []],
  ['a text that ends early', '{"data":[1]', ['data']],
  ['a comma too many', '[1,]', []],
  ['a comma too many in an object', '{"data":[1],}', ['data']],
  ['a broken element', '[{"a":01}]', []],
  ['a broken neighbour', '{"data":[1],"b":tru}', ['data']],
])('gives up where it finds %s', (_, text, keys) => {
  expect(elementsOf(text, keys)).toBeUndefined();
});

test('gives up where the bytes are no UTF-8', () => {
  expect(locateJsonList(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), [])).toBeUndefined();
});
