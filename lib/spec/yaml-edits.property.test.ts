import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isPlainObject } from '../util/plain-object.ts';
import { getYamlValue } from './get-yaml-value.ts';
import { insertYamlItem } from './insert-yaml-item.ts';
import { jsonAt, jsonWith, jsonWithout } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { moveYamlItem } from './move-yaml-item.ts';
import { removeYamlValue } from './remove-yaml-value.ts';
import { renameYamlKey } from './rename-yaml-key.ts';
import { setYamlValue } from './set-yaml-value.ts';
import { yamlPathAt } from './yaml-path-at.ts';
import { yamlRange } from './yaml-range.ts';

/** A value as it may be written: the rest of its line, and the lines below without their common indentation. */
interface Written {
  readonly head: string;
  readonly below: readonly string[];
  /** Whether the lines below are a list, which may stand at its key's own indentation. */
  readonly isList?: boolean;
}

const note = fc.constantFrom('', '', '  # note: [x', ' # "odd"');
const inline = (...heads: string[]) => fc.constantFrom(...heads).map((head): Written => ({ head, below: [] }));
const scalar: fc.Arbitrary<Written> = fc.oneof(
  fc
    .tuple(inline('plain', 'two words', '"double: # no"', "'it''s'", '5', '1.5', 'true', 'null', '~', '"yes"'), note)
    .map(([{ head }, trailing]) => ({ head: head + trailing, below: [] })),
  inline('', '{a: 1, "b c": [x, {d: e}]}', '[1, two, {k: v}]', '{}', '[]', '[ a , b ]  # flow'),
  fc.constantFrom<Written>(
    { head: '|', below: ['text', '', '  # no comment', 'key: no key'] },
    { head: '|-  # why', below: ['- one'] },
    { head: '>-', below: ['folded', 'text', '', 'more'] },
    { head: '"two', below: ['lines"'] },
    { head: 'plain', below: ['folded'] },
  ),
);
const comment = fc.constantFrom<string[]>([], [], [], [''], ['# comment'], ['# one', '# two', '']);

interface Style {
  readonly step: number;
  readonly isListIndented: boolean;
}

/** A block of keys or dashes, as lines at column 0. */
function block(depth: number, style: Style): fc.Arbitrary<readonly string[]> {
  const value = depth === 0 ? scalar : fc.oneof({ weight: 2, arbitrary: scalar }, nested(depth - 1, style));
  const mapping = fc
    .uniqueArray(fc.tuple(fc.constantFrom('name', 'type', 'x', '"a b"', "'q'", '7', 'a-b'), comment, value), {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    })
    .map((pairs) =>
      pairs.flatMap(([key, above, { head, below, isList = false }], index) => [
        ...(index === 0 ? [] : above),
        `${key}:${head === '' ? '' : ` ${head}`}`,
        ...indented(below, isList && !style.isListIndented ? 0 : style.step),
      ]),
    );
  const list = fc.array(fc.tuple(comment, value, fc.boolean()), { minLength: 1, maxLength: 4 }).map((entries) =>
    entries.flatMap(([above, { head, below }, isInline], index) => {
      const comments = index === 0 ? [] : above;
      const [first, ...rest] = below;
      const isBlock = head === '' && first !== undefined && !first.startsWith('#');
      if (isBlock && isInline) return [...comments, `- ${first}`, ...indented(rest, 2)];
      return [...comments, `-${head === '' ? '' : ` ${head}`}`, ...indented(below, 2)];
    }),
  );
  return fc.oneof({ weight: 2, arbitrary: mapping }, list);
}

function nested(depth: number, style: Style): fc.Arbitrary<Written> {
  return fc
    .tuple(block(depth, style), fc.constantFrom<string[]>([], [], ['# inside']))
    .map(([lines, above]) => ({ head: '', below: [...above, ...lines], isList: lines[0]?.startsWith('-') === true }));
}

const indented = (lines: readonly string[], step: number) =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(step) + line));

const document = fc
  .record({ step: fc.constantFrom(2, 4, 3), isListIndented: fc.boolean() })
  .chain((style) =>
    fc
      .tuple(block(2, style), block(1, style), fc.constantFrom('\n', '\r\n'), fc.boolean(), comment, comment)
      .map(
        ([first, second, eol, isEnded, head, tail]) =>
          [
            ...head,
            'first:',
            ...indented(first, style.step),
            '# between',
            'second:',
            ...indented(second, style.step),
            ...tail,
            'last: end # fin',
          ].join(eol) + (isEnded ? eol : ''),
      ),
  );

