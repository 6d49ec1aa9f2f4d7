import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DangoError } from '../../errors/dango-error.ts';

/**
 * Node follows links inside a granted folder, so one that leads out would open what it points to.
 * @throws DangoError `module-invalid` naming the link.
 */
export function refuseLinksOutside(folder: string): void {
  if (lstatSync(folder).isSymbolicLink()) {
    throw new DangoError(`${folder} is a link, to ${realpathSync(folder)}.`, {
      code: 'module-invalid',
      hint: 'Move the folder itself into the project: a module may only read what lies there.',
    });
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!lstatSync(path).isSymbolicLink()) continue;
    const target = existsSync(path) ? realpathSync(path) : path;
    if (!relative(folder, target).startsWith('..')) continue;
    throw new DangoError(`${path} is a link that leads out of custom_sources, to ${target}.`, {
      code: 'module-invalid',
      hint: 'Copy the file into custom_sources: a module may only read what lies there.',
    });
  }
}
