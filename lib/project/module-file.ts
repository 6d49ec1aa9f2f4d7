import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';

const moduleFilePattern = /^[A-Za-z_][\w-]*(\/[A-Za-z_][\w-]*)*\.ts$/;

/** Whether a file below custom_sources can be a module: letters, digits, `_` and `-` in each part, then `.ts`. */
export function isModuleFile(file: string): boolean {
  return moduleFilePattern.test(file);
}

/** The file of a `source_module`, relative to custom_sources: `custom_sources.my_api`, or just `my_api`, is my_api.ts. */
export function moduleFileOf(sourceModule: string): string {
  return `${sourceModule.replace(/^custom_sources\./, '').replaceAll('.', '/')}.ts`;
}

/** The reverse of {@link moduleFileOf}. */
export function sourceModuleOf(file: string): string {
  return `custom_sources.${file.slice(0, -'.ts'.length).replaceAll('/', '.')}`;
}

/**
 * The absolute path of a module, whether it exists or not.
 * @param file relative to custom_sources, with slashes.
 * @throws DangoError `usage-invalid` for another name, `module-invalid` where a link would lead out of custom_sources.
 */
export function modulePath(root: string, file: string): string {
  if (!isModuleFile(file)) {
    throw new DangoError(`"${file}" cannot be the file of a module.`, {
      code: 'usage-invalid',
      hint: 'Name it with letters, digits and underscores, a letter first, and ".ts" at the end: my_api.ts.',
    });
  }
  const folder = join(root, 'custom_sources');
  let path = folder;
  for (const part of ['', ...file.split('/')]) {
    path = join(path, part);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    const target = existsSync(path) ? realpathSync(path) : undefined;
    if (path !== folder && target !== undefined && !relative(folder, target).startsWith('..')) continue;
    throw new DangoError(`${relative(root, path)} is a link that leads out of custom_sources.`, {
      code: 'module-invalid',
      hint: 'Put the file itself there: a module may only read what lies in custom_sources.',
    });
  }
  return path;
}
