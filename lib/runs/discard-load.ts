import { discardPackage } from '../loads/end-package.ts';
import { findPackage } from '../loads/package-folder.ts';
import { loadProject } from '../project/load-project.ts';
import { refuseEnded } from '../sync/accept-package.ts';
import { refuseActiveRuns } from './refuse-active-runs.ts';

/**
 * Forgets the rows of a package that waits. Its exchanges stay, and no cursor moves: what it had is fetched again.
 * @throws DangoError `name-unknown`; `usage-invalid` where it has ended, or while a run of its source is active.
 */
export async function discardLoad(projectRoot: string, loadId: string): Promise<void> {
  const { paths } = loadProject(projectRoot);
  const found = findPackage(paths.loads, loadId);
  refuseEnded(found);
  await refuseActiveRuns(projectRoot, found.source);
  discardPackage(found.folder);
}
