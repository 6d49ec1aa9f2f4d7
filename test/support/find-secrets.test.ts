import { mkdirSync, writeFileSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { findSecrets } from './find-secrets.ts';
import { createTempFolder } from './temp-project.ts';

test('finds a secret in every spelling, in subfolders and in each compressed body', async () => {
  const folder = await createTempFolder();
  mkdirSync(`${folder}/inner`);
  writeFileSync(`${folder}/plain.txt`, 'token=top/secret');
  writeFileSync(`${folder}/inner/percent.txt`, 'token=top%2Fsecret');
  writeFileSync(`${folder}/basic.txt`, `Basic ${Buffer.from('top/secret:x').toString('base64')}`);
  writeFileSync(`${folder}/bodies.zst`, Buffer.concat([zstdCompressSync('first'), zstdCompressSync('top/secret')]));
  writeFileSync(`${folder}/clean.txt`, 'Bearer ***');
  expect([...findSecrets(folder, ['top/secret', 'absent'])].sort()).toEqual([
    `${folder}/basic.txt: top/secret`,
    `${folder}/bodies.zst: top/secret`,
    `${folder}/inner/percent.txt: top/secret`,
    `${folder}/plain.txt: top/secret`,
  ]);
});
