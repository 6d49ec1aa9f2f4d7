import { join } from 'node:path';
import { removeSource } from '../spec/remove-source.ts';
import { renameSource } from '../spec/rename-source.ts';
import { setSourceEnabled } from '../spec/set-source-enabled.ts';
import { writeFileAtomic } from '../util/write-file-atomic.ts';
import { shownPaths } from './project-paths.ts';
import { readTextFile } from './read-text-file.ts';

/** Switches a source on or off in `.dango/sources.yml`; see {@link setSourceEnabled}. */
export function saveSourceEnabled(root: string, name: string, isEnabled: boolean): void {
  editSources(root, (text) => setSourceEnabled(text, name, isEnabled));
}

/** Takes a source out of `.dango/sources.yml`; see {@link removeSource}. */
export function deleteSource(root: string, name: string): void {
  editSources(root, (text) => removeSource(text, name));
}

/** Renames a source in `.dango/sources.yml`; see {@link renameSource}. */
export function saveSourceName(root: string, from: string, to: string): void {
  editSources(root, (text) => renameSource(text, from, to));
}

function editSources(root: string, edit: (text: string) => string): void {
  const path = join(root, shownPaths.sources);
  const before = readTextFile(path) ?? '';
  const after = edit(before);
  if (after !== before) writeFileAtomic(path, after);
}
