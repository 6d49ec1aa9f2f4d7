import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { refuseLinksOutside } from '../sync/guest/refuse-links-outside.ts';

/**
 * Copies custom_sources and puts unsaved texts over the copy. It lies inside the project, so that packages of the
 * project are found from it as from the original.
 * @param texts by path relative to custom_sources.
 * @returns the copy; undefined where every text is that of its file, and the original will do.
 * @throws DangoError `usage-invalid` for a path that is no TypeScript file of custom_sources, `module-invalid` for a
 *   link that leads out of it.
 */
export function copyModules(
  customSources: string,
  texts: Readonly<Record<string, string>>,
  folder: string,
): string | undefined {
  const changed = Object.entries(texts).filter(([path, text]) => readTextFile(placeOf(customSources, path)) !== text);
  if (changed.length === 0) return undefined;
  const copy = join(folder, 'custom_sources');
  if (existsSync(customSources)) {
    // Before the links become files.
    refuseLinksOutside(customSources);
    copyFolder(customSources, copy, []);
  }
  for (const [path, text] of changed) {
    const file = placeOf(copy, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return copy;
}

/** Links become what they lead to, because the original is out of reach for who reads the copy. */
function copyFolder(from: string, to: string, above: readonly string[]): void {
  const real = realpathSync(from);
  // A link to a folder above it would be copied for ever.
  if (above.includes(real)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const path = join(from, name);
    const entry = statSync(path, { throwIfNoEntry: false });
    if (entry?.isDirectory() === true) copyFolder(path, join(to, name), [...above, real]);
    else if (entry?.isFile() === true) copyFileSync(path, join(to, name), constants.COPYFILE_FICLONE);
  }
}

function placeOf(folder: string, path: string): string {
  const file = join(folder, path);
  const isInside = !isAbsolute(path) && !relative(folder, file).startsWith('..');
  if (isInside && file.endsWith('.ts')) return file;
  throw new DangoError(`"${path}" is no TypeScript file of custom_sources.`, {
    code: 'usage-invalid',
    hint: 'Name the file as it is seen from custom_sources: my_api.ts.',
  });
}
