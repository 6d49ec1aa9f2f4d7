import { listPackages } from '../loads/package-folder.ts';
import { loadProject } from '../project/load-project.ts';
import { isSystemTable } from '../spec/system-table.ts';
import { pendingPackages } from './pending-packages.ts';
import { projectDestination } from './project-destination.ts';
import { savedCursors } from './saved-cursors.ts';
import { storedPlace } from './stored-place.ts';
import type { SourceOverview } from './source-overview.ts';

/**
 * Cursors, loads and tables of a source, or of a pipeline that a script ran.
 * @throws DangoError `name-unknown` for neither; `warehouse-locked`.
 */
export async function showSource(projectRoot: string, name: string): Promise<SourceOverview> {
  const project = loadProject(projectRoot);
  const packages = listPackages(project.paths.loads);
  const { dataset } = storedPlace(project, name, packages);
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
