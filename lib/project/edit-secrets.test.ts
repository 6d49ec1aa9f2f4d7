import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setSecret, unsetSecret } from './edit-secrets.ts';
import { parseToml } from './parse-toml.ts';

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const text = `# Secrets
top = "1"   # at the top

[sources.rest_api]   # shared
# a token
TOKEN = "old"  # rotate me

[sources.shop]
key = """
two
lines"""
`;

describe('setSecret', () => {
  test('replaces a value and keeps the comment beside it', () => {
    expect(setSecret(text, 'sources.rest_api', 'TOKEN', 'new')).toBe(text.replace('"old"', '"new"'));
    expect(setSecret(text, '', 'top', 'new')).toBe(text.replace('"1"', '"new"'));
  });

  test('replaces a value of several lines', () => {
    expect(setSecret(text, 'sources.shop', 'key', 'new')).toBe(text.replace(/"""[^]*"""/, '"new"'));
  });

  test('adds a key behind the last one of its section', () => {
    expect(setSecret(text, 'sources.rest_api', 'B', 'x')).toBe(text.replace('# rotate me\n', '# rotate me\nB = "x"\n'));
    expect(setSecret(text, '', 'b', 'x')).toBe(text.replace('# at the top\n', '# at the top\nb = "x"\n'));
  });

  test('adds a section at the end', () => {
    expect(setSecret(text, 'sources.new', 'k', 'x')).toBe(`${text}\n[sources.new]\nk = "x"\n`);
    expect(setSecret('', 'sources.new', 'k', 'x')).toBe('[sources.new]\nk = "x"\n');
  });

  test('a key at the top stays above the sections', () => {
    expect(setSecret('# c\n[a]\nb = 1\n', '', 'k', 'x')).toBe('k = "x"\n\n# c\n[a]\nb = 1\n');
    expect(setSecret('# only a comment', '', 'k', 'x')).toBe('# only a comment\nk = "x"\n');
  });

  test('keeps the line endings of the file', () => {
    expect(setSecret('[a]\r\nb = "1"\r\n', 'a', 'c', 'x')).toBe('[a]\r\nb = "1"\r\nc = "x"\r\n');
  });

  test('finds dotted keys', () => {
    expect(setSecret('[sources]\nshop.key = "a"\n', 'sources.shop', 'key', 'b')).toBe('[sources]\nshop.key = "b"\n');
  });

  test('refuses what it cannot change without risk', () => {
    expect(() => setSecret('sources = { shop = { key = "a" } }\n', 'sources.shop', 'key', 'b')).toThrow(
      code('config-invalid'),
    );
    expect(() => setSecret('sources = "x"\n', 'sources.shop', 'key', 'b')).toThrow(code('config-invalid'));
    expect(() => setSecret('[sources.shop.key]\na = 1\n', 'sources.shop', 'key', 'b')).toThrow(code('config-invalid'));
  });

  test('refuses names that are no plain words, and broken files', () => {
    expect(() => setSecret('', 'a b', 'k', 'x')).toThrow(code('usage-invalid'));
    expect(() => setSecret('', '', 'k"', 'x')).toThrow(code('usage-invalid'));
    expect(() => setSecret('a = ', '', 'k', 'x')).toThrow(code('config-invalid'));
    expect(() => setSecret('', '', 'k', '\uD800')).toThrow(code('usage-invalid'));
  });
});

describe('unsetSecret', () => {
  test('takes the line out and leaves the rest', () => {
    expect(unsetSecret(text, 'sources.rest_api', 'TOKEN')).toBe(text.replace('TOKEN = "old"  # rotate me\n', ''));
    expect(unsetSecret(text, 'sources.shop', 'key')).toBe(text.replace(/key = """[^]*"""\n/, ''));
  });

  test('a key that is not there is told', () => {
    expect(() => unsetSecret(text, 'sources.shop', 'nope')).toThrow(code('name-unknown'));
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', "'", '\\', '\n', '\r', '\t', '#', ']', '=', '\0', '\u007F', 'é', '😀', 'a') }),
);

test('any text comes back as it was given, and nothing else changes', () => {
  fc.assert(
    fc.property(
      anyText,
      anyText,
      fc.constantFrom('', 'sources.rest_api', 'sources.shop', 'other'),
      (one, two, section) => {
        const key = section === 'sources.shop' ? 'key' : 'NEW';
        const first = setSecret(text, section, key, one);
        const second = setSecret(first, section, key, two);
        expect(at(second, section, key)).toBe(two);
        expect(setSecret(second, section, key, one)).toBe(first);
        for (const comment of ['# Secrets', '# at the top', '# shared', '# a token', '# rotate me']) {
          expect(second).toContain(comment);
        }
        if (key === 'NEW' && section !== 'other') expect(unsetSecret(second, section, key)).toBe(text);
      },
    ),
  );
});

function at(toml: string, section: string, key: string): unknown {
  let value: unknown = parseToml(toml, 'secrets.toml');
  for (const step of [...(section === '' ? [] : section.split('.')), key]) value = Object(value)[step];
  return value;
}
