import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createTempProject } from './temp-project.ts';

test('writes the files it is given and goes away when it is done', async () => {
  const project = await createTempProject({
    sourcesYml: 'sources: []\n',
    secretsToml: 'key = "value"\n',
    customSources: { my_api: 'export {};\n', 'note.txt': 'text' },
    env: { NAME: 'two words' },
  });
  expect(await project.read('.dango/project.yml')).toBe('version: 1\n');
  expect(await project.read('.dango/sources.yml')).toBe('sources: []\n');
  expect(await project.read('.dlt/secrets.toml')).toBe('key = "value"\n');
  expect(await project.read('custom_sources/my_api.ts')).toBe('export {};\n');
  expect(await project.read('custom_sources/note.txt')).toBe('text');
  expect(await project.read('.env')).toBe('NAME="two words"\n');
  await project.remove();
  expect(existsSync(project.root)).toBe(false);
});
