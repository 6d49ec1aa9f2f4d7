import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface WriteFileOptions {
  /** Permissions of the file. Default: those it has; for a new file what the process's umask leaves of 0666. */
  readonly mode?: number;
  /** Asked at the last moment before the new text takes its place; false leaves the file as it is. Default: true. */
  readonly confirm?: () => boolean;
}

/**
 * Replaces a file as a whole: readers see the old text or the new one, never a part, also after a crash.
 * Keeps the file's permissions; a symbolic link stays one and its target is replaced. The folder must exist.
 * @returns false when `confirm` said no.
 */
export function writeFileAtomic(path: string, text: string, { mode, confirm }: WriteFileOptions = {}): boolean {
  const target = realPathOf(path);
  const wantedMode = mode ?? modeOf(target);
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    // Created for the owner only where the mode is known: a secret must not be readable for an instant.
    const file = openSync(temporary, 'wx', wantedMode === undefined ? 0o666 : 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (wantedMode !== undefined) chmodSync(temporary, wantedMode);
    if (confirm !== undefined && !confirm()) {
      rmSync(temporary, { force: true });
      return false;
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
  return true;
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function modeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : stats.mode & 0o7777;
}

/** Makes the rename itself durable. Some systems cannot open folders; there the rename is still atomic. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Not supported here.
  }
}
