import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cache = join(dirname(dirname(import.meta.dirname)), 'node_modules', '.cache', 'packed');

/**
 * The files of a package of the npm registry, packed once into `node_modules/.cache`; no script of it runs.
 * @param name `name@version`.
 * @returns the folder that it was unpacked into.
 * @throws where there is no registry, in words that say so.
 */
export async function packFromRegistry(name: string): Promise<string> {
  const folder = join(cache, name.replaceAll(/[^\w.@-]/g, '+'));
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'making-'));
  try {
    const { stdout } = await run('npm', ['pack', name, '--silent', '--ignore-scripts', '--pack-destination', made]);
    await run('tar', ['xzf', join(made, stdout.trim().split('\n').at(-1) ?? ''), '-C', made]);
    await rename(join(made, 'package'), folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} could not be packed. This test needs the npm registry once. ${reason}`, { cause: error });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return folder;
}
