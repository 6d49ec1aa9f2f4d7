import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from './compile-pattern.ts';

describe('a pattern', () => {
  const texts = [
    '',
    'a',
    'b',
    'ab',
    'abc',
    'aab',
    'AB',
    'a1',
    '12-34',
    'foo bar',
    'foobar',
    'x\ny',
    'ä',
    '😀',
    'a.b',
    ']',
  ];
  test.each([
    'a',
    '^a',
    'b$',
    '^(a|b)*$',
    'a+b',
    'a?b',
    '^a{2}b$',
    '^a{1,2}b$',
    '^a{1,}b',
    '[a-c]{2,3}?',
    '[^a-z]',
    '\\d+-\\d+',
    '\\bbar',
    '\\Bbar',
    '^.$',
    '^\\S+$',
    '\\.',
    '[\\d.]',
    '[]a]'.replace('[]', '[\\]'),
    '(?:foo|)bar',
    '\\u00e4',
    'x\\ny',
    '(a|ab)(c|bcd)?$',
    '^[^]$'.replace('[^]', '[^x]'),
  ])('%j finds what a regular expression finds', (pattern) => {
    const test = compilePattern(pattern);
    const other = new RegExp(pattern, 'u');
    expect(texts.map((text) => [text, test(text)])).toEqual(texts.map((text) => [text, other.test(text)]));
  });

  test('takes no notice of case where it says so', () => {
    expect(['ab', 'AB', 'aB'].map(compilePattern('(?i)^a[a-b]$'))).toEqual([true, true, true]);
  });

  test.each(['(?=a)', '(?<n>a)', '\\1', '\\p{L}', '(a', 'a)', '*a', '[a', '[b-a]', 'a{3,2}', '\\', 'a{9999}', '\\xzz'])(
    '%j is refused with a reason',
    (pattern) => {
      expect(() => compilePattern(pattern)).toThrow(/./);
    },
  );

  test('of random pieces finds what a regular expression finds', () => {
    const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(?:ab)', '\\w', '^', '$', '\\b');
    const many = fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}');
    const pattern = fc
      .array(fc.tuple(piece, many), { maxLength: 5 })
      .map((pieces) => pieces.map(([one, count]) => (/^(\^|\$|\\b)$/.test(one) ? one : one + count)).join(''));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 6 }), (source, text) => {
        expect(compilePattern(source)(text)).toBe(new RegExp(source, 'u').test(text));
      }),
    );
  });

  test('takes no longer for a text that makes others try for ever', () => {
    const test = compilePattern('^(a+)+(a|aa)*$');
    expect(test(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});
