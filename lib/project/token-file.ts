import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { withLock } from '../util/with-lock.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { readTextFile } from './read-text-file.ts';

/** A token of a source as it lies on disk. Secret. */
export interface StoredToken {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since 1970. */
  readonly obtainedAtMs: number;
  /** Milliseconds since 1970; undefined: without a known end. */
  readonly expiresAtMs?: number | undefined;
}

/** The tokens of one source, each under the key of what it was got with. */
export interface TokenFile {
  /** @throws DangoError `config-invalid` for a file that cannot be read. */
  read(key: string): StoredToken | undefined;
  /** All tokens by their keys. Throws as {@link read}. */
  readAll(): ReadonlyMap<string, StoredToken>;
  /** Forgets the token under a key. */
  remove(key: string): void;
  /**
   * Replaces a token while no other process replaces one of this source; what `work` returns is on the disk before it
   * is returned. @throws DangoError `http-timeout` when another process holds on for two minutes.
   */
  renew(
    key: string,
    work: (kept: StoredToken | undefined) => Promise<StoredToken>,
    signal: AbortSignal | undefined,
  ): Promise<StoredToken>;
}

const waitMs = 120_000;

/** The file `<source>.json` in the folder of tokens. Folder and file are made for the owner only, and hidden from git. */
export function openTokenFile(folder: string, source: string): TokenFile {
  const file = join(folder, `${source}.json`);
  const write = (tokens: ReadonlyMap<string, StoredToken>): void => {
    writeFileAtomic(file, `${JSON.stringify({ version: 1, tokens: Object.fromEntries(tokens) }, null, 2)}\n`, {
      mode: 0o600,
    });
  };
  return {
    read: (key) => readTokens(file).get(key),
    readAll: () => readTokens(file),
    remove(key) {
      const tokens = readTokens(file);
      if (tokens.delete(key)) write(tokens);
    },
    async renew(key, work, signal) {
      makeFolder(folder);
      const renewLocked = async (): Promise<StoredToken> => {
        const token = await work(readTokens(file).get(key));
        write(readTokens(file).set(key, token));
        return token;
      };
      const onTimeout = (): DangoError => busyError(source);
      return await withLock(join(folder, `${source}.lock`), renewLocked, { waitMs, signal, onTimeout });
    },
  };
}

/** Takes the tokens along to the new name of a source. */
export function moveTokens(folder: string, from: string, to: string): void {
  const file = join(folder, `${from}.json`);
  if (from !== to && existsSync(file)) renameSync(file, join(folder, `${to}.json`));
  rmSync(join(folder, `${from}.lock`), { force: true });
}

/** Deletes the tokens of a source. */
export function deleteTokens(folder: string, source: string): void {
  for (const ending of ['json', 'lock']) rmSync(join(folder, `${source}.${ending}`), { force: true });
}

function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The umask may have taken less away than it should.
  chmodSync(folder, 0o700);
  // A project that is older than this folder has no line for it in its .gitignore.
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

function readTokens(file: string): Map<string, StoredToken> {
  const text = readTextFile(file);
  if (text === undefined) return new Map();
  try {
    const content: unknown = JSON.parse(text);
    const tokens = isPlainObject(content) ? content['tokens'] : undefined;
    if (isPlainObject(tokens)) return new Map(Object.entries(tokens).filter(isTokenEntry));
  } catch {
    // What it says must not be quoted.
  }
  throw new DangoError('The file of this source in .dango/tokens is damaged', {
    code: 'config-invalid',
    hint: 'Delete it, then allow the access again.',
  });
}

function isTokenEntry(entry: [string, unknown]): entry is [string, StoredToken] {
  return isStoredToken(entry[1]);
}

/** True for a value of the right shape. */
export function isStoredToken(value: unknown): value is StoredToken {
  if (!isPlainObject(value)) return false;
  const { accessToken, obtainedAtMs, refreshToken, expiresAtMs } = value;
  const hasOptional = ['undefined', 'string'].includes(typeof refreshToken);
  const hasEnd = ['undefined', 'number'].includes(typeof expiresAtMs);
  return typeof accessToken === 'string' && typeof obtainedAtMs === 'number' && hasOptional && hasEnd;
}

function busyError(source: string): DangoError {
  return new DangoError(`Another process has been renewing the token of ${source} for two minutes`, {
    code: 'http-timeout',
    hint: 'Wait for the other run, or cancel it.',
  });
}
