import { expect, test } from 'vitest';
import { parseNdjson } from './parse-ndjson.ts';

test.each([
  ['{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ['{"a":1}\r\n\r\n[2]', [{ a: 1 }, [2]]],
  ['\u001E{"a":1}\n\u001E{"a":9007199254740993}\n', [{ a: 1 }, { a: 9007199254740993n }]],
  ['', []],
])('%j is read line by line', (text, expected) => {
  expect(parseNdjson(text, 'https://x.test/rows')).toEqual(expected);
});

test('a line that is no JSON is named, not quoted', () => {
  expect(() => parseNdjson('{"a":1}\n\n{"secret', 'https://x.test/rows')).toThrow(
    'The response is not one JSON value a line: line 3 of https://x.test/rows is no JSON.',
  );
});
