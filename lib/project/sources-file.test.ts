import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempProject } from '../../test/support/temp-project.ts';
import { contentHash } from '../util/content-hash.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { readSourcesFile, writeSourcesFile } from './sources-file.ts';

const text = 'version: 1\r\nsources: # ü\r\n';

describe('sources.yml as a whole', () => {
  test('is saved byte for byte when nobody changed it meanwhile', async () => {
    const project = await createTempProject({ sourcesYml: text });
    const before = readSourcesFile(project.root);
    expect(before).toEqual({ text, hash: contentHash(text) });
    const saved = writeSourcesFile(project.root, `${text}# more`, before.hash);
    expect(saved).toEqual({ outcome: 'saved', hash: readSourcesFile(project.root).hash });
    expect(await project.read('.dango/sources.yml')).toBe(`${text}# more`);
  });

  test('is left as it is when it changed since, and the text of now is returned', async () => {
    const project = await createTempProject({ sourcesYml: text });
    const { hash } = readSourcesFile(project.root);
    await project.write('.dango/sources.yml', 'sources: []\n');
    expect(writeSourcesFile(project.root, 'mine', hash)).toEqual({
      outcome: 'changed-on-disk',
      text: 'sources: []\n',
      hash: contentHash('sources: []\n'),
    });
    expect(await project.read('.dango/sources.yml')).toBe('sources: []\n');
    expect(readdirSync(join(project.root, '.dango'))).toEqual(['project.yml', 'sources.yml']);
  });

  test('that is missing is an empty text, and may be written from there', async () => {
    const project = await createTempProject();
    const before = readSourcesFile(project.root);
    expect(before).toEqual({ text: '', hash: contentHash('') });
    expect(writeSourcesFile(project.root, 'a', before.hash)).toMatchObject({ outcome: 'saved' });
    expect(writeSourcesFile(project.root, 'b', before.hash)).toMatchObject({ outcome: 'changed-on-disk', text: 'a' });
  });
});

test('a change that happens while the new text is written out is seen', async () => {
  const project = await createTempProject({ sourcesYml: text });
  const path = project.path('.dango/sources.yml');
  expect(writeFileAtomic(path, 'mine', { confirm: () => false })).toBe(false);
  expect(await project.read('.dango/sources.yml')).toBe(text);
  expect(existsSync(path) && readdirSync(dirname(path))).toEqual(['project.yml', 'sources.yml']);
});
