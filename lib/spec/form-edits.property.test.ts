import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oddSources } from '../../test/support/odd-sources.ts';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { getYamlValue } from './get-yaml-value.ts';
import { insertYamlItem } from './insert-yaml-item.ts';
import { jsonAt, jsonWith, jsonWithout } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { moveYamlItem } from './move-yaml-item.ts';
import { removeYamlValue } from './remove-yaml-value.ts';
import { renameYamlKey } from './rename-yaml-key.ts';
import { restoreSpelling } from './restore-spelling.ts';
import { isSameJson } from './same-json.ts';
import { setYamlValue } from './set-yaml-value.ts';
import { jsonOf } from './yaml-edit.ts';
import { setYamlExcerpt, yamlExcerpt } from './yaml-excerpt.ts';
import { yamlLines } from './yaml-range.ts';

const isLong = process.env['DANGO_TEST_LONG'] === '1';
/** Of each of the seven edits: more than three hundred files together with those by hand. */
const runs = { numRuns: isLong ? 5000 : 45 };

/** Lines of a block without their indentation: `key: value`, with what belongs to it below. */
type Lines = readonly string[];

const note = fc.constantFrom('', '', '', '   # why', ' # "x: [y"', '\t# tab');
const above = fc.constantFrom<Lines>([], [], [], ['# above'], [''], ['', '# one', '#two: [x']);
const written = (...texts: string[]) => fc.constantFrom(...texts);
const indent = (lines: Lines, by: number): Lines => lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));

/** `key: value` in one of the ways that YAML has for it. */
function scalarPair(key: string, step: number, heads: readonly string[]): fc.Arbitrary<Lines> {
  const texts = fc.constantFrom<Lines>(
    ['|', 'one', '', '  two: # no'],
    ['>-', 'folded', 'text', '', 'more'],
    ['|+', 'kept', ''],
    ['"two', 'lines"'],
    ['plain', 'folded'],
  );
  const oneLine = fc.tuple(written(...heads), note).map(([head, behind]): Lines => [`${key}: ${head}${behind}`]);
  const several = texts.map(([head = '', ...below]): Lines => [`${key}: ${head}`, ...indent(below, step)]);
  const below = written(...heads).map((head): Lines => [`${key}:   # below`, ...indent([head], step)]);
  return fc.oneof({ weight: 6, arbitrary: oneLine }, several, below);
}

const words = ['plain', '"double"', "'it''s'", '"a: b # c"', 'x#y', '${X}', '"{resources.a.id}"', 'käse 🍡'];
const numbers = ['5', '1.50', '0x10', '"5"', '1e3', '+7', '9007199254740993', '~', 'true'];

function settings(step: number): fc.Arbitrary<Lines> {
  const pair = (key: string) =>
    fc.oneof(
      scalarPair(key, step, [...words, ...numbers]),
      written('[a, "b"]', '{ k: v , "odd key": [1] }', '[ ]', '{}', '[{a: 1}, {b: 2},]').map((flow): Lines => [
        `${key}: ${flow}`,
      ]),
      fc
        .constantFrom<Lines>(['- a', '# between', '- b   # two'], ['- k: v', '  l: w', '- k: x'])
        .map((items): Lines => [`${key}:`, ...indent(items, step === 4 ? 0 : step)]),
      fc
        .constantFrom<Lines>(['a: 1', "'b c': 2   # two"], ['# first', 'a:', '  deep: {x: y}'])
        .map((inner): Lines => [`${key}:`, ...indent(inner, step)]),
    );
  const keys = fc.uniqueArray(
    fc.constantFrom('endpoint', 'params', 'primary_key', '"json"', "'x-note'", 'steps', 'headers'),
    {
      maxLength: 4,
    },
  );
  return keys
    .chain((names) => fc.tuple(...names.map((key) => fc.tuple(above, pair(key)))))
    .map((pairs) => pairs.flat(2));
}

