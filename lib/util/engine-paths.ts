import { realpathSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where Dango's own files lie: the folder that holds `lib` (the checkout, or `dist` of the installed package), and the
 * ending of its modules, `.ts` or `.js`.
 */
export interface EnginePaths {
  readonly root: string;
  readonly extension: string;
  /** The file of a module, given without ending: `lib/sdk/dango`. */
  file(module: string): string;
}

const here = realpathSync(fileURLToPath(import.meta.url));
const root = dirname(dirname(dirname(here)));

export const enginePaths: EnginePaths = {
  root,
  extension: extname(here),
  file: (module) => join(root, `${module}${extname(here)}`),
};
