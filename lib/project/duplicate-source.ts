import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { duplicateSource as duplicateInText } from '../spec/duplicate-source.ts';
import { namedModules } from '../spec/named-modules.ts';
import { validateSources } from '../spec/validate-sources.ts';
import { addSource, type CreatedSource, type NewModule } from './add-source.ts';
import { readModule } from './edit-module.ts';
import { moduleFileOf, modulePath, sourceModuleOf } from './module-file.ts';
import { shownPaths } from './project-paths.ts';
import { readSourcesFile } from './sources-file.ts';

/**
 * Adds a copy of a source under another name: its section of sources.yml with the comments inside it, and its module,
 * beside the one that it is copied from. The names of the module's exports stay.
 * @throws DangoError `name-unknown`; `usage-invalid` for a name or a file that is taken; `config-invalid` when
 *   sources.yml is broken.
 */
export function duplicateSource(root: string, name: string, newName: string): CreatedSource {
  const { text } = readSourcesFile(root);
  const module = copyOfModule(root, text, name, newName);
  const sourceModule = module === undefined ? undefined : sourceModuleOf(module.file);
  const created = addSource(root, newName, (now) => duplicateInText(now, name, newName, sourceModule), module);
  return { ...created, warnings: warningsFor(text, name, newName) };
}

/** A module that is not there yet is nothing to copy: the copy names it too. */
function copyOfModule(root: string, text: string, name: string, newName: string): NewModule | undefined {
  const named = namedModules(text).find(({ source }) => source === name);
  if (named === undefined) return undefined;
  const file = moduleFileOf(named.sourceModule);
  if (!existsSync(modulePath(root, file))) return undefined;
  const copy = posix.join(posix.dirname(file), `${newName}.ts`);
  return { file: copy, text: readModule(root, file).text };
}

function warningsFor(text: string, name: string, newName: string): string[] {
  const spec = validateSources(text, shownPaths.sources).entries.find((entry) => entry.name === name)?.spec;
  const dataset = spec?.type === 'dlt_native' ? spec.dlt_native.dataset_name : undefined;
  if (dataset === undefined) return [];
  return [
    `${name} and ${newName} both load into ${dataset}, into tables of the same names: give ${newName} another dataset_name.`,
  ];
}
