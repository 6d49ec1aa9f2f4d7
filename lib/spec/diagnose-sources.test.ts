import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { diagnoseSources } from './diagnose-sources.ts';

const rest = (block: string) =>
  `sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n${block.replaceAll(/^/gm, '      ')}\n`;
const good = 'base_url: https://x.test\nresources:\n  - name: users # all\n';

/** What is underlined, with the message. */
const underlined = (text: string) =>
  diagnoseSources(text).map(({ start, end, message }) => [text.slice(start, end), message]);

/** The text after each way to mend its first fault. */
function mended(text: string): [string, string][] {
  const [first] = diagnoseSources(text);
  return (first?.fixes ?? []).map(({ title, edits }) => {
    let edited = text;
    for (const { start, end, text: piece } of edits) edited = edited.slice(0, start) + piece + edited.slice(end);
    return [title, edited];
  });
}

describe('ranges', () => {
  test('cover the whole key or value', () => {
    expect(underlined(rest(`${good}rate_limt: 5`))).toEqual([['rate_limt', 'Unknown key "rate_limt"']]);
    expect(underlined(rest(`${good}rate_limit: "fast one"  # x`))).toEqual([
      ['"fast one"', 'Expected a number or a mapping, got the text "fast one"'],
    ]);
    expect(underlined(rest(`${good}pagination: {type: cursor}`))).toEqual([['pagination', 'Missing "cursor_path"']]);
    expect(underlined('sources:\n  - name: a # x\n')).toEqual([['name: a', 'Missing "type"']]);
    expect(underlined('- a\n')[0]?.[0]).toBe('-');
  });

  test('point into an expression, however its text is written', () => {
    const steps = (filter: string) => rest(`${good}    steps:\n      - filter: ${filter}\n`);
    const problem = 'In the expression: There is no variable "other"';
    for (const filter of [
      'record.a == 1 && other.b',
      '"record.a == \\"x\\" && other.b" # why',
      "'record.a == ''x'' && other.b'",
      '>\n          record.a == 1\n          && other.b',
      '|\n          record.a == 1\n          && other.b',
      'record.a == 1\n          && other.b',
    ]) {
      const [first] = diagnoseSources(steps(filter));
      const text = steps(filter);
      expect([text.slice(first?.start, (first?.start ?? 0) + 7), first?.message]).toEqual(['other.b', problem]);
      const { line = 0, column = 0 } = first ?? {};
      expect(text.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^other\.b/);
    }
  });

  test('of expressions are where they stand: in steps, a rule for responses and an end of pages', () => {
    const keys = [
      'steps: [{ add: { a: { expression: x } } }, { map: { b: { expression: y } } }]',
      'responses: [{ when: z, action: ignore }]',
      'pagination: { type: page_number, stop_when: "records > w" }',
      'steps: [{ filter: "size(record.n)" }, { filter: "${FILTER}" }]',
    ];
    expect(keys.map((key) => underlined(rest(`${good}    ${key}`)))).toEqual([
      [
        ['x', 'In the expression: There is no variable "x"'],
        ['y', 'In the expression: There is no variable "y"'],
      ],
      [['z', 'In the expression: There is no variable "z"']],
      [['w', 'In the expression: There is no variable "w"']],
      [['size', 'In the expression: It must give true or false, and gives int']],
    ]);
  });

  test('are given as lines and columns too', () => {
    expect(diagnoseSources('version: "two"\n')[0]).toMatchObject({
      start: 9,
      end: 14,
      line: 1,
      column: 10,
      endLine: 1,
      endColumn: 15,
      severity: 'error',
      hint: 'Write version: 1, or use the version of Dango that wrote this file.',
    });
  });

  test('of broken YAML cover the word where it breaks, and other sources are still checked', () => {
    const text = `${rest(`${good}rate_limt: 5`)}  - name: b\n    type: "dlt_native\n`;
    expect(underlined(text).map(([word]) => word)).toEqual(['rate_limt', '"dlt_native']);
  });

  test('lie within the text, whatever it is', () => {
    const piece = fc.constantFrom(
      'sources:',
      '\n',
      '  ',
      '- ',
      'name: ',
      'type: rest_api',
      '"',
      '{',
      ']',
      '&a ',
      '*a',
      '\r\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        for (const { start, end, fixes } of diagnoseSources(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          for (const edit of fixes.flatMap(({ edits }) => edits)) expect(edit.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('fixes', () => {
  test.each([
    ['rate_limt: 5 # x', 'Rename to "rate_limit"', 'rate_limit: 5 # x'],
    ['"paginaton": auto', 'Rename to "pagination"', '"pagination": auto'],
    ['rate_limit: "5"', 'Remove the quotes', 'rate_limit: 5'],
    ['pagination: curser', 'Write "cursor"', 'pagination: cursor'],
    ['pagination: {type: ofset}', 'Write "offset"', 'pagination: {type: offset}'],
    ['auth:\n  type: bearer # x', 'Add "token"', 'auth:\n  type: bearer # x\n  token: ""'],
    ['auth:\n  type: bearer\n  token: 005', 'Put the value in quotes', 'auth:\n  type: bearer\n  token: "005"'],
    [
      'pagination: cursor',
      'Write it as a mapping with "cursor_path"',
      'pagination:\n  type: cursor\n  cursor_path: ""',
    ],
  ])('%s', (line, title, expected) => {
    expect(mended(rest(good + line))).toEqual([[title, rest(good + expected)]]);
  });

  test('a missing key gets a value of its kind', () => {
    const text = 'sources:\n  - name: a\n    type: rest_api\n';
    expect(mended(text).map(([, edited]) => parse(edited))).toEqual([
      { sources: [{ name: 'a', type: 'rest_api', rest_api: { base_url: '', resources: [{ name: '' }] } }] },
    ]);
    expect(mended('sources:\n  - name: a\n')).toEqual([['Add "type"', 'sources:\n  - name: a\n    type: rest_api\n']]);
  });

  test('a name that is taken gets a number, one that is not allowed is rewritten', () => {
    const native = '    type: dlt_native\n    dlt_native: {source_module: custom_sources.a}\n';
    const text = `sources:\n  - name: a\n${native}  - name: a # second\n${native}  - name: a_2\n${native}`;
    expect(mended(text)).toEqual([['Rename to "a_3"', text.replace('a # second', 'a_3 # second')]]);
    expect(mended(`sources:\n  - name: My-API\n${native}`)[0]?.[1]).toContain('name: my_api\n');
    expect(mended(`sources:\n  - name: a\n    enabled: "yes"\n${native}`)[0]?.[1]).toContain('enabled: true\n');
    expect(mended(`sources:\n  - name: a\n    rest_api: {}\n${native}`)[0]?.[1]).toBe(
      `sources:\n  - name: a\n${native}`,
    );
  });

  test('a broken text gets none', () => {
    expect(mended('sources:\n  - name: "a\n')).toEqual([]);
  });
});
