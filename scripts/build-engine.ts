import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bundleDependencies } from './bundle-dependencies.ts';

const root = dirname(import.meta.dirname);

/**
 * Makes plain JavaScript of the engine, the command line and the server: Node refuses TypeScript below node_modules, so
 * none of it is in the package.
 * @returns whether it worked.
 */
export async function buildEngine(folder: string): Promise<boolean> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  rmSync(folder, { recursive: true, force: true });
  const options = ['-p', 'tsconfig.dist.json', '--outDir', folder];
  const { status } = spawnSync(process.execPath, [compiler, ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) return false;
  await bundleDependencies(folder);
  return true;
}
