import { expect, test } from 'vitest';

import { readJsonTree } from './read-json-tree.ts';

test('keeps every digit of a number', () => {
  expect(readJsonTree('{"id": 12345678901234567890, "n": [1.50000000000000000001]}')).toEqual({
    kind: 'object',
    entries: [
      ['id', { kind: 'leaf', type: 'number', text: '12345678901234567890' }],
      ['n', { kind: 'list', entries: [['0', { kind: 'leaf', type: 'number', text: '1.50000000000000000001' }]] }],
    ],
  });
});

test('tells texts, numbers and words apart', () => {
  expect(readJsonTree('["1", 1, null, true]')).toEqual({
    kind: 'list',
    entries: [
      ['0', { kind: 'leaf', type: 'text', text: '"1"' }],
      ['1', { kind: 'leaf', type: 'number', text: '1' }],
      ['2', { kind: 'leaf', type: 'word', text: 'null' }],
      ['3', { kind: 'leaf', type: 'word', text: 'true' }],
    ],
  });
});

test('what is no JSON is none', () => {
  expect(readJsonTree('<html>')).toBeUndefined();
});
