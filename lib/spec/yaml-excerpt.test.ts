import { describe, expect, test } from 'vitest';
import type { KeyPath } from './key-path.ts';
import { setYamlExcerpt, yamlExcerpt } from './yaml-excerpt.ts';

const text = `sources:
  - name: a   # first
    responses:
      # above
      - status: 404   # gone
        action: ignore

      # between
      - status: 500
        # inside
        action: fail
    steps: [ {drop: x}, {keep: y} ]   # in brackets
    note: |
      one
        two
    base: &base { k: 1 }
    use: *base
  - name: b
`;

const at = (...path: KeyPath) => ['sources', 0, ...path];

describe('what is shown', () => {
  test.each<[string, KeyPath, string | undefined]>([
    [
      'lines without the indentation around them, comments between included',
      at('responses'),
      '- status: 404   # gone\n  action: ignore\n\n# between\n- status: 500\n  # inside\n  action: fail',
    ],
    ['one entry of a list', at('responses', 1), 'status: 500\n# inside\naction: fail'],
    ['brackets without the comment behind them', at('steps'), '[ {drop: x}, {keep: y} ]'],
    ['lines of text below their indicator', at('note'), '|\n  one\n    two'],
    ['an alias as it is named', at('use'), '*base'],
    ['what has an anchor, without it', at('base'), '{ k: 1 }'],
    ['nothing of what is not there, or only by an alias', at('use', 'k'), undefined],
  ])('%s', (_, path, expected) => {
    expect(yamlExcerpt(text, path)).toBe(expected);
  });

  test('line endings of Windows are no part of it, and come back', () => {
    const windows = text.replaceAll('\n', '\r\n');
    expect(yamlExcerpt(windows, at('responses'))).toBe(yamlExcerpt(text, at('responses')));
    expect(setYamlExcerpt(windows, at('responses'), '- status: 1\n  action: fail')).toContain(
      '      - status: 1\r\n        action: fail\r\n    steps',
    );
  });
});

describe('what is written in its place', () => {
  test('only its own lines change', () => {
    const shown = yamlExcerpt(text, at('responses')) ?? '';
    expect(setYamlExcerpt(text, at('responses'), shown.replace('404   # gone', '410'))).toBe(
      text.replace('404   # gone', '410'),
    );
    expect(setYamlExcerpt(text, at('steps'), '[ {drop: x} ]')).toBe(text.replace(', {keep: y}', ''));
    expect(setYamlExcerpt(text, at('note'), '|\n  one\n  more')).toBe(text.replace('        two', '      more'));
  });

  test('lines take the place of brackets below the key, brackets that of lines', () => {
    expect(setYamlExcerpt(text, at('steps'), '- drop: x\n- keep: z')).toBe(
      text.replace(
        'steps: [ {drop: x}, {keep: y} ]   # in brackets',
        'steps:\n      - drop: x\n      - keep: z   # in brackets',
      ),
    );
    expect(setYamlExcerpt(text, at('responses'), '[{status: 404}]')).toContain(
      '      # above\n      [{status: 404}]\n',
    );
  });

  test('what cannot be read, or would change something else, is refused with the reason', () => {
    expect(() => setYamlExcerpt(text, at('steps'), '[ {drop: x}')).toThrow(
      expect.objectContaining({
        message: 'This does not fit at "sources[0].steps"',
        hint: expect.stringMatching(/\S/),
      }),
    );
    expect(() => setYamlExcerpt(text, at('responses'), '- status: 1\nname: b')).toThrow(/does not fit/);
    expect(() => setYamlExcerpt(text, at('base'), '{ k: 2 }')).toThrow(/does not fit/);
    expect(() => setYamlExcerpt(text, at('use', 'k'), '3')).toThrow(/does not fit/);
    expect(() => setYamlExcerpt(text, at('steps'), '  # only a note')).toThrow(/does not fit/);
  });
});
