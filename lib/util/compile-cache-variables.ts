import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/** Environment variables that let a process started by this one use the same cache of compiled code; none without one. */
export function compileCacheVariables(): Record<string, string> {
  const folder = getCompileCacheDir();
  // The folder of this Node version lies inside the one that the variable names.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? dirname(folder) };
}
