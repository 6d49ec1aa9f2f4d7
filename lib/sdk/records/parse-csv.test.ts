import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv } from './parse-csv.ts';

const parse = (text: string, delimiter = ',') => parseCsv(text, { delimiter, url: 'https://x.test/rows' });

describe('parseCsv', () => {
  test.each([
    [
      'rows below a header',
      'a,b\n1,x\n2,y\n',
      [
        { a: '1', b: 'x' },
        { a: '2', b: 'y' },
      ],
    ],
    ['no line end at the end', 'a\n1', [{ a: '1' }]],
    [
      'CRLF and CR',
      'a,b\r\n1,2\r3,4\r\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['quotes around everything', '"a","b"\n"1, 2","say ""hi""\r\nthere"\n', [{ a: '1, 2', b: 'say "hi"\r\nthere' }]],
    ['empty as null, quoted as empty', 'a,b,c\n,"",\n', [{ a: null, b: '', c: null }]],
    ['missing values at the end', 'a,b\n1\n', [{ a: '1', b: null }]],
    ['empty lines', 'a\n\n1\n\n', [{ a: '1' }]],
    ['names that repeat or are missing', 'a,a,,a_2\n1,2,3,4\n', [{ a: '1', a_2: '2', column_3: '3', a_2_2: '4' }]],
    ['values as they are written', 'zip,n\n007, 1.50 \n', [{ zip: '007', n: ' 1.50 ' }]],
    ['a quote inside of a plain value', 'a\n5" pipe\n', [{ a: '5" pipe' }]],
    ['nothing', '', []],
    ['only a header', 'a,b\n', []],
  ])('reads %s', (_, text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test.each([';', '\t', '|', '^', ']', '\\', '-'])('reads values with %j between them', (delimiter) => {
    expect(parse(['a', 'b'].join(delimiter) + '\n' + ['1', '2,3'].join(delimiter), delimiter)).toEqual([
      { a: '1', b: '2,3' },
    ]);
  });

  test.each([
    ['a,b\n1,2,3\n', 'line 2 has 3 values, but the header has 2 names'],
    ['a\n"x\ny"\n"1\n', 'the quote in line 4 does not end'],
    ['a,b\n"1"2,3\n', 'line 2 goes on behind a closing quote'],
  ])('refuses %j', (text, problem) => {
    expect(() => parse(text)).toThrow(`The response of https://x.test/rows is not CSV: ${problem}.`);
  });

  test('a name such as __proto__ is a name like any other', () => {
    expect(Object.entries(parse('__proto__,constructor\n1,2\n')[0] ?? {})).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  test('reads back whatever is written', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r', ' ', 'é') }),
      fc.constant(null),
    );
    const spell = (cell: string | null) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value)),
        fc.constantFrom(',', ';'),
        fc.constantFrom('\n', '\r\n'),
        (rows, by, end) => {
          const lines = [`one${by}two`, ...rows.map((row) => row.map(spell).join(by))];
          expect(parse(lines.join(end) + end, by)).toEqual(rows.map(([one, two]) => ({ one, two })));
        },
      ),
    );
  });
});
