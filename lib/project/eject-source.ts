import { existsSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import { ejectSource as writeEjected } from '../spec/eject/eject-source.ts';
import type { SecretPlaces } from '../spec/eject/lifted-values.ts';
import { replaceBySource } from '../spec/eject/replace-entry.ts';
import { hasInterpolation, parseInterpolation } from '../spec/interpolation.ts';
import { isSensitiveName } from '../spec/sensitive-name.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import { isAuthenticationPlace, isSensitiveInText, isWrittenSecret } from '../spec/authentication-place.ts';
import { editSourcesFile } from './edit-sources-file.ts';
import { readModule, writeModule } from './edit-module.ts';
import { loadProject } from './load-project.ts';
import { lookUpSecret, ownerOf } from './look-up-secret.ts';
import { modulePath, sourceModuleOf } from './module-file.ts';
import { requireSource, type UsableSource } from './require-source.ts';
import { loadSecretStore } from './secret-store.ts';

import { readSourcesFile } from './sources-file.ts';
import { exportNameOf } from './templates/written-template.ts';

export interface SourceEjection {
  /** Relative to custom_sources: `shop.ts`. */
  readonly file: string;
  /** Text of the module. */
  readonly module: string;
  /** `.dango/sources.yml` before, and with the custom source in the place of the REST source. */
  readonly before: string;
  readonly after: string;
  /** What a person has to do before the custom source finds all of its secrets. */
  readonly warnings: readonly string[];
}

export interface EjectOptions {
  /** File of the module below custom_sources. Default: the name of the source, with `.ts`. */
  readonly file?: string | undefined;
}

/**
 * What a REST source is as a module, and what sources.yml says then. Changes nothing.
 * @throws DangoError `name-unknown`; `usage-invalid` for a source that is none of type rest_api; `config-invalid` for one
 *   with faults, and for what a module cannot say, with its place.
 */
export function planEjection(root: string, name: string, { file = `${name}.ts` }: EjectOptions = {}): SourceEjection {
  const project = loadProject(root);
  const source = requireSource(project, name);
  const { spec } = source;
  if (spec.type !== 'rest_api') {
    throw new DangoError(`Source "${name}" is a custom source already.`, {
      code: 'usage-invalid',
      hint: 'Name a source of type rest_api.',
    });
  }
  modulePath(root, file);
  const { text: before } = readSourcesFile(root);
  const exportName = exportNameOf(name);
  const { module, parameters } = writeEjected(
    { spec, locate: (path) => source.locate(path), keyPath: (path) => source.keyPath(path) },
    exportName,
    secretPlaces,
  );
  const entry = { sourceModule: sourceModuleOf(file), sourceName: name, parameters };
  return {
    file,
    module,
    before,
    after: replaceBySource(before, name, entry),
    warnings: findMoved(root, source),
  };
}

/**
 * Writes the module of {@link planEjection}, unless it is there already, and where it is asked for the custom source into
 * sources.yml.
 * @throws DangoError `usage-invalid` for a file that is there and says something else; see `planEjection` for the others.
 */
export function saveEjection(
  root: string,
  name: string,
  { replaces, ...options }: EjectOptions & { readonly replaces: boolean },
): SourceEjection {
  const plan = planEjection(root, name, options);
  const isThere = existsSync(modulePath(root, plan.file)) && readModule(root, plan.file).text === plan.module;
  if (!isThere && writeModule(root, plan.file, plan.module, null).outcome !== 'saved') {
    throw new DangoError(`There is already a file custom_sources/${plan.file}.`, {
      code: 'usage-invalid',
      hint: 'Name another file with --to, or delete this one.',
    });
  }
  if (replaces)
    editSourcesFile(root, (text) => (text === plan.before ? plan.after : planEjection(root, name, options).after));
  return plan;
}

const secretPlaces: SecretPlaces = {
  isWritten: isWrittenSecret,
  isReference: (path, parts, index) => {
    const part = parts[index];
    const isNamedSo = part?.type === 'reference' && isSensitiveName(part.name);
    return isAuthenticationPlace(path) || isNamedSo || isSensitiveInText(parts, index);
  },
};

/** Secrets that stand where only REST sources look. */
function findMoved(root: string, source: UsableSource): readonly string[] {
  const store = loadSecretStore(root);
  const names = new Set<string>();
  walkStrings(source.spec, (text) => {
    if (!hasInterpolation(text)) return;
    for (const part of parseInterpolation(text)) if (part.type === 'reference') names.add(part.name);
  });
  const before = ownerOf(source.spec);
  const after = { source: source.name, functionName: source.name, isRestApi: false };
  return [...names].flatMap((name) => {
    const { found } = lookUpSecret(store, name, before);
    if (found === undefined || lookUpSecret(store, name, after).found?.origin === found.origin) return [];
    return [
      `${name} is in ${found.origin}, where only REST sources look: store it for the custom source with dango secrets set ${name.replace(/^credentials\./, '')} --source ${source.name}.`,
    ];
  });
}