function pathsOf(value: unknown, path: KeyPath = []): KeyPath[] {
  const own = path.length === 0 ? [] : [path];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!isPlainObject(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** A document with a path in it. */
const place = document.chain((text) =>
  fc.record({ text: fc.constant(text), path: fc.constantFrom(...pathsOf(parse(text))) }),
);
const listPlace = place.map(({ text, path }) => {
  const value: unknown = parse(text);
  const lists = pathsOf(value).filter((one) => Array.isArray(jsonAt(value, one)));
  return { text, path: lists[path.length % Math.max(1, lists.length)] };
});
const safeWord = fc.constantFrom('fresh', 'other word', '/path/to', 'a.b');
const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  safeWord,
  fc.constantFrom<JsonValue>('', 'yes', '12', '${X}', '{a}', 'a: b', 'x # y', ' lead', '- dash', 'it\'s "so"', 'null'),
  fc.constantFrom<JsonValue>('two\nlines', 'ended\n', 'a\n\nb\n', '\n', 'a\n\n', 'tab\there', 'a\n  b'),
  fc.constantFrom<JsonValue>(1, 2.5, true, null, [], {}, ['a', 'b\nc'], { k: 'v', 'odd key': [1, { x: '2' }] }),
  fc.constantFrom<JsonValue>([{ a: 1, b: 2 }, [1, [2]], []], { a: { b: { c: 'd' } }, e: [] }),
);
const words = fc.string({ unit: 'grapheme', maxLength: 12 });

const linesOf = (text: string) => text.split(/\r?\n/);
const commentsOf = (text: string) => linesOf(text).filter((line) => /^ *#/.test(line));

/** How many comments stand behind a value. */
const trailing = (text: string) => text.match(/ # (note: \[x|"odd"|why|fin)/g)?.length ?? 0;

/** The text before and behind the lines that a place takes. */
function surroundings(text: string, path: KeyPath): [string, string] {
  const { start = 0, end = 0 } = yamlRange(text, path) ?? {};
  const behind = text.indexOf('\n', end);
  return [text.slice(0, text.lastIndexOf('\n', start) + 1), behind < 0 ? '' : text.slice(behind + 1)];
}

const runs = { numRuns: process.env['DANGO_TEST_LONG'] === '1' ? 2000 : 60 };

describe('setYamlValue', () => {
  test('writes any value anywhere, and only in the lines of its place', () => {
    fc.assert(
      fc.property(place, fc.oneof(anyValue, words), ({ text, path }, value) => {
        const edited = setYamlValue(text, path, value);
        expect(parse(edited)).toEqual(jsonWith(parse(text), path, value));
        const [before, behind] = surroundings(text, path);
        expect(edited.startsWith(before)).toBe(true);
        expect(edited.endsWith(behind)).toBe(true);
        expect(setYamlValue(edited, path, value)).toBe(edited);
        if (typeof jsonAt(parse(text), path) !== 'object')
          expect(trailing(edited)).toBeGreaterThanOrEqual(trailing(text));
        if (text.includes('\r\n')) expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
      }),
      runs,
    );
  });

  test('a text that is changed and changed back leaves no trace', () => {
    fc.assert(
      fc.property(document, safeWord, (text, word) => {
        for (const path of pathsOf(parse(text))) {
          const old = getYamlValue(text, path);
          const range = yamlRange(text, path);
          const isOneLine = range !== undefined && !text.slice(range.start, range.end).includes('\n');
          if (typeof old !== 'string' || !isOneLine) continue;
          expect(setYamlValue(setYamlValue(text, path, word), path, old)).toBe(text);
        }
      }),
    );
  });

  test('the value that is there changes nothing', () => {
    fc.assert(
      fc.property(place, ({ text, path }) => {
        expect(setYamlValue(text, path, getYamlValue(text, path) ?? null)).toBe(text);
      }),
      runs,
    );
  });

  test('a key that is missing is added with its parents, and every line stays', () => {
    fc.assert(
      fc.property(place, anyValue, ({ text, path }, value) => {
        const owner = jsonAt(parse(text), path);
        if (!isPlainObject(owner)) return;
        const target = [...path, 'fresh', 'deeper'];
        const edited = setYamlValue(text, target, value);
        expect(parse(edited)).toEqual(jsonWith(parse(text), target, value));
        expect(commentsOf(edited)).toEqual(commentsOf(text));
        const isWritten = Object.keys(owner).length > 0;
        if (isWritten && !isPlainObject(owner['fresh'])) {
          expect(removeYamlValue(edited, target, { pruneEmptyParents: true }).trimEnd()).toBe(text.trimEnd());
        }
      }),
      runs,
    );
  });
});

describe('removeYamlValue', () => {
  test('takes the place alone; comments outside of it stay', () => {
    fc.assert(
      fc.property(place, ({ text, path }) => {
        const edited = removeYamlValue(text, path);
        expect(parse(edited)).toEqual(jsonWithout(parse(text), path));
        const [before] = surroundings(text, path);
        expect(commentsOf(edited)).toEqual(expect.arrayContaining(commentsOf(before)));
        if (path[0] !== 'last') expect(edited).toMatch(/last: end # fin\r?\n?$/);
        if (path[0] !== 'first') return;
        expect(edited.slice(edited.indexOf('# between'))).toBe(text.slice(text.indexOf('# between')));
      }),
      runs,
    );
  });
});

describe('lists', () => {
  test('an entry is added anywhere, and every line stays', () => {
    fc.assert(
      fc.property(listPlace, fc.nat(), anyValue, ({ text, path }, position, value) => {
        const list = path && jsonAt(parse(text), path);
        if (path === undefined || !Array.isArray(list)) return;
        const index = position % (list.length + 1);
        const edited = insertYamlItem(text, path, index, value);
        expect(parse(edited)).toEqual(jsonWith(parse(text), path, list.toSpliced(index, 0, value)));
        expect(commentsOf(edited)).toEqual(commentsOf(text));
      }),
      runs,
    );
  });

  test('an entry moves, and not a character is lost', () => {
    fc.assert(
      fc.property(listPlace, fc.nat(), fc.nat(), ({ text, path }, one, other) => {
        const list = path && jsonAt(parse(text), path);
        if (path === undefined || !Array.isArray(list) || list.length === 0) return;
        const from = one % list.length;
        const to = other % list.length;
        const edited = moveYamlItem(text, path, from, to);
        const expected = list.toSpliced(from, 1).toSpliced(to, 0, list[from]);
        expect(parse(edited)).toEqual(jsonWith(parse(text), path, expected));
        expect(edited.split('').sort()).toEqual(text.split('').sort());
      }),
      runs,
    );
  });
});

test('renameYamlKey changes the key and nothing else', () => {
  fc.assert(
    fc.property(place, words, ({ text, path }, name) => {
      const parent = jsonAt(parse(text), path.slice(0, -1));
      if (!isPlainObject(parent) || Object.hasOwn(parent, name)) return;
      const edited = renameYamlKey(text, path, name);
      const renamed = [...path.slice(0, -1), name];
      expect(getYamlValue(edited, renamed)).toEqual(getYamlValue(text, path));
      expect(parse(renameYamlKey(edited, renamed, String(path.at(-1))))).toEqual(parse(text));
      expect(linesOf(edited)).toHaveLength(linesOf(text).length);
    }),
    runs,
  );
});

test('every place is found again at each end of its range', () => {
  fc.assert(
    fc.property(document, (text) => {
      for (const path of pathsOf(parse(text))) {
        const range = yamlRange(text, path);
        const found = range && yamlPathAt(text, range.start);
        expect(found?.slice(0, path.length)).toEqual(path);
      }
    }),
  );
});

describe('anchors', () => {
  const read = (text: string): unknown => parse(text, { merge: true });
  const shared = block(1, { step: 2, isListIndented: true }).map((lines) => {
    const isMapping = lines[0]?.startsWith('-') === false;
    const text = [
      'base: &base',
      ...indented(lines, 2),
      'one: *base  # used',
      ...(isMapping ? ['two:', '  <<: *base', '  own: 1 # mine'] : []),
      'list:',
      '  - *base',
      '  # a word',
      '  - &word "w"',
      '  - { k: *word, l: *base }',
      '',
    ].join('\n');
    return text;
  });
  const sharedPlace = shared.chain((text) =>
    fc.record({ text: fc.constant(text), path: fc.constantFrom(...pathsOf(read(text))) }),
  );
  /** The edited text, or undefined when it was refused. */
  const attempt = (edit: () => string) => {
    try {
      return edit();
    } catch (error) {
      expect(error).toMatchObject({ code: 'config-invalid' });
      return undefined;
    }
  };

  test('an edit is right or refused, and only what others use is refused', () => {
    fc.assert(
      fc.property(sharedPlace, anyValue, ({ text, path }, value) => {
        const before = read(text);
        const set = attempt(() => setYamlValue(text, path, value));
        const removed = attempt(() => removeYamlValue(text, path));
        if (set !== undefined) expect(read(set)).toEqual(jsonWith(before, path, value));
        if (removed !== undefined) expect(read(removed)).toEqual(jsonWithout(before, path));
        const isUse = path[0] === 'one' || path[0] === 'two' || (path[0] === 'list' && path[1] === 2);
        if (!isUse) return;
        expect(set).toBeDefined();
        expect(removed).toBeDefined();
        expect(set).toContain(text.slice(0, text.indexOf('one:')));
      }),
      runs,
    );
  });
});
