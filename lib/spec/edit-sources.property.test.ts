import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendSource } from './append-source.ts';
import { removeSource } from './remove-source.ts';
import { renameSource } from './rename-source.ts';
import { setSourceEnabled } from './set-source-enabled.ts';

interface Entry {
  readonly name: string;
  /** The lines of the source, the dash included. */
  readonly lines: readonly string[];
  /** Lines above it that belong to nobody. */
  readonly above: readonly string[];
}

const comment = fc.constantFrom('', '# note', '  # note about "the" next: [one', '#');
const scalar = fc.constantFrom(
  'plain',
  '"quoted: # not a comment"',
  "'it''s'",
  '|\n      - name: no source\n      # no comment',
  '>-\n      folded\n\n      text',
  '[1, "two"]',
  '{a: 1}',
  '"two\n      lines"',
);
const enabled = fc.constantFrom(undefined, 'true', 'false', 'true   # why', '');

function entryOf(index: number): fc.Arbitrary<Entry> {
  return fc
    .record({
      quote: fc.constantFrom('', '"', "'"),
      trailing: fc.constantFrom('', '   # trailing'),
      fields: fc.array(fc.tuple(fc.constantFrom('description', 'x', 'rest_api'), scalar), { maxLength: 3 }),
      enabled,
      above: fc.array(comment, { maxLength: 2 }),
      inner: fc.constantFrom([], ['    # inner'], ['', '    # inner']),
      dash: fc.constantFrom('  - ', '  -   ', '  -\n    '),
    })
    .map(({ quote, trailing, fields, enabled, above, inner, dash }) => {
      const name = `source_${index}`;
      const unique = new Map(fields);
      const keyIndent = dash.includes('\n') ? '    ' : ' '.repeat(dash.length);
      const text = [
        `${dash}name: ${quote}${name}${quote}${trailing}`,
        `${keyIndent}type: rest_api`,
        ...(enabled === undefined ? [] : [`${keyIndent}enabled: ${enabled}`.trimEnd()]),
        ...[...unique].map(([key, value]) => `${keyIndent}${key}: ${value.replaceAll('\n      ', `\n${keyIndent}  `)}`),
        ...inner.map((line) => (line === '' ? '' : `${keyIndent}# inner`)),
      ].join('\n');
      return { name, lines: text.split('\n'), above };
    });
}

const file = fc
  .record({
    count: fc.integer({ min: 1, max: 4 }),
    head: fc.constantFrom<string[]>([], ['# my sources', 'version: 1', '']),
    tail: fc.constantFrom<string[]>([], ['', '# the end'], ['version: "1"']),
    eol: fc.constantFrom('\n', '\r\n'),
    endsWithEol: fc.boolean(),
  })
  .chain((settings) =>
    fc.tuple(
      fc.constant({
        ...settings,
        tail: settings.head.includes('version: 1') && settings.tail[0] === 'version: "1"' ? [] : settings.tail,
      }),
      fc.tuple(...Array.from({ length: settings.count }, (_, index) => entryOf(index))),
      fc.nat(settings.count - 1),
    ),
  )
  .map(([{ head, tail, eol, endsWithEol }, entries, chosen]) => {
    const print = (parts: readonly Entry[]) =>
      [...head, 'sources:', ...parts.flatMap(({ above, lines }) => [...above, ...lines]), ...tail].join(eol) +
      (endsWithEol ? eol : '');
    return { text: print(entries), entries, chosen: entries[chosen] ?? entries[0], print, eol };
  });

/** The lines of a text without their endings. */
const linesOf = (text: string) => text.split(/\r?\n/);

describe('an edit touches only its node', () => {
  test('renaming changes the name and nothing else', () => {
    fc.assert(
      fc.property(file, ({ text, chosen }) => {
        expect(renameSource(text, chosen?.name ?? '', 'fresh')).toBe(text.replace(chosen?.name ?? '', 'fresh'));
      }),
    );
  });

  test('switching changes the word, or adds one line', () => {
    fc.assert(
      fc.property(file, fc.boolean(), ({ text, chosen }, isEnabled) => {
        const edited = setSourceEnabled(text, chosen?.name ?? '', isEnabled);
        const before = linesOf(text);
        const after = linesOf(edited);
        const kept = before.filter((line) => !/^ *enabled:/.test(line));
        expect(after.filter((line) => !/^ *enabled:/.test(line))).toEqual(kept);
        expect(after.length - before.length).toBeLessThanOrEqual(1);
        expect(setSourceEnabled(edited, chosen?.name ?? '', isEnabled)).toBe(edited);
      }),
    );
  });

  test('removing takes the lines of the source and leaves the comments above it', () => {
    fc.assert(
      fc.property(file, ({ text, entries, chosen, print }) => {
        const without = entries.map((entry) => (entry === chosen ? { ...entry, lines: [] } : entry));
        const edited = removeSource(text, chosen?.name ?? '');
        // At the very end of a text without final line ending, the one before stays.
        expect(edited.trimEnd()).toBe(print(without).trimEnd());
      }),
    );
  });

  test('adding puts the lines behind the last source', () => {
    fc.assert(
      fc.property(file, ({ text, entries, print, eol }) => {
        const edited = appendSource(text, 'name: fresh\ntype: dlt_native\nx:\n  - 1\n');
        const lines = ['  - name: fresh', '    type: dlt_native', '    x:', '      - 1'];
        expect(edited).toBe(print([...entries, { name: 'fresh', above: [], lines }]));
        expect(edited.includes('\r\n')).toBe(eol === '\r\n' && edited.includes('\n'));
      }),
    );
  });
});