/** A whole sources.yml in an odd shape. */
const generated = fc.constantFrom(2, 3, 4).chain((step) =>
  fc
    .record({
      tables: fc.array(fc.tuple(above, settings(step), fc.constantFrom('- ', '-   ')), { minLength: 1, maxLength: 3 }),
      source: settings(step),
      head: fc.constantFrom<Lines>([], ['# top', 'version: 1'], ['---'], ['%YAML 1.2', '---', 'x: &x {a: 1}', 'y: *x']),
      tail: fc.constantFrom<Lines>([], ['', '# end'], ['...'], ['z: last   # fin']),
      url: scalarPair('base_url', step, ['https://a.b', '"https://a.b/#c"', "'https://a.b'"]),
      eol: fc.constantFrom('\n', '\n', '\r\n'),
      isEnded: fc.boolean(),
      isFlat: fc.boolean(),
    })
    .map(({ tables, source, head, tail, url, eol, isEnded, isFlat }) => {
      const items = tables.flatMap(([before, own, dash], index) => [
        ...before,
        `${dash}name: t${index}`,
        ...indent(own, dash.length),
      ]);
      const api = [...url, 'resources:', ...indent(items, isFlat ? 0 : step)];
      const shop = ['- name: shop', '  type: rest_api', ...indent(source, 2), '  rest_api:', ...indent(api, 2 + step)];
      return [...head, 'sources:', ...indent(shop, isFlat ? 0 : step), ...tail].join(eol) + (isEnded ? eol : '');
    })
    .filter((text) => isReadable(text)),
);

const byHand = [...oddSources, ...oddSources.map((text) => text.replaceAll('\n', '\r\n'))];

function isReadable(text: string): boolean {
  try {
    jsonOf(text);
    return true;
  } catch {
    return false;
  }
}

