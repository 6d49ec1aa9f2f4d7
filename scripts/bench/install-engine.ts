import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildEngine } from '../build-engine.ts';

const clone = dirname(dirname(import.meta.dirname));

/** Dango as npm lays it out, without its UI. */
export interface InstalledEngine {
  /** Of the package. */
  readonly home: string;
  /** The file that is the command. */
  readonly bin: string;
}

/** Builds the engine and lays it out in a new folder. @throws Error where it cannot be built. */
export async function installEngine(folder: string): Promise<InstalledEngine> {
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'dango');
  mkdirSync(join(home, 'bin'), { recursive: true });
  for (const name of readdirSync(join(clone, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(clone, 'node_modules', name), join(modules, name));
  }
  for (const file of ['package.json', join('bin', 'dango.mjs')]) copyFileSync(join(clone, file), join(home, file));
  if (!(await buildEngine(join(home, 'dist')))) throw new Error('The engine could not be built.');
  return { home, bin: join(home, 'bin', 'dango.mjs') };
}
