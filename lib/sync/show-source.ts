import { DangoError } from '../errors/dango-error.ts';
import { listPackages, readManifest } from '../loads/package-folder.ts';
import { datasetName } from '../project/dataset-name.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { isSystemTable } from '../spec/system-table.ts';
import { closestWord } from '../util/closest-word.ts';
import { pendingPackages } from './pending-packages.ts';
import { projectDestination } from './project-destination.ts';
import { savedCursors } from './saved-cursors.ts';
import type { SourceOverview } from './source-overview.ts';

/**
 * Cursors, loads and tables of a source, or of a pipeline that a script ran.
 * @throws DangoError `name-unknown` for neither; `warehouse-locked`.
 */
export async function showSource(projectRoot: string, name: string): Promise<SourceOverview> {
  const project = loadProject(projectRoot);
  const packages = listPackages(project.paths.loads);
  const dataset = datasetOf(project, name, packages);
  const destination = projectDestination(project);
  const { state, loads, tables } = await destination.readOverview(dataset, name);
  return {
    source: name,
    pipeline_name: name,
    dataset,
    warehouse: destination.location,
    state_version: state.version,
    cursors: savedCursors(state.content),
    loads,
    pending: pendingPackages(packages, name),
    tables: tables.filter((table) => !isSystemTable(table.name)),
  };
}

/** The schema of a source; of a script's pipeline, what its last package says. */
function datasetOf(project: Project, name: string, packages: ReturnType<typeof listPackages>): string {
  const entry = project.sources.find((source) => source.name === name);
  if (entry !== undefined) return datasetName(entry, project.settings);
  const manifest = packages
    .filter(({ state }) => state !== 'open')
    .map(({ folder }) => readManifest(folder))
    .findLast((candidate) => candidate.pipeline_name === name);
  if (manifest !== undefined) return manifest.dataset;
  const known = project.sources.map((source) => source.name);
  const meant = closestWord(name, known);
  throw new DangoError(`There is no source "${name}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? `sources.yml has ${known.join(', ') || 'no sources'}.` : `Did you mean "${meant}"?`,
    context: { source: name },
  });
}
