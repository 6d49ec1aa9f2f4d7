import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { setSecret, unsetSecret } from './edit-secrets.ts';
import type { StoredPlace } from './look-up-secret.ts';
import { shownPaths } from './project-paths.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * Writes a secret into `.dlt/secrets.toml` of a project; see {@link setSecret}. Only the owner may read the file. A key such
 * as `credentials.token` belongs to the section `credentials` below the given one.
 */
export function saveSecret(root: string, section: string, key: string, value: string): void {
  saveSecrets(root, [{ section, key, value }]);
}

/** A secret and where it belongs. */
export interface SecretValue extends StoredPlace {
  readonly value: string;
}

/** As {@link saveSecret}, for several secrets: all of them are written, or none. */
export function saveSecrets(root: string, secrets: readonly SecretValue[]): void {
  writeSecrets(root, (text) =>
    secrets.reduce((edited, { section, key, value }) => {
      const [place, name] = placeOf(section, key);
      return setSecret(edited, place, name, value);
    }, text),
  );
}

/** Takes a secret out of `.dlt/secrets.toml` of a project; see {@link unsetSecret}. */
export function deleteSecret(root: string, section: string, key: string): void {
  const [place, name] = placeOf(section, key);
  writeSecrets(root, (text) => unsetSecret(text, place, name));
}

function placeOf(section: string, key: string): readonly [section: string, key: string] {
  const [, name] = /^credentials\.(.+)$/.exec(key) ?? [];
  if (name === undefined) return [section, key];
  return [section === '' ? 'credentials' : `${section}.credentials`, name];
}

function writeSecrets(root: string, edit: (text: string) => string): void {
  const path = join(root, shownPaths.secrets);
  const edited = edit(readTextFile(path) ?? '');
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, edited, { mode: 0o600 });
}
