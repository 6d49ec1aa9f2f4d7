import { markLoaded } from '../loads/end-package.ts';
import { listPackages, readManifest } from '../loads/package-folder.ts';
import { hasKeptRows, markUndone, readUndoRecord } from '../loads/undo-record.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { undoRefused, type UndoLoad, type UndonePipeline } from '../warehouse/plan/plan-undo.ts';
import { projectDestination } from './project-destination.ts';
import type { SyncReport, UndoneLoads } from './sync-report.ts';
import type { SyncHost } from './sync-source.ts';
import { undoneCursors } from './undone-cursors.ts';

/**
 * What undoing a run would do: all that its loads brought goes, all that they took away comes back. Writes nothing.
 * @throws DangoError `undo-refused`, `warehouse-locked`.
 */
export async function planRunUndo(project: Project, runId: string): Promise<UndoneLoads> {
  return describe(runId, await projectDestination(project).planUndo(loadsOfRun(project, runId)));
}

interface RunUndo {
  readonly projectRoot: string;
  /** Id of the run that is undone. */
  readonly run: string;
  /** What the report is named by. */
  readonly source: string;
}

/**
 * Undoes a run, as one transaction. The caller makes sure that no run of the same source is active.
 * @throws DangoError `undo-refused`, `warehouse-locked`, `warehouse-failed`; everything is as before then.
 */
export async function undoRun(
  { projectRoot, run, source }: RunUndo,
  { onEvent, signal }: Omit<SyncHost, 'runId'>,
): Promise<SyncReport> {
  const project = loadProject(projectRoot);
  const loads = loadsOfRun(project, run);
  const destination = projectDestination(project);
  const planned = await destination.planUndo(loads);
  // The warehouse has what a crash left sealed: should it stay so, the next sync would load it again.
  for (const { folder } of planned.flatMap((pipeline) => pipeline.loads)) markLoaded(folder);
  const pipelines = await destination.undo(loads, {
    signal,
    onWaiting: (holder, waitedMs) => onEvent({ type: 'load-waiting', holder, waitedMs }),
  });
  for (const { folder } of pipelines.flatMap((pipeline) => pipeline.loads)) markUndone(folder);
  return { source, status: 'succeeded', resources: [], undone: describe(run, pipelines) };
}

/** Newest first. */
function loadsOfRun(project: Project, runId: string): readonly UndoLoad[] {
  // One run may have fetched what another one loaded: a package that was accepted belongs to both.
  const packages = listPackages(project.paths.loads).filter(
    (one) => one.state !== 'open' && (one.runId === runId || one.loaded?.run_id === runId),
  );
  // What was held, or was discarded later, never reached the warehouse; the run may have loaded the rest beside it.
  const unloaded = packages.find(({ state }) => state === 'held' || state === 'discarded');
  const loads = packages.filter(({ state }) => state === 'sealed' || state === 'loaded');
  if (loads.length > 0) {
    return loads.toReversed().map(({ folder, state }) => {
      const record = readUndoRecord(folder);
      return {
        manifest: readManifest(folder),
        folder,
        record,
        hasKeptRows: record !== undefined && hasKeptRows(folder, record),
        isSealed: state === 'sealed',
      };
    });
  }
  throw unloaded === undefined
    ? undoRefused(`Run ${runId} has no load that could be undone`, {
        hint: 'It loaded nothing, or what it loaded is no longer kept (retention.loads in .dango/project.yml).',
      })
    : undoRefused(
        `Load package ${unloaded.loadId} of run ${runId} ${unloaded.state === 'held' ? 'is held' : 'was discarded'} and was never loaded`,
        {
          hint: 'There is nothing to undo.',
          loadId: unloaded.loadId,
        },
      );
}

function describe(runId: string, pipelines: readonly UndonePipeline[]): UndoneLoads {
  return {
    run_id: runId,
    load_ids: pipelines.flatMap(({ loads }) => loads.map(({ manifest }) => manifest.load_id)),
    tables: pipelines.flatMap(({ dataset, tables }) =>
      tables.map(({ table, rows, rowsAfter, removed, restored, reverted }) => ({
        dataset,
        table,
        rows,
        rows_after: rowsAfter,
        rows_removed: removed,
        rows_restored: restored,
        rows_reverted: reverted,
      })),
    ),
    cursors: pipelines.flatMap(undoneCursors),
  };
}
