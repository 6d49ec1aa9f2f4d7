import { renameSource } from '../spec/rename-source.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { datasetName } from './dataset-name.ts';
import { editSourcesFile } from './edit-sources-file.ts';
import { loadProject, type Project } from './load-project.ts';
import { shownPaths } from './project-paths.ts';
import { loadSecretStore } from './secret-store.ts';
import { moveTokens } from './token-file.ts';

/** What a person should know about a change that was made, a sentence each. */
export interface Warned {
  readonly warnings: readonly string[];
}

/** Renames a source in `.dango/sources.yml`; see {@link renameSource}. Tells what does not move to the new name. */
export function saveSourceName(root: string, from: string, to: string): Warned {
  const before = loadProject(root);
  editSourcesFile(root, (text) => renameSource(text, from, to));
  moveTokens(before.paths.tokens, from, to);
  return { warnings: [...dataWarnings(before, from, to), ...secretWarnings(root, from, to)] };
}

/** Tables go by the dataset, saved cursors by the source's name. */
function dataWarnings({ sources, settings }: Project, from: string, to: string): string[] {
  const entry = sources.find((source) => source.name === from);
  if (entry === undefined || from === to) return [];
  const dataset = datasetName(entry, settings);
  const newDataset = datasetName({ ...entry, name: to }, settings);
  if (dataset !== newDataset) {
    return [`The tables of ${from} stay in ${dataset}; the next sync loads everything anew, into ${newDataset}.`];
  }
  return [
    `The cursors were saved under the name ${from}, so the next sync of ${to} loads everything again into ${dataset}: resources that append get their rows twice. Sync it with a full refresh to avoid that.`,
  ];
}

function secretWarnings(root: string, from: string, to: string): string[] {
  const { sources: sections } = loadSecretStore(root).secrets;
  if (from === to || !isPlainObject(sections) || !Object.hasOwn(sections, from)) return [];
  return [
    `Values under [sources.${from}] of ${shownPaths.secrets} are not found any more: rename it to [sources.${to}].`,
  ];
}
