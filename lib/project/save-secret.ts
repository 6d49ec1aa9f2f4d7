import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { setSecret, unsetSecret } from './edit-secrets.ts';
import { shownPaths } from './project-paths.ts';
import { readTextFile } from './read-text-file.ts';

/** Writes a secret into `.dlt/secrets.toml` of a project; see {@link setSecret}. Only the owner may read the file. */
export function saveSecret(root: string, section: string, key: string, value: string): void {
  writeSecrets(root, (text) => setSecret(text, section, key, value));
}

/** Takes a secret out of `.dlt/secrets.toml` of a project; see {@link unsetSecret}. */
export function deleteSecret(root: string, section: string, key: string): void {
  writeSecrets(root, (text) => unsetSecret(text, section, key));
}

function writeSecrets(root: string, edit: (text: string) => string): void {
  const path = join(root, shownPaths.secrets);
  const edited = edit(readTextFile(path) ?? '');
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, edited, { mode: 0o600 });
}
