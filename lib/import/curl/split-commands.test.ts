import { describe, expect, test } from 'vitest';
import { splitPosix } from './split-posix.ts';
import { dialectOf, splitCmd, splitPowershell } from './split-windows.ts';

const texts = (commands: ReturnType<typeof splitPosix>) => commands.map((words) => words.map(({ text }) => text));

describe('a command for bash', () => {
  test.each([
    [`curl 'it''s' "a \\"b\\" \\$c"`, [['curl', 'its', 'a "b" $c']]],
    [`curl $'a\\'b\\n\\x41\\u00e9\\101\\\\'`, [['curl', "a'b\nAéA\\"]]],
    ['curl \\\n  -s \\\r\n  url # why\nls', [['curl', '-s', 'url'], ['ls']]],
    ['a; b && c | d', [['a'], ['b'], ['c'], ['d']]],
    ['curl https://x.test/a?b=1&c=2 -s', [['curl', 'https://x.test/a?b=1&c=2', '-s']]],
    [
      'curl -H "Authorization: Bearer $TOKEN" \'$TOKEN\' ${A:-b}x',
      [['curl', '-H', 'Authorization: Bearer ${TOKEN}', '$TOKEN', '${A:-b}x']],
    ],
    ['curl \'${plain}\' "\\${plain}"', [['curl', '$${plain}', '$${plain}']]],
    ['curl \'\' ""', [['curl', '', '']]],
  ])('%j', (text, words) => {
    expect(texts(splitPosix(text))).toEqual(words);
  });

  test.each([
    ["curl 'abc", "The quote ' in line 1 of the command is never closed"],
    ['curl\\\n "abc', 'The quote " in line 2 of the command is never closed'],
    ['curl "$(cat token)"', 'Line 1 of the command has a command in the place of a value, which only a shell can run'],
    ['curl `cat token`', 'which only a shell can run'],
  ])('%j is refused', (text, message) => {
    expect(() => splitPosix(text)).toThrow(message);
  });
});

describe('a command for Windows', () => {
  test('cmd: carets escape, lines go on, quotes are quotes of the program', () => {
    const text =
      'curl ^"https://x.test/?a=1^&b=2^" ^\n  -H ^"Accept: */*^" ^\n  --data-raw ^"^{^\\^"a^\\^":^\\^"50^%^\\^"^}^"\ncurl next';
    expect(dialectOf(text)).toBe('cmd');
    expect(texts(splitCmd(text))).toEqual([
      ['curl', 'https://x.test/?a=1&b=2', '-H', 'Accept: */*', '--data-raw', '{"a":"50%"}'],
      ['curl', 'next'],
    ]);
  });

  test('cmd: plain quotes, and variables of the environment', () => {
    expect(
      texts(splitCmd('curl "https://x.test" ^\n -H "Authorization: Bearer %TOKEN%" -d "a \\"b\\" ""c"""')),
    ).toEqual([['curl', 'https://x.test', '-H', 'Authorization: Bearer ${TOKEN}', '-d', 'a "b" "c"']]);
  });

  test.each([
    ['curl C:\\dir\\', ['curl', 'C:\\dir\\']],
    ['curl "a\\\\" \\"b', ['curl', 'a\\', '"b']],
    ['curl \\\\\\"c', ['curl', '\\"c']],
  ])('cmd: backslashes of %j', (text, words) => {
    expect(texts(splitCmd(text))).toEqual([words]);
  });

  test('PowerShell: a backtick at the end of a line, quotes that are doubled, variables', () => {
    const text = 'curl.exe `\n -H \'it\'\'s\' `\n -H "X: `"$env:KEY`"" "a""b"';
    expect(dialectOf(text)).toBe('powershell');
    expect(texts(splitPowershell(text))).toEqual([['curl.exe', '-H', "it's", '-H', 'X: "${KEY}"', 'a"b']]);
  });

  test('a quote that is never closed is told with its line', () => {
    expect(() => splitCmd('curl ^\n "abc')).toThrow('A quote in line 1 of the command is never closed');
    expect(() => splitPowershell('curl `\n "abc')).toThrow('A quote in line 2 of the command is never closed');
  });
});
