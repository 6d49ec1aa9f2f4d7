import { rm } from 'node:fs/promises';

import { runFiles } from './run-files.ts';
import type { RunStore } from './run-store.ts';

/** Deletes finished runs beyond the newest `keep` from the history, with their events and logs. Returns their ids. */
export async function pruneRuns(projectRoot: string, store: RunStore, keep: number): Promise<readonly string[]> {
  const runIds = await store.prune(keep);
  await Promise.all(runIds.map((id) => rm(runFiles(projectRoot, id).folder, { recursive: true, force: true })));
  return runIds;
}
