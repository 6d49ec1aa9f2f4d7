import { DangoError } from '../errors/dango-error.ts';
import { listPackages, readManifest, type LoadPackage } from '../loads/package-folder.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';
import { closestWord } from '../util/closest-word.ts';
import { sourcePlace } from './source-place.ts';

/** Where the warehouse holds what a source, or the pipeline of a script, has loaded. */
export interface StoredPlace {
  readonly dataset: string;
  /** Name of the saved state. */
  readonly pipelineName: string;
  /** Schemas that are its own as far as the project knows; the saved state may name more. */
  readonly schemaNames: readonly string[];
}

/** Finds it by a name that a person gave. @throws DangoError `name-unknown`, with the name that was probably meant. */
export function storedPlace(
  project: Project,
  name: string,
  packages: readonly LoadPackage[] = listPackages(project.paths.loads),
): StoredPlace {
  const entry = project.sources.find((source) => source.name === name);
  if (entry !== undefined) {
    const schemaNames = sourcePlace(project, name, packages)?.owner.schemaNames ?? [];
    return { dataset: datasetName(entry, project.settings), pipelineName: name, schemaNames };
  }
  const manifest = packages
    .filter(({ state }) => state !== 'open')
    .map(({ folder }) => readManifest(folder))
    .findLast((candidate) => candidate.pipeline_name === name);
  if (manifest !== undefined) {
    return { dataset: manifest.dataset, pipelineName: name, schemaNames: [manifest.schema_name] };
  }
  const known = project.sources.map((source) => source.name);
  const meant = closestWord(name, known);
  throw new DangoError(`There is no source "${name}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? `sources.yml has ${known.join(', ') || 'no sources'}.` : `Did you mean "${meant}"?`,
    context: { source: name },
  });
}
