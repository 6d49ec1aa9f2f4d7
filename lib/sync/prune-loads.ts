import { listPackages } from '../loads/package-folder.ts';
import { prunePackages } from '../loads/prune-packages.ts';
import { loadProject } from '../project/load-project.ts';

/**
 * Deletes the ended packages that `retention` of project.yml does not keep, of every source. What waits is never touched.
 * Returns the ids of those that were deleted.
 */
export function pruneLoads(projectRoot: string): readonly string[] {
  const { paths, settings } = loadProject(projectRoot);
  const owners = new Set(listPackages(paths.loads).map(({ source }) => source));
  return [...owners].flatMap((owner) => prunePackages(paths.loads, owner, settings.retention));
}
