import { describe, expect, test } from 'vitest';
import { closestWord, editDistance } from './closest-word.ts';

describe('closestWord', () => {
  test('finds a word with one letter missing', () => {
    expect(closestWord('paginaton', ['params', 'pagination', 'headers'])).toBe('pagination');
  });

  test('finds a word in another case', () => {
    expect(closestWord('get', ['GET', 'POST'])).toBe('GET');
  });

  test('finds two letters in the wrong order in a short word', () => {
    expect(closestWord('naem', ['name', 'type'])).toBe('name');
  });

  test('offers nothing when no candidate is near', () => {
    expect(closestWord('zzz', ['name', 'type'])).toBeUndefined();
    expect(closestWord('x', ['y'])).toBeUndefined();
  });
});

test('the distance counts inserted, removed, replaced and swapped letters', () => {
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('ab', 'ba')).toBe(1);
});
