import { appendSource } from '../spec/append-source.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { addSource, type CreatedSource } from './add-source.ts';
import { saveSecret } from './save-secret.ts';
import { loadSecretStore } from './secret-store.ts';
import { readSourcesFile } from './sources-file.ts';

/** A source that is written already, with the credentials that belong to it. */
export interface SourceToSave {
  readonly name: string;
  /** The entry of sources.yml, without the dash. */
  readonly yaml: string;
  /** As `${NAME}` refers to them in `yaml`. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

export interface SavedSource extends CreatedSource {
  /** Names of the secrets that were stored, in `[sources.<name>]` of secrets.toml. */
  readonly stored: readonly string[];
}

/**
 * Adds a source at the end of sources.yml, and its credentials to secrets.toml. A secret of that name that is there with
 * another value keeps it: the new one gets a number.
 * @throws DangoError `usage-invalid` for a name that is taken or not allowed; `config-invalid` when a file is broken.
 */
export function saveImportedSource(root: string, source: SourceToSave): SavedSource {
  const { name, yaml, secrets } = withFreeNames(root, source);
  // Faults are told before anything is written.
  appendSource(readSourcesFile(root).text, yaml);
  for (const secret of secrets) saveSecret(root, `sources.${name}`, secret.name, secret.value);
  const created = addSource(root, name, (text) => appendSource(text, yaml), undefined);
  const [blank] = /YOUR-\w+/.exec(yaml) ?? [];
  return {
    ...created,
    stored: secrets.map((secret) => secret.name),
    warnings: blank === undefined ? [] : [`base_url still says ${blank}: write the name of yours in its place.`],
  };
}

/** What sources.yml would be. Changes nothing; throws as {@link saveImportedSource}. */
export function checkImportedSource(root: string, { yaml }: SourceToSave): void {
  appendSource(readSourcesFile(root).text, yaml);
}

function withFreeNames(root: string, source: SourceToSave): SourceToSave {
  const { sources } = loadSecretStore(root).secrets;
  const section = isPlainObject(sources) ? sources[source.name] : undefined;
  const stored = isPlainObject(section) ? section : {};
  let { yaml } = source;
  const secrets = source.secrets.map(({ name, value }) => {
    let free = name;
    for (let number = 2; Object.hasOwn(stored, free) && stored[free] !== value; number++) free = `${name}_${number}`;
    yaml = yaml.replaceAll(`\${${name}}`, `\${${free}}`);
    return { name: free, value };
  });
  return { ...source, yaml, secrets };
}
