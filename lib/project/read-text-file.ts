import { readFileSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';

/** The text of a file; undefined when there is none. Throws `config-invalid` when it exists but cannot be read. */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new DangoError(`${path} cannot be read: ${code}`, {
      code: 'config-invalid',
      hint: code === 'EACCES' ? 'Give yourself permission to read the file.' : 'Check what lies at this path.',
      cause: error,
    });
  }
}
