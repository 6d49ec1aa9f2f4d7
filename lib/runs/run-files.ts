import { join } from 'node:path';

/** Where everything about runs lies in a project. */
export interface RunFiles {
  readonly folder: string;
  /** One JSON object per line: what the run told while it worked. */
  readonly events: string;
  /** What the run's process printed: stacks of unexpected errors, warnings of Node. */
  readonly log: string;
}

/** The files of one run: `.dango/runs/<id>/`. */
export function runFiles(projectRoot: string, runId: string): RunFiles {
  const folder = join(projectRoot, '.dango', 'runs', runId);
  return { folder, events: join(folder, 'events.ndjson'), log: join(folder, 'run.log') };
}

/** The database of the queue and the history: `.dango/dango.db`. */
export function runDatabaseFile(projectRoot: string): string {
  return join(projectRoot, '.dango', 'dango.db');
}
