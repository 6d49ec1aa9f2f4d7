import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMask, maskHeaders, maskUrl } from './redact.ts';

const secret = fc.string({ unit: 'grapheme', minLength: 4, maxLength: 40 });
/** Spellings of a secret on the wire, each with something around it. */
const spellings: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => encodeURIComponent(value),
  (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  (value) => new URLSearchParams({ q: value }).toString(),
  (value) => JSON.stringify({ token: value }),
  // PHP, Python, .NET.
  (value) => JSON.stringify({ token: value }).replaceAll('/', String.raw`\/`),
  (value) => JSON.stringify({ token: value }).replace(/[\u0080-\uffff]/g, escapeCharacter),
  (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll(String.raw`\"`, String.raw`\u0022`)
      .replace(/[&<>'+`\u0080-\uffff]/g, (one) => escapeCharacter(one).toUpperCase().replace('U', 'u')),
  (value) => Buffer.from(value, 'utf8').toString('base64'),
  (value) => Buffer.from(value, 'utf8').toString('base64url'),
];

function escapeCharacter(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

describe('mask', () => {
  test.each([
    ['PHP', String.raw`{"token":"ab+c\/d=="}`],
    ['.NET', String.raw`{"token":"ab\u002Bc/d=="}`],
  ])('hides a token that %s has answered, with its escapes', (_, answer) => {
    expect(createMask(['ab+c/d=='])(answer)).toBe('{"token":"***"}');
  });

  test('hides a value in every spelling', () => {
    fc.assert(
      fc.property(secret, secret, fc.constantFrom(...spellings), (value, other, spell) => {
        const mask = createMask([other, value]);
        const text = mask(`before ${spell(value)} after`);
        expect(text).toContain('***');
        if (!'before *** after'.includes(value)) expect(text).not.toContain(value);
      }),
    );
  });

  test('hides a password inside Basic credentials', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 5 }),
        fc.string({ unit: 'grapheme-ascii', minLength: 8 }),
        (user, password) => {
          const credentials = Buffer.from(`${user}:${password}`).toString('base64');
          const masked = createMask([password])(credentials);
          expect(masked).toContain('***');
          expect(Buffer.from(masked.replace('***', ''), 'base64').toString()).not.toContain(password);
        },
      ),
    );
  });

  test('hides the longer of two values where one is part of the other', () => {
    expect(createMask(['abcd', 'abcdefgh'])('x abcdefgh y abcd')).toBe('x *** y ***');
  });

  test.each([
    ['with line ends', '\n'],
    ['with the line ends of Windows', '\r\n'],
    ['with written-out line ends', String.raw`\n`],
  ])('hides every line of a secret %s, but not its markers', (_title, lineEnd) => {
    const lines = [
      '-----BEGIN PRIVATE KEY-----',
      'MIIEvQIBADANBgkq',
      '  hkiG9w0BAQEFAASC+/x=',
      'short',
      '-----END PRIVATE KEY-----',
    ];
    const mask = createMask([lines.join(lineEnd)]);
    expect(lines.map(mask)).toEqual([lines[0], '***', '  ***', 'short', lines[4]]);
    expect(mask(Buffer.from('MIIEvQIBADANBgkq').toString('base64'))).toContain('***');
    expect(mask(`x ${lines.join(lineEnd)} y`)).toBe('x *** y');
  });

  test('leaves values below four characters alone', () => {
    expect(createMask(['abc', ''])('abc')).toBe('abc');
  });
});

describe('addresses', () => {
  test.each([
    ['https://user:pa@ss@api.test/x', 'https://***@api.test/x'],
    ['https://api.test/x?API_KEY=abc&page=2', 'https://api.test/x?API_KEY=***&page=2'],
    ['https://api.test/x?api%5Fkey=abc&access-token=def#t', 'https://api.test/x?api%5Fkey=***&access-token=***#t'],
    ['https://api.test/x?page_token=abc&keyword=def', 'https://api.test/x?page_token=abc&keyword=def'],
    ['/relative?sig=abc%2Fdef', '/relative?sig=***'],
  ])('%s', (url, expected) => {
    expect(maskUrl(url)).toBe(expected);
  });
});

test('headers that carry credentials keep their scheme only', () => {
  const headers = {
    authorization: 'Bearer abc',
    'proxy-authorization': 'secret',
    'set-cookie': 'a=b',
    'x-api-key': 'k',
    'x-auth-token': 't',
    accept: 'application/json',
    'x-echo': 'value hidden',
  };
  expect(maskHeaders(headers, createMask(['hidden']))).toEqual({
    authorization: 'Bearer ***',
    'proxy-authorization': '***',
    'set-cookie': '***',
    'x-api-key': '***',
    'x-auth-token': '***',
    accept: 'application/json',
    'x-echo': 'value ***',
  });
});
