import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseToml, type TomlTable } from './parse-toml.ts';
import { shownPaths } from './project-paths.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { readTextFile } from './read-text-file.ts';

/** Every place that a value can come from, read once. Holds secrets: never print or store it. */
export interface SecretStore {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `.env`. */
  readonly dotEnv: Readonly<Record<string, string | undefined>>;
  /** `.dlt/secrets.toml`. */
  readonly secrets: TomlTable;
}

/** The store as it would be with these secrets of a source saved. */
export function withUnsavedSecrets(
  store: SecretStore,
  source: string,
  values: Readonly<Record<string, string>> = {},
): SecretStore {
  const { sources } = store.secrets;
  const all = isPlainObject(sources) ? sources : {};
  const own = isPlainObject(all[source]) ? all[source] : {};
  return { ...store, secrets: { ...store.secrets, sources: { ...all, [source]: { ...own, ...values } } } };
}

/**
 * Reads `.env` and `.dlt/secrets.toml` of a project; missing files are empty. Throws `config-invalid` with the place
 * for TOML that cannot be read.
 */
export function loadSecretStore(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SecretStore {
  return {
    environment,
    dotEnv: parseEnv(readTextFile(join(root, shownPaths.environment)) ?? ''),
    secrets: parseToml(readTextFile(join(root, shownPaths.secrets)) ?? '', shownPaths.secrets),
  };
}
