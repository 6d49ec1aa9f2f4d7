import { DangoError } from '../errors/dango-error.ts';
import type { KeyPath } from './key-path.ts';
import type { Finding } from './source-issue.ts';

/** Runs a parser for its errors only. */
export function findingOf(path: KeyPath, parse: () => unknown): Finding | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (!DangoError.is(error)) throw error;
    return { path, message: error.message, hint: error.hint ?? 'Correct this value.' };
  }
}
