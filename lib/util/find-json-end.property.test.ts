import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonEnd } from './find-json-end.ts';

/** JSON of which a few characters were replaced, removed or doubled. */
const broken = fc
  .tuple(
    fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc.constantFrom(
        '-0.5e+10',
        '[1e5,-0,0.10,1E-2]',
        '{"a\\u00e9\\n\\/":[true,false,null,{}],"b":"\\\\\\""}',
        '[[],[{}]]',
      ),
    ),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom(
          '',
          '"',
          '\\',
          '0',
          '-',
          '.',
          'e',
          '+',
          ',',
          ':',
          '[',
          ']',
          '{',
          '}',
          'u',
          't',
          '\n',
          '\u0001',
          ' ',
        ),
      ),
      {
        maxLength: 2,
      },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [place, character]) => {
      const at = place % (changed.length + 1);
      return changed.slice(0, at) + character + changed.slice(character === '' || place % 2 === 0 ? at + 1 : at);
    }, text),
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the end of a JSON value', () => {
  test('is the end of the text exactly where JSON.parse takes it', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const bytes = Buffer.from(text.trim());
        expect(findJsonEnd(bytes, 0) === bytes.length).toBe(isJson(text.trim()));
      }),
      { numRuns: 3000 },
    );
  });

  test('is not looked for among more than 500 levels', () => {
    expect(findJsonEnd(Buffer.from('['.repeat(400) + ']'.repeat(400)), 0)).toBe(800);
    expect(findJsonEnd(Buffer.from('['.repeat(10_000) + ']'.repeat(10_000)), 0)).toBeUndefined();
  });
});
