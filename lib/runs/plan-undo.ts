import { DangoError } from '../errors/dango-error.ts';
import { loadProject } from '../project/load-project.ts';
import type { UndoneLoads } from '../sync/sync-report.ts';
import { planRunUndo } from '../sync/undo-run.ts';
import { refuseActiveRuns } from './refuse-active-runs.ts';
import type { RunRecord } from './run-record.ts';

/**
 * What undoing a run would do, while nothing else works on its source. To do it start a run of kind `undo`.
 * @throws DangoError `undo-refused`; `usage-invalid` while a run of the source is active; `warehouse-locked`.
 */
export async function planUndo(projectRoot: string, run: RunRecord): Promise<UndoneLoads> {
  if (run.request.kind === 'undo') {
    throw new DangoError(`Run ${run.id} undid run ${run.request.run}, and cannot be undone itself.`, {
      code: 'undo-refused',
      hint: `Sync ${run.source} to fetch the rows again.`,
    });
  }
  await refuseActiveRuns(projectRoot, run.source);
  return await planRunUndo(loadProject(projectRoot), run.id);
}
