import { readFile } from 'node:fs/promises';

import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import { cancelRun } from './cancel-run.ts';
import { followRun, type FollowOptions } from './follow-run.ts';
import { pruneRuns } from './prune-runs.ts';
import type { ReadEvent } from './read-events.ts';
import { runDatabaseFile, runFiles } from './run-files.ts';
import type { RunRecord, RunRequest } from './run-record.ts';
import type { RunFilter } from './run-store.ts';
import { runToEnd, type RunToEndOptions } from './run-to-end.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';
import { startRun, type StartedRun } from './start-run.ts';

/** The runs of a project: what the doors use to start work, watch it and look back on it. */
export interface Runs {
  /** Starts a run that outlives this process, and returns at once. */
  start(request: RunRequest): Promise<StartedRun>;
  /** Starts runs and waits until all of them have ended. */
  runToEnd(requests: readonly RunRequest[], options: RunToEndOptions): Promise<readonly RunRecord[]>;
  /** The events of a run up to its end. Throws `name-unknown`. */
  follow(runId: string, options?: FollowOptions): AsyncIterable<ReadEvent>;
  /** Stops a run. False: it had ended already. */
  cancel(runId: string): Promise<boolean>;
  /** Newest first. Runs whose process died are marked so first. */
  list(filter?: RunFilter): Promise<readonly RunRecord[]>;
  /** Throws `name-unknown`. */
  find(runId: string): Promise<RunRecord>;
  /** What the run's process printed; empty as a rule. */
  readLog(runId: string): Promise<string>;
  /** Deletes finished runs beyond the newest `keep`, with their events and logs. */
  prune(keep: number): Promise<readonly string[]>;
  close(): void;
}

/**
 * Opens the history of a project. Throws `config-invalid` if a newer Dango wrote it.
 * @param start what puts a run into the queue and sees to it that somebody works on it. Default: a process of its own.
 */
export function openRuns(projectRoot: string, start: typeof startRun = startRun): Runs {
  const store = openSqliteRunStore(runDatabaseFile(projectRoot));
  return {
    start: (request) => start(projectRoot, request, store),
    runToEnd: (requests, options) => runToEnd(projectRoot, requests, store, { ...options, start }),
    follow: (runId, options) => followRun(projectRoot, runId, store, options),
    cancel: (runId) => cancelRun(runId, store),
    list: async (filter) => {
      await store.interruptExpired();
      return store.list(filter);
    },
    find: async (runId) => {
      await store.interruptExpired();
      const run = await store.find(runId);
      if (run === undefined) throw unknownRunError(runId, await store.list({ limit: 100 }));
      return run;
    },
    readLog: (runId) => readFile(runFiles(projectRoot, runId).log, 'utf8').catch(() => ''),
    prune: (keep) => pruneRuns(projectRoot, store, keep),
    close: () => store.close(),
  };
}

function unknownRunError(runId: string, runs: readonly RunRecord[]): DangoError {
  const closest = closestWord(
    runId,
    runs.map(({ id }) => id),
  );
  return new DangoError(`There is no run "${runId}" in this project.`, {
    code: 'name-unknown',
    hint: closest === undefined ? 'List the runs with `dango runs`.' : `Did you mean "${closest}"?`,
  });
}
