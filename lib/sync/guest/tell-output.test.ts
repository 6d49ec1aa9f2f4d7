import { expect, test } from 'vitest';
import type { SourceLocation } from '../../errors/source-location.ts';
import { longestOutputLine, OutputLines } from './tell-output.ts';

const at = (line: number): SourceLocation => ({ file: 'custom_sources/a.ts', line, column: 1 });

/** What is told of writes, each by the line of its number. */
function told(...chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const output = new OutputLines((text, place) => lines.push(`${place?.line}: ${text}`));
  for (const [number, chunk] of chunks.entries()) output.add(chunk, () => at(number));
  output.end();
  return lines;
}

test('what is written becomes lines, each of the place that began it', () => {
  expect(told('one\ntwo', ' more\n', '', 'three\n\n', 'rest')).toEqual([
    '0: one',
    '0: two more',
    '3: three',
    '3: ',
    '4: rest',
  ]);
  expect(told('10 %\r20 %\n')).toEqual(['0: 10 %', '0: 20 %']);
});

test('a letter that is cut in two stays one', () => {
  const bytes = Buffer.from('größe\n');
  expect(told(bytes.subarray(0, 3), bytes.subarray(3))).toEqual(['0: größe']);
});

test('of an endless line the start is kept', () => {
  const piece = 'x'.repeat(longestOutputLine);
  const [line = '', next] = told(piece, piece, piece, '\nnext\n');
  expect(line).toHaveLength('0: '.length + longestOutputLine + 1);
  expect(next).toBe('3: next');
});
