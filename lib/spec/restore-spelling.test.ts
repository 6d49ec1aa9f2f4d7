import { expect, test } from 'vitest';
import { restoreSpelling } from './restore-spelling.ts';
import { setYamlValue } from './set-yaml-value.ts';

const text = `a: 1.50   # odd
b: >-
  folded
  text
c: x
`;

test('a value that is set back is written as it was, whatever was edited beside it', () => {
  const back = setYamlValue(setYamlValue(text, ['a'], 2), ['a'], 1.5);
  expect(back).toContain('a: 1.5 ');
  expect(restoreSpelling(text, back, ['a'])).toBe(text);
  const beside = setYamlValue(back, ['c'], 'z');
  expect(restoreSpelling(text, beside, ['a'])).toBe(text.replace('c: x', 'c: z'));
  const folded = setYamlValue(setYamlValue(text, ['b'], 'short'), ['b'], 'folded text');
  expect(restoreSpelling(text, folded, ['b'])).toBe(text);
});

test('another value, one that was not there, and a broken text stay as they are', () => {
  const other = setYamlValue(text, ['a'], 2);
  expect(restoreSpelling(text, other, ['a'])).toBe(other);
  expect(restoreSpelling(text, `${text}d: 1\n`, ['d'])).toBe(`${text}d: 1\n`);
  expect(restoreSpelling('a: [', text, ['a'])).toBe(text);
});

test('comments that were written meanwhile stay', () => {
  const edited = text.replace('a: 1.50', 'a: 1.5').replace('c: x', 'c: x # mine');
  expect(restoreSpelling(text, edited, ['a'])).toBe(text.replace('c: x', 'c: x # mine'));
});
