import { DangoError } from '../errors/dango-error.ts';
import { listPackages } from '../loads/package-folder.ts';
import { loadProject } from '../project/load-project.ts';
import { openRuns } from './open-runs.ts';
import type { RunRecord, RunStatus } from './run-record.ts';

/** The run that a load belongs to. Keys are snake_case because `--json` prints it as it is. */
export interface TracedRun {
  readonly run_id: string;
  /** These are absent where the run is no longer in the history. */
  readonly source?: string;
  readonly status?: RunStatus;
  readonly started_at?: string;
}

/** How many of the newest runs are asked where the package is gone that names its run. */
const newestRuns = 1000;

/** Undefined where neither the package nor the history knows. */
export async function findRunOfLoad(projectRoot: string, loadId: string): Promise<TracedRun | undefined> {
  const { loads } = loadProject(projectRoot).paths;
  const runId = listPackages(loads).find((one) => one.loadId === loadId)?.runId;
  const runs = openRuns(projectRoot);
  try {
    if (runId === undefined)
      return describeRun((await runs.list({ limit: newestRuns })).find((run) => hasLoaded(run, loadId)));
    const run = await runs.find(runId).catch((error: unknown) => {
      if (DangoError.is(error)) return undefined;
      throw error;
    });
    return describeRun(run) ?? { run_id: runId };
  } finally {
    runs.close();
  }
}

function hasLoaded({ reports }: RunRecord, loadId: string): boolean {
  return reports.some((report) => report.load_id === loadId || report.load_ids?.includes(loadId) === true);
}

function describeRun(run: RunRecord | undefined): TracedRun | undefined {
  if (run === undefined) return undefined;
  const { id, source, status, startedAt } = run;
  return { run_id: id, source, status, ...(startedAt === undefined ? {} : { started_at: startedAt }) };
}
