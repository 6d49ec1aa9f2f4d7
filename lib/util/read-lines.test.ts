import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

async function read(pieces: readonly (string | Buffer)[], maxBytes = 1000): Promise<string[]> {
  const heard: string[] = [];
  await readLines(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
    maxBytes,
    onLine: (line) => heard.push(line),
    onLongLine: (start) => heard.push(`${start.toString()}…`),
  });
  return heard;
}

describe('lines of a stream', () => {
  test.each([
    ['are found wherever the pieces end', ['a', 'b\nc', '\n', '\nd\n'], ['ab', 'c', '', 'd']],
    ['end with the stream too', ['a\nb'], ['a', 'b']],
    ['end as Windows ends them', ['a\r', '\nb\r\n'], ['a', 'b']],
    ['may hold what only looks like an end', ['"a\u2028b\u2029c"\n'], ['"a\u2028b\u2029c"']],
    [
      'keep characters that arrive in halves',
      [Buffer.from('é\n').subarray(0, 1), Buffer.from('é\n').subarray(1)],
      ['é'],
    ],
  ])('%s', async (_title, pieces, lines) => {
    expect(await read(pieces)).toEqual(lines);
  });

  test.each([
    ['in one piece', ['ok\n', 'abcdefgh\nnext\n']],
    ['in many pieces', ['ok\n', ...'abcdefgh\nnext\n'.split('')]],
    ['up to the end', ['ok\nabcdefgh\nnext']],
  ])('beyond the limit are told by their start and not kept, %s', async (_title, pieces) => {
    expect(await read(pieces, 5)).toEqual(['ok', 'abcde…', 'next']);
  });

  test('of exactly the limit are whole', async () => {
    expect(await read(['abcde\nabcdef\n'], 5)).toEqual(['abcde', 'abcde…']);
  });

  test('that never end need no memory', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const endless = Readable.from(Array.from({ length: 600 }, () => piece));
    let told = 0;
    await readLines(endless, { maxBytes: 1024, onLine: () => (told += 1), onLongLine: () => (told += 1) });
    expect(told).toBe(1);
  });
});
