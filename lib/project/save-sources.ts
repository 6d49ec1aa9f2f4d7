import { removeSource } from '../spec/remove-source.ts';
import { setSourceEnabled } from '../spec/set-source-enabled.ts';
import { editSourcesFile } from './edit-sources-file.ts';
import { loadProject } from './load-project.ts';
import { deleteTokens } from './token-file.ts';

/** Switches a source on or off in `.dango/sources.yml`; see {@link setSourceEnabled}. */
export function saveSourceEnabled(root: string, name: string, isEnabled: boolean): void {
  editSourcesFile(root, (text) => setSourceEnabled(text, name, isEnabled));
}

/** Takes a source out of `.dango/sources.yml`; see {@link removeSource}. Its tokens go with it. */
export function deleteSource(root: string, name: string): void {
  editSourcesFile(root, (text) => removeSource(text, name));
  deleteTokens(loadProject(root).paths.tokens, name);
}
