import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { packageRoot } from './package-root.ts';

/**
 * The sample project, made once: `.sample` in the clone, or in the given folder where Dango is installed as a package.
 * What a person changed in it stays. Returns its folder.
 */
export async function makeSampleProject(folder: string): Promise<string> {
  const origin = packageRoot();
  const isInstalled = origin.split(sep).includes('node_modules');
  const projectRoot = join(isInstalled ? folder : origin, '.sample');
  if (existsSync(join(projectRoot, '.dango', 'sources.yml'))) return projectRoot;
  await cp(join(origin, 'sample', 'project'), projectRoot, { recursive: true, force: false });
  await mkdir(join(projectRoot, 'custom_sources'), { recursive: true });
  const modules = await readdir(join(origin, 'custom_sources'));
  for (const name of modules.filter((file) => file.endsWith('.ts'))) {
    await cp(join(origin, 'custom_sources', name), join(projectRoot, 'custom_sources', name), { force: false });
  }
  return projectRoot;
}
