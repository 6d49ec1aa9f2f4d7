import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInterpolation } from './interpolation.ts';

const literal = (text: string) => ({ type: 'literal', text });
const reference = (name: string, defaultText?: string) => ({ type: 'reference', name, defaultText });

describe('parseInterpolation', () => {
  test('finds several references in one text', () => {
    expect(parseInterpolation('https://${HOST}:${PORT:-80}/x')).toEqual([
      literal('https://'),
      reference('HOST'),
      literal(':'),
      reference('PORT', '80'),
      literal('/x'),
    ]);
  });

  test('a default may be empty and may hold blanks and colons', () => {
    expect(parseInterpolation('${A:-}')).toEqual([reference('A', '')]);
    expect(parseInterpolation('${A:-http://x y:1}')).toEqual([reference('A', 'http://x y:1')]);
  });

  test('a name may be one of the credentials', () => {
    expect(parseInterpolation('${credentials.token:-x}')).toEqual([reference('credentials.token', 'x')]);
    expect(() => parseInterpolation('${other.token}')).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });

  test('two dollar signs make a literal', () => {
    expect(parseInterpolation('a $${NAME} b')).toEqual([literal('a ${NAME} b')]);
  });

  test('a lone dollar sign is plain text', () => {
    expect(parseInterpolation('$5 and $NAME and {x}')).toEqual([literal('$5 and $NAME and {x}')]);
  });

  test.each(['${}', '${1A}', '${my-name}', '${NAME', '${ NAME }', '${A:b}'])('%s is refused', (text) => {
    expect(() => parseInterpolation(text)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});

test('any text comes back whole when its dollar-braces are escaped', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('${', '$', '}', '{')), { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      // A "$" before "${" would itself become part of an escape.
      fc.pre(!text.includes('$${'));
      const parts = parseInterpolation(text.replaceAll('${', '$$${'));
      expect(parts.map((part) => (part.type === 'literal' ? part.text : '?')).join('')).toBe(text);
    }),
  );
});
