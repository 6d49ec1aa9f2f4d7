import type { LoadPackage } from '../loads/package-folder.ts';
import { readManifest } from '../loads/package-folder.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';
import type { SourceEntry } from '../spec/source-entry.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import type { SourceOwner } from '../warehouse/plan/tables-of-source.ts';
import { unnamedRestSchema } from '../warehouse/continued-schema.ts';

/** Where the rows of a source are, and how they are told from those of others. */
export interface SourcePlace {
  readonly dataset: string;
  readonly owner: SourceOwner;
}

/** Undefined where faults of the settings leave open which dataset it is. */
export function sourcePlace(
  { sources, settings, blockingIssues }: Pick<Project, 'sources' | 'settings' | 'blockingIssues'>,
  name: string,
  packages: readonly LoadPackage[],
): SourcePlace | undefined {
  const [entry, ...others] = sources.filter((source) => source.name === name);
  if (entry === undefined || others.length > 0 || blockingIssues.length > 0) return undefined;
  // A REST source has no setting that could name another dataset.
  if (entry.spec === undefined && entry.type !== 'rest_api') return undefined;
  const dataset = datasetName(entry, settings);
  const neighbours = sources.filter((other) => {
    return other.name !== name && datasetName(other, settings).toLowerCase() === dataset.toLowerCase();
  });
  const loaded = packages
    .filter(({ source, state }) => source === name && state !== 'open')
    .map(({ folder }) => readManifest(folder))
    .filter((manifest) => manifest.dataset === dataset)
    .map((manifest) => manifest.schema_name);
  return {
    dataset,
    owner: {
      pipelineName: name,
      schemaNames: [...new Set([...schemaNames(entry), ...loaded])],
      otherSchemaNames: neighbours.flatMap(schemaNames),
    },
  };
}

/** dlt's name for what a source loads: that of a REST source, or that of the function in the module. */
function schemaNames({ name, type, spec }: SourceEntry): readonly string[] {
  if (type === 'rest_api') return [name, unnamedRestSchema];
  if (spec?.type !== 'dlt_native') return [];
  const { source_name: sourceName, source_function: alias } = spec.dlt_native;
  const given = sourceName ?? alias;
  if (given === undefined) return [];
  // One that is called as its entry may go on from a REST source.
  return toSnakeCase(given) === name ? [name, unnamedRestSchema] : [toSnakeCase(given)];
}
