import { expect, test } from 'vitest';
import { writeJson } from './write-json.ts';

test('writes what JSON.stringify writes', () => {
  const value = { text: 'é\u{1F361}"\\\n', list: [1, 1.5, null, true, [], {}], 'odd key': -0.25 };
  expect(writeJson(value)).toBe(JSON.stringify(value));
});

test('keeps every digit of a large integer', () => {
  expect(writeJson({ id: 9_007_199_254_740_993n })).toBe('{"id":9007199254740993}');
});
