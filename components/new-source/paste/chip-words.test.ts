import { expect, test } from 'vitest';
import { columnEvidence, isFilled } from './column-facts.ts';
import { isCandidate, sayValue } from './chip-words.ts';

test.each([
  ['name', 'bad name!', 'bad_namex'],
  ['data_selector', '$', 'the whole answer'],
  ['data_selector', 'data.items', 'data.items'],
  ['primary_key', ['shop', 'id'], '[shop, id]'],
  ['pagination', { type: 'offset', limit: 100 }, 'offset, 100 a page'],
  ['pagination', 'header_link', 'Link header'],
  ['incremental', { cursor_path: 'updated_at', start_param: 'since' }, 'updated_at'],
] as const)('%s %j is said as "%s"', (key, value, words) => expect(sayValue(key, value)).toBe(words));

test('a cursor, and a guess, wait for a person; what a person said does not', () => {
  const chip = (confidence: 'sure' | 'likely' | 'guess' | 'given') => ({ value: 'x', confidence, evidence: [] });
  expect(isCandidate('incremental', chip('likely'))).toBe(true);
  expect(isCandidate('incremental', chip('given'))).toBe(false);
  expect(isCandidate('pagination', chip('guess'))).toBe(true);
  expect(isCandidate('pagination', chip('likely'))).toBe(false);
  expect(isCandidate('name', chip('guess'))).toBe(false);
});

test('the type of a column is as sure as its values', () => {
  const table = {
    name: 'users',
    resource: 'users',
    parent: undefined,
    columns: [
      { name: 'id', type: 'BIGINT' },
      { name: 'note', type: 'VARCHAR' },
      { name: 'gone', type: 'VARCHAR' },
    ],
    rowCount: 3,
    rows: [
      ['1', 'a', null],
      ['2', null, null],
    ],
  };
  expect(columnEvidence(table, 'id')).toBe('A value in each of the first 2 rows, such as 1');
  expect(columnEvidence(table, 'note')).toBe('A value in 1 of the first 2 rows, such as a');
  expect(columnEvidence(table, 'gone')).toBe('No value in the first 2 rows, so the type is open.');
  expect(['id', 'note', 'gone'].map((name) => isFilled(table, name))).toEqual([true, false, false]);
});
