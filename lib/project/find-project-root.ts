import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';

/**
 * The nearest folder with a `.dango` folder in it, from the given one upwards, without symbolic links.
 * Throws `project-missing` when there is none.
 */
export function findProjectRoot(startFolder: string): string {
  const start = realFolder(startFolder);
  for (let folder = start; ; folder = dirname(folder)) {
    if (statSync(join(folder, '.dango'), { throwIfNoEntry: false })?.isDirectory() === true) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new DangoError(`There is no Dango project in ${start} or above it`, {
    code: 'project-missing',
    hint: 'Run dango init in the folder of the project, or name it with --project.',
  });
}

function realFolder(folder: string): string {
  try {
    return realpathSync(resolve(folder));
  } catch {
    throw new DangoError(`The folder ${resolve(folder)} does not exist`, {
      code: 'project-missing',
      hint: 'Name the folder of a project.',
    });
  }
}
