import { rmSync } from 'node:fs';
import { DangoError } from '../errors/dango-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { sourceNamePattern } from '../spec/source-spec.ts';
import { validateSources } from '../spec/validate-sources.ts';
import { writeModule } from './edit-module.ts';
import { editSourcesFile } from './edit-sources-file.ts';
import { modulePath } from './module-file.ts';
import { shownPaths } from './project-paths.ts';
import { readSourcesFile } from './sources-file.ts';

export interface CreatedSource {
  readonly name: string;
  /** Files that were made or extended, relative to the project. */
  readonly files: readonly string[];
  /** Where the source begins in sources.yml. */
  readonly at: SourceLocation;
  /** What else a person should know, a sentence each. */
  readonly warnings: readonly string[];
}

/** A module that is written together with its source. */
export interface NewModule {
  /** Relative to custom_sources. */
  readonly file: string;
  readonly text: string;
}

/**
 * Writes the module of a new source and then its entry; where the entry cannot be written, the module goes away again.
 * @param append adds the entry to the text of sources.yml.
 * @throws DangoError `usage-invalid` for a name that no source can have, and for a file that is there already.
 */
export function addSource(
  root: string,
  name: string,
  append: (text: string) => string,
  module: NewModule | undefined,
): CreatedSource {
  checkSourceName(name);
  // Faults of the entry are told before anything is written.
  append(readSourcesFile(root).text);
  if (module !== undefined && writeModule(root, module.file, module.text, null).outcome !== 'saved') {
    throw new DangoError(`There is a file custom_sources/${module.file} already.`, {
      code: 'usage-invalid',
      hint: 'Choose another name, or let a source use that module with source_module.',
    });
  }
  try {
    editSourcesFile(root, append);
  } catch (error) {
    if (module !== undefined) rmSync(modulePath(root, module.file), { force: true });
    throw error;
  }
  const { entries } = validateSources(readSourcesFile(root).text, shownPaths.sources);
  return {
    name,
    files: [shownPaths.sources, ...(module === undefined ? [] : [`custom_sources/${module.file}`])],
    at: entries.find((entry) => entry.name === name)?.at ?? { file: shownPaths.sources, line: 1, column: 1 },
    warnings: [],
  };
}

function checkSourceName(name: string): void {
  if (sourceNamePattern.test(name)) return;
  throw new DangoError(`"${name}" cannot name a source`, {
    code: 'usage-invalid',
    hint: 'Use lower-case letters, digits and underscores, a letter first.',
  });
}
