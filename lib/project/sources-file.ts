import { join } from 'node:path';
import { shownPaths } from './project-paths.ts';
import { readTextVersion, saveTextVersion, type SaveOutcome, type TextVersion } from './text-version.ts';

/** `.dango/sources.yml` as it is; empty where there is none. */
export function readSourcesFile(root: string): TextVersion {
  return readTextVersion(join(root, shownPaths.sources));
}

/**
 * Replaces `.dango/sources.yml`, whatever the text says: a draft with faults may be saved too.
 * @param baseHash of the text that the edit began from; another one on disk is left as it is, and returned.
 */
export function writeSourcesFile(root: string, text: string, baseHash: string): SaveOutcome {
  return saveTextVersion(join(root, shownPaths.sources), text, baseHash);
}
