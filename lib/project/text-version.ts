import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { contentHash } from '../util/content-hash.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';

/** A file's text as it was at one moment. */
export interface TextVersion {
  /** Empty where there is no file. */
  readonly text: string;
  /** SHA-256 of its bytes; give it back when you save, so that nobody's change is overwritten. */
  readonly hash: string;
}

export type SaveOutcome =
  | { readonly outcome: 'saved'; readonly hash: string }
  /** Somebody else changed the file since it was read; it is as they left it. */
  | ({ readonly outcome: 'changed-on-disk' } & TextVersion);

/** The text of a file; empty where there is none. Throws `config-invalid` when it exists but cannot be read. */
export function readTextVersion(path: string): TextVersion {
  const bytes = readBytes(path);
  return { text: bytes.toString('utf8'), hash: contentHash(bytes) };
}

/**
 * Replaces a file as a whole, if it still is what the edit began from; makes the folder above it.
 * @param baseHash of the version that was read; that of an empty text for a file that is not there yet.
 */
export function saveTextVersion(path: string, text: string, baseHash: string): SaveOutcome {
  let found: TextVersion | undefined;
  const isUnchanged = (): boolean => {
    found = readTextVersion(path);
    return found.hash === baseHash;
  };
  mkdirSync(dirname(path), { recursive: true });
  const isWritten = isUnchanged() && writeFileAtomic(path, text, { confirm: isUnchanged });
  if (isWritten || found === undefined) return { outcome: 'saved', hash: contentHash(text) };
  return { outcome: 'changed-on-disk', ...found };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') return Buffer.alloc(0);
    throw new DangoError(`${path} cannot be read: ${code}`, {
      code: 'config-invalid',
      hint: code === 'EACCES' ? 'Give yourself permission to read the file.' : 'Check what lies at this path.',
      cause: error,
    });
  }
}
