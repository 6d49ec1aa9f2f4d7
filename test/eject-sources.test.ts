import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { richSources } from './support/ejectable-sources.ts';
import { expectEjectable } from './support/expect-ejectable.ts';
import { createTempFolder } from './support/temp-project.ts';

const root = join(import.meta.dirname, '..');
const modules: string[] = [];

describe('a source sends the same requests and makes the same tables as a module', () => {
  test.each(richSources)('$title', async (source) => {
    modules.push(await expectEjectable(source));
  });

  test('modules are laid out as the formatter lays them out', async () => {
    expect(modules.length).toBe(richSources.length);
    await expectFormatted(modules);
  });
});

async function expectFormatted(texts: readonly string[]): Promise<void> {
  const folder = await createTempFolder();
  await mkdir(folder, { recursive: true });
  const files = texts.map((_, index) => join(folder, `module${index}.ts`));
  for (const [index, text] of texts.entries()) await writeFile(files[index] ?? '', text);
  const formatter = join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt');
  await promisify(execFile)(process.execPath, [formatter, '-c', join(root, '.oxfmtrc.json'), ...files], {
    cwd: folder,
  });
  for (const [index, text] of texts.entries()) expect(text).toBe(await readFile(files[index] ?? '', 'utf8'));
}
