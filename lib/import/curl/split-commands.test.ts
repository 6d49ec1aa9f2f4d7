import { describe, expect, test } from 'vitest';
import { splitPosix } from './split-posix.ts';
import { dialectOf, splitCmd, splitPowershell } from './split-windows.ts';

const texts = (commands: ReturnType<typeof splitPosix>) => commands.map((words) => words.map(({ text }) => text));

describe('commands for bash', () => {
  test.each([
    [`curl 'it''s' "a \\"b\\" \\$c"`, [['curl', 'its', 'a "b" $c']]],
    [`curl $'a\\'b\\n\\x41\\u00e9\\101\\\\'`, [['curl', "a'b\nAéA\\"]]],
    ['curl \\\n  -s \\\r\n  url # why\nls', [['curl', '-s', 'url']]],
    [
      'curl a; curl b && A=1 sudo /usr/bin/curl c | d',
      [
        ['curl', 'a'],
        ['curl', 'b'],
        ['sudo', '/usr/bin/curl', 'c'],
      ],
    ],
    ['curl https://x.test/a?b=1&c=2 -s', [['curl', 'https://x.test/a?b=1&c=2', '-s']]],
    [
      'curl -H "Authorization: Bearer $TOKEN" \'$TOKEN\' ${A:-b}x',
      [['curl', '-H', 'Authorization: Bearer ${TOKEN}', '$TOKEN', '${A:-b}x']],
    ],
    ['curl \'${plain}\' "\\${plain}"', [['curl', '$${plain}', '$${plain}']]],
    ['curl \'\' ""', [['curl', '', '']]],
    ['curl ${A:?is not set} "${B:="b c"}" "${C%x}"', [['curl', '${A}', '${B:-b c}', '$${C%x}']]],
    ['curl -d {"a":[1,2],"b":"$B"} [1-3] *', [['curl', '-d', '{a:[1,2],b:${B}}', '[1-3]', '*']]],
    // Where a command's output goes is nothing that it sends.
    ['curl a -s > out.json 2>/dev/null | jq ".[] | .id"', [['curl', 'a', '-s']]],
    // What it is given is.
    [
      'curl -d @- a <<EOF\n{"a": "$A",\n "b": "${b"}\nEOF\ncurl --json=@- b <<< "{}"',
      [
        ['curl', '-d', '{"a": "${A}",\n "b": "$${b"}', 'a'],
        ['curl', '--json={}', 'b'],
      ],
    ],
    ['curl -d @- a <<-\'EOF\'\n\t{"a": "$A"}\n\tEOF\n', [['curl', '-d', '{"a": "$A"}', 'a']]],
    // In the value of a variable, a loop, a function.
    [
      'TOKEN=$(curl a -d b | jq -r .token)\nfor i in 1 2; do\n curl "c?page=$i"\ndone\nf() { echo "$(curl d)"; }',
      [
        ['curl', 'a', '-d', 'b'],
        ['curl', 'c?page=${i}'],
        ['curl', 'd'],
      ],
    ],
    // Variables that were set, until they are set to what only a shell can tell.
    [
      'BASE=https://x.test\nexport TOKEN="a $b" URL=$BASE/v1\ncurl "$URL/a" -H "X: ${TOKEN}" ${C:-d} \'$BASE\'\nBASE=$(b)\ncurl $BASE/a',
      [
        ['curl', 'https://x.test/v1/a', '-H', 'X: a ${b}', '${C:-d}', '$BASE'],
        ['curl', '${BASE}/a'],
      ],
    ],
    [
      'A=1 curl "$A"\ncurl "$A" "${A:-2}"',
      [
        ['curl', '${A}'],
        ['curl', '${A}', '${A:-2}'],
      ],
    ],
    ['A=\ncurl "[$A]" "${A:-b}" "${A-b}"', [['curl', '[]', '${A:-b}', '']]],
    // Commands in the place of values of other commands.
    ['export TOKEN=$(cat token)\ncurl -H "X: $TOKEN" a', [['curl', '-H', 'X: ${TOKEN}', 'a']]],
    // A comment, and a blank behind a backslash, cut the rest of a command off.
    ['curl a \\\n  # who\n  -u b: \\ \n  # what\n  -d c \\', [['curl', 'a', '-u', 'b:', '-d', 'c']]],
    [
      "curl https://x.test/items(1)/a?b=<id>&c='d e'&f={g} -u <user>:<password>; curl https://y.test/?a&",
      [
        ['curl', 'https://x.test/items(1)/a?b=<id>&c=d e&f={g}', '-u', '<user>:<password>'],
        ['curl', 'https://y.test/?a'],
      ],
    ],
    // Answers and words between commands.
    [
      'curl a\nResponse (200 OK):\n{\n  "a": [{ "b": (1) }]\n}\nFor all (of them), see below.\ncurl b',
      [
        ['curl', 'a'],
        ['curl', 'b'],
      ],
    ],
  ])('%j', (text, words) => {
    expect(texts(splitPosix(text))).toEqual(words);
  });

  test.each([
    ["curl 'abc", "The quote ' in line 1 of the command is never closed"],
    ['curl\\\n "abc', 'The quote " in line 2 of the command is never closed'],
    ['curl "$(cat token)"', 'Line 1 of the command has a command in the place of a value, which only a shell can run'],
    ['curl `cat token`', 'which only a shell can run'],
    ['curl -d @<(cat body) a', 'which only a shell can run'],
    ["curl \\\n $'a\\'", "The quote $' in line 2 of the command is never closed"],
    ['curl "\n${A"', 'The quote " in line 1 of the command is never closed'],
    ['curl a\ncurl -d @- b <<END\n{}', 'The text behind <<END in line 2 of the command is never closed'],
    ['curl a\ncurl \\\n -d (b)', "Line 3 of the command is nothing that a shell can read: unexpected token '('"],
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