function pathsOf(value: unknown, path: KeyPath = []): KeyPath[] {
  const own = path.length === 0 ? [] : [path];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!isPlainObject(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** The edited text, or undefined where the edit was refused: with a reason and a next step, and nothing else. */
function attempt(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    expect(error.code).toBe('config-invalid');
    expect(error.hint).toMatch(/\S/);
    return undefined;
  }
}

/** What stands before the lines of a place, and behind them. */
function around(text: string, path: KeyPath): readonly [string, string] {
  const { start = 0, end = text.length } = yamlLines(text, path) ?? {};
  return [text.slice(0, start), text.slice(end)];
}

/** Comments and blank lines count, their indentation too. */
const notesOf = (text: string) => text.split(/\r?\n/).filter((line) => /^\s*#/.test(line));

function expectSame(text: string, expected: unknown): void {
  const actual = jsonOf(text);
  if (!isSameJson(actual, expected)) expect(actual).toEqual(expected);
}

/** A number that says how an edit is chosen; the same for all that is tried with one place. */
type Choice = number;
const values: readonly JsonValue[] = ['fresh', '', 'a: b # c', 'two\nlines', 7, true, ['x', 'y'], { k: 'v' }, 'käse'];
const chosen = <Item>(items: readonly Item[], choice: Choice): Item => items[choice % items.length] as Item;

function setAnywhere(text: string, path: KeyPath, choice: Choice): void {
  const value = chosen(values, choice);
  const edited = attempt(() => setYamlValue(text, path, value));
  if (edited === undefined) return;
  expectSame(edited, jsonWith(jsonOf(text), path, value));
  const [before, behind] = around(text, path);
  expect(edited.startsWith(before)).toBe(true);
  expect(edited.endsWith(behind)).toBe(true);
}

/** As the form does it: what is what it was is written as it was. */
function setAndSetBack(text: string, path: KeyPath, choice: Choice): void {
  const old = jsonAt(jsonOf(text), path) as JsonValue;
  const other = chosen(values, choice);
  const edited = attempt(() => setYamlValue(text, path, other));
  if (edited === undefined || edited === text) return;
  const back = attempt(() => setYamlValue(edited, path, old));
  if (back !== undefined) expect(restoreSpelling(text, back, path)).toBe(text);
}

function removeAnywhere(text: string, path: KeyPath): void {
  const edited = attempt(() => removeYamlValue(text, path));
  if (edited === undefined) return;
  const expected = jsonWithout(jsonOf(text), path);
  if (Object.keys(expected as object).length > 0) expectSame(edited, expected);
  const [before] = around(text, path);
  expect(notesOf(edited)).toEqual(expect.arrayContaining(notesOf(before)));
}

function addKey(text: string, path: KeyPath, choice: Choice): void {
  const value = chosen(values, choice);
  const edited = attempt(() => setYamlValue(text, [...path, 'fresh_key'], value));
  if (edited === undefined) return;
  expectSame(edited, jsonWith(jsonOf(text), [...path, 'fresh_key'], value));
  expect(notesOf(edited)).toEqual(notesOf(text));
}

function changeList(text: string, path: KeyPath, choice: Choice): void {
  const json = jsonOf(text);
  const list = jsonAt(json, path);
  if (!Array.isArray(list)) return;
  const value = chosen(values, choice);
  const at = choice % (list.length + 1);
  const added = attempt(() => insertYamlItem(text, path, at, value));
  if (added !== undefined) {
    expectSame(added, jsonWith(json, path, list.toSpliced(at, 0, value)));
    expect(notesOf(added)).toEqual(notesOf(text));
  }
  if (list.length < 2) return;
  const from = choice % list.length;
  const to = (choice + 1) % list.length;
  const moved = attempt(() => moveYamlItem(text, path, from, to));
  if (moved === undefined) return;
  expectSame(moved, jsonWith(json, path, list.toSpliced(from, 1).toSpliced(to, 0, list[from])));
  expect(moved.split('').sort()).toEqual(text.split('').sort());
}

function renameAndBack(text: string, path: KeyPath): void {
  if (typeof path.at(-1) !== 'string') return;
  const edited = attempt(() => renameYamlKey(text, path, 'fresh_key'));
  if (edited === undefined) return;
  const renamed = [...path.slice(0, -1), 'fresh_key'];
  expect(isSameJson(getYamlValue(edited, renamed), getYamlValue(text, path))).toBe(true);
  const back = attempt(() => renameYamlKey(edited, renamed, String(path.at(-1))));
  if (back !== undefined) expectSame(back, jsonOf(text));
}

function writeExcerpt(text: string, path: KeyPath, choice: Choice): void {
  const shown = yamlExcerpt(text, path);
  if (shown === undefined) return;
  expect(setYamlExcerpt(text, path, shown)).toBe(text);
  const piece = chosen(
    ['[x, {y: z}]', '- a\n# note\n- b: c\n  d: e', 'word', '{', 'k: v\nl:\n  m: n', '|\n  lines\n  of text'],
    choice,
  );
  const edited = attempt(() => setYamlExcerpt(text, path, piece));
  if (edited === undefined) return;
  expectSame(edited, jsonWith(jsonOf(text), path, getYamlValue(edited, path) ?? null));
  const [before, behind] = around(text, path);
  expect(edited.startsWith(before)).toBe(true);
  expect(edited.endsWith(behind)).toBe(true);
}

const edits = { setAnywhere, setAndSetBack, removeAnywhere, addKey, changeList, renameAndBack, writeExcerpt };

test('there are more than forty files by hand, twice: with the line endings of Windows too', () => {
  expect(oddSources.length).toBeGreaterThanOrEqual(40);
  expect(new Set(byHand).size).toBe(oddSources.length * 2);
  for (const text of byHand) expect(isReadable(text)).toBe(true);
});

describe.each(Object.entries(edits))('%s', (_, edit) => {
  test('at every place of the files by hand', () => {
    for (const [position, text] of byHand.entries()) {
      for (const [index, path] of pathsOf(jsonOf(text)).entries()) {
        try {
          edit(text, path, position + index);
        } catch (error) {
          throw new Error(`at ${JSON.stringify(path)} of\n${text}`, { cause: error });
        }
      }
    }
  });

  test('at places of generated files', () => {
    fc.assert(
      fc.property(generated, fc.nat(10_000), (text, choice) => {
        const paths = pathsOf(jsonOf(text));
        for (const step of [0, 7]) edit(text, chosen(paths, choice + step), choice);
      }),
      runs,
    );
  });
});
