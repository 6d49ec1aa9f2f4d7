import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createTempFolder } from './temp-project.ts';

const root = join(import.meta.dirname, '..', '..');

/** Texts of TypeScript are as the formatter writes them. */
export async function expectFormatted(texts: readonly string[]): Promise<void> {
  const folder = await createTempFolder();
  const files = texts.map((_, index) => join(folder, `module${index}.ts`));
  for (const [index, text] of texts.entries()) await writeFile(files[index] ?? '', text);
  const formatter = join(root, 'node_modules', 'oxfmt', 'bin', 'oxfmt');
  await promisify(execFile)(process.execPath, [formatter, '-c', join(root, '.oxfmtrc.json'), ...files], {
    cwd: folder,
  });
  for (const [index, text] of texts.entries()) expect(text).toBe(await readFile(files[index] ?? '', 'utf8'));
}
