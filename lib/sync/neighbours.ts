import type { ErrorRecord } from '../errors/dango-error.ts';
import { formatLocation, type SourceLocation } from '../errors/source-location.ts';
import { listPackages, readManifest, type LoadPackage } from '../loads/package-folder.ts';
import { datasetName } from '../project/dataset-name.ts';
import type { Project } from '../project/load-project.ts';
import type { SourceEntry } from '../spec/source-entry.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import type { Neighbour, Neighbours } from '../warehouse/plan/shared-table.ts';
import { sourcePlace } from './source-place.ts';

type Sources = Pick<Project, 'sources' | 'settings' | 'blockingIssues'>;

/** What other sources of the project load into the dataset of a source; undefined where it has one of its own. */
export function neighboursOf(project: Sources & Pick<Project, 'paths'>, name: string): Neighbours | undefined {
  const own = project.sources.find((source) => source.name === name);
  if (own === undefined) return undefined;
  const others = othersInDataset(project, own);
  if (others.length === 0) return undefined;
  const packages = listPackages(project.paths.loads);
  const schemas = new Map<string, Neighbour>();
  const tables = new Map<string, Neighbour>();
  for (const other of others) {
    const neighbour = { source: other.name, at: placeOfDataset(other) };
    for (const schema of sourcePlace(project, other.name, packages)?.owner.schemaNames ?? []) {
      schemas.set(schema, neighbour);
    }
    for (const table of tablesLoadedBy(other, packages, datasetName(other, project.settings))) {
      tables.set(table, neighbour);
    }
  }
  // A schema of both tells nothing; what they have loaded does.
  for (const schema of sourcePlace(project, name, packages)?.owner.schemaNames ?? []) schemas.delete(schema);
  return { at: placeOfDataset(own), schemas, tables };
}

/**
 * Pairs of sources that load one function of a module into one dataset, and so into tables of the same names.
 * @param name only those of this source. Absent: each pair once, at the later source.
 */
export function sharedTableWarnings(project: Sources, name?: string): readonly ErrorRecord[] {
  return project.sources.flatMap((one, index) => {
    if (!one.enabled || (name !== undefined && one.name !== name)) return [];
    const others = othersInDataset(project, one).filter(
      (other) =>
        other.enabled &&
        functionOf(other) === functionOf(one) &&
        (name !== undefined || project.sources.indexOf(other) < index),
    );
    return others.map((other): ErrorRecord => ({
      code: 'config-invalid',
      message: `Sources ${other.name} (${formatLocation(placeOfDataset(other))}) and ${one.name} load the same function into ${datasetName(one, project.settings)}, so into tables of the same names.`,
      hint: `Give ${one.name} another dataset_name, unless they bring different resources.`,
      at: placeOfDataset(one),
    }));
  });
}

function othersInDataset({ sources, settings }: Sources, own: SourceEntry): readonly SourceEntry[] {
  const datasetOf = (source: SourceEntry): string => datasetName(source, settings).toLowerCase();
  return sources.filter((other) => other.name !== own.name && datasetOf(other) === datasetOf(own));
}

function functionOf({ spec }: SourceEntry): string | undefined {
  if (spec?.type !== 'dlt_native') return undefined;
  const { source_module: module, source_name: sourceName, source_function: alias } = spec.dlt_native;
  return `${module} ${toSnakeCase(sourceName ?? alias ?? '')}`;
}

function tablesLoadedBy({ name }: SourceEntry, packages: readonly LoadPackage[], dataset: string): readonly string[] {
  return packages
    .filter((one) => one.source === name && one.state === 'loaded')
    .map(({ folder }) => readManifest(folder))
    .filter((manifest) => manifest.dataset.toLowerCase() === dataset.toLowerCase())
    .flatMap(({ resources }) => resources.filter(({ rows }) => rows > 0).map(({ table }) => table));
}

/** Where a source says which dataset it loads into, else where it begins. */
function placeOfDataset(source: SourceEntry): SourceLocation {
  const given = source.spec?.type === 'dlt_native' ? source.spec.dlt_native.dataset_name : undefined;
  return given === undefined ? source.at : source.locate(['dlt_native', 'dataset_name']);
}
