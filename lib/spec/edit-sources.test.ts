import { describe, expect, test } from 'vitest';
import { appendSource } from './append-source.ts';
import { removeSource } from './remove-source.ts';
import { renameSource } from './rename-source.ts';
import { setSourceEnabled } from './set-source-enabled.ts';

const flow = 'sources: [{name: a, type: rest_api}, {name: b, enabled: true}]  # two\n';
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('lists in brackets', () => {
  test('a source is switched, renamed and removed in place', () => {
    expect(setSourceEnabled(flow, 'a', false)).toBe(flow.replace('type: rest_api', 'type: rest_api, enabled: false'));
    expect(setSourceEnabled(flow, 'b', false)).toBe(flow.replace('true', 'false'));
    expect(renameSource(flow, 'b', 'c')).toBe(flow.replace('name: b', 'name: c'));
    expect(removeSource(flow, 'a')).toBe('sources: [{name: b, enabled: true}]  # two\n');
    expect(removeSource(flow, 'b')).toBe('sources: [{name: a, type: rest_api}]  # two\n');
    expect(removeSource('sources: [{name: a}]\n', 'a')).toBe('sources: []\n');
  });

  test('a source is not added to them, because its comments and lines would not fit', () => {
    expect(() => appendSource(flow, 'name: c')).toThrow(code('config-invalid'));
  });
});

describe('setSourceEnabled', () => {
  test('a source without the key gets it below its type, at the same indentation', () => {
    const text = 'sources:\n- name: a # first\n  type: rest_api # kind\n  tags: [x]\n';
    expect(setSourceEnabled(text, 'a', false)).toBe(
      'sources:\n- name: a # first\n  type: rest_api # kind\n  enabled: false\n  tags: [x]\n',
    );
  });

  test('enabling a source that never was disabled changes nothing', () => {
    expect(setSourceEnabled('sources:\n- name: a\n', 'a', true)).toBe('sources:\n- name: a\n');
  });

  test('a key without value gets one', () => {
    expect(setSourceEnabled('sources:\n- name: a\n  enabled:   # ?\n', 'a', true)).toContain('enabled: true');
  });

  test('an unknown name is told with what was meant', () => {
    expect(() => setSourceEnabled('sources:\n- name: shop\n', 'shp', true)).toThrow(
      expect.objectContaining({ code: 'name-unknown', hint: 'Did you mean "shop"?' }),
    );
  });

  test('a value that others share through an anchor is not changed', () => {
    const text = 'sources:\n- name: a\n  enabled: &on true\n- name: b\n  enabled: *on\n';
    expect(() => setSourceEnabled(text, 'a', false)).toThrow(code('config-invalid'));
  });

  test('a broken file is not changed', () => {
    expect(() => setSourceEnabled('sources:\n- name: "a\n', 'a', false)).toThrow(code('config-invalid'));
  });
});

describe('renameSource', () => {
  const text = 'sources:\n- name: a\n- name: b\n';

  test('a name that is taken or not allowed is refused', () => {
    expect(() => renameSource(text, 'a', 'b')).toThrow(code('usage-invalid'));
    expect(() => renameSource(text, 'a', 'My-API')).toThrow(code('usage-invalid'));
    expect(() => renameSource(text, 'c', 'd')).toThrow(code('name-unknown'));
  });

  test('a name that YAML reads as something else is quoted', () => {
    expect(renameSource(text, 'a', 'null')).toBe('sources:\n- name: "null"\n- name: b\n');
  });
});

describe('removeSource', () => {
  test('the last source leaves a file without sources', () => {
    expect(removeSource('version: 1\nsources:\n  - name: a\n    type: x\n', 'a')).toBe('version: 1\nsources:\n');
  });

  test('comments inside the source go with it, those at the level of the dash stay', () => {
    const text = 'sources:\n  # about a\n  - name: a\n    # inside a\n\n  # about b\n  - name: b\n';
    expect(removeSource(text, 'a')).toBe('sources:\n  # about a\n\n  # about b\n  - name: b\n');
  });
});

describe('appendSource', () => {
  const snippet = '  - name: c\n    type: rest_api\n\n    description: |\n      two\n        lines\n';
  const lines = '- name: c\n    type: rest_api\n\n    description: |\n      two\n        lines';

  test.each([
    ['', `sources:\n  ${lines}\n`],
    ['version: 1\n', `version: 1\nsources:\n  ${lines}\n`],
    ['version: 1', `version: 1\nsources:\n  ${lines}`],
    ['sources:\n', `sources:\n  ${lines}\n`],
    [
      'sources:  # none\n  # - name: example\nversion: 1\n',
      `sources:  # none\n  ${lines}\n  # - name: example\nversion: 1\n`,
    ],
    ['sources: []  # none\nversion: 1\n', `sources:  # none\n  ${lines}\nversion: 1\n`],
  ])('%j gets its first source', (text, expected) => {
    expect(appendSource(text, snippet)).toBe(expected);
  });

  test('the indentation of the list is kept', () => {
    expect(appendSource('sources:\n- name: a\n# end\n', 'name: c\ntags:\n- x\n')).toBe(
      'sources:\n- name: a\n- name: c\n  tags:\n  - x\n# end\n',
    );
  });

  test('a name that is taken, a list of two, or no mapping is refused', () => {
    expect(() => appendSource('sources:\n- name: c\n', snippet)).toThrow(code('usage-invalid'));
    expect(() => appendSource('', '- name: a\n- name: b\n')).toThrow(code('usage-invalid'));
    expect(() => appendSource('', 'just text')).toThrow(code('usage-invalid'));
    expect(() => appendSource('', 'name: "a')).toThrow(code('usage-invalid'));
  });
});
