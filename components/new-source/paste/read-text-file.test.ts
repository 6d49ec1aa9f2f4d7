import { expect, test } from 'vitest';
import { readTextFile } from './read-text-file.ts';

const fileOf = (...bytes: readonly number[]) => new Blob([Uint8Array.from(bytes)]);

test.each([
  ['UTF-8', new Blob(['openapi: 3.1.0 ü'])],
  ['UTF-8 with its mark', new Blob(['\uFEFFopenapi: 3.1.0 ü'])],
  [
    'UTF-16 of Windows',
    fileOf(0xff, 0xfe, ...Array.from('openapi: 3.1.0 ü').flatMap((letter) => [letter.charCodeAt(0), 0])),
  ],
])('a file in %s is read as its text', async (_, file) => {
  expect(await readTextFile(file)).toEqual({ text: 'openapi: 3.1.0 ü' });
});

test.each([
  ['an empty file', new Blob([]), 'It is empty.'],
  ['an image', fileOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a), 'It is no text.'],
  ['an archive', fileOf(0x50, 0x4b, 0x03, 0x04, 0x00), 'It is no text.'],
])('%s says what to choose instead', async (_, file, words) => {
  expect(await readTextFile(file)).toEqual({
    fault: expect.stringMatching(`^${words} Choose one of these:`) as string,
  });
});
