import { existsSync, rmSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { contentHash } from '../util/content-hash.ts';
import { usersOfModule } from './list-modules.ts';
import { modulePath } from './module-file.ts';
import { readTextVersion, saveTextVersion, type SaveOutcome, type TextVersion } from './text-version.ts';

/** The text of a module. Throws `name-unknown` when there is no such file; see {@link modulePath}. */
export function readModule(root: string, file: string): TextVersion {
  return readTextVersion(existingModule(root, file));
}

export type ModuleSaveOutcome =
  | SaveOutcome
  /** A new file was to be written, and one of that name is there; it stays. */
  | ({ readonly outcome: 'exists' } & TextVersion);

/**
 * Saves a module; it may have faults. A file that changed or went away since is never overwritten or made again.
 * @param baseHash of the text that the edit began from; null for a new file.
 */
export function writeModule(root: string, file: string, text: string, baseHash: string | null): ModuleSaveOutcome {
  const path = modulePath(root, file);
  if (baseHash === null && existsSync(path)) return { outcome: 'exists', ...readTextVersion(path) };
  if (baseHash !== null && !existsSync(path)) return { outcome: 'changed-on-disk', ...readTextVersion(path) };
  const saved = saveTextVersion(path, text, baseHash ?? contentHash(''));
  return baseHash === null && saved.outcome === 'changed-on-disk' ? { ...saved, outcome: 'exists' } : saved;
}

/** Deletes a module. Throws `name-unknown` when there is none, `usage-invalid` while a source uses it. */
export function deleteModule(root: string, file: string): void {
  const path = existingModule(root, file);
  const users = usersOfModule(root, file);
  if (users.length > 0) {
    throw new DangoError(`custom_sources/${file} is used by ${users.join(', ')}.`, {
      code: 'usage-invalid',
      hint: `Remove ${users.length === 1 ? 'that source' : 'these sources'} first, or give ${users.length === 1 ? 'it' : 'them'} another source_module.`,
    });
  }
  rmSync(path);
}

function existingModule(root: string, file: string): string {
  const path = modulePath(root, file);
  if (existsSync(path)) return path;
  throw new DangoError(`There is no module custom_sources/${file}.`, {
    code: 'name-unknown',
    hint: 'Look at what lies in custom_sources, or create the file.',
  });
}
