import { DangoError } from '../errors/dango-error.ts';
import { runDatabaseFile } from './run-files.ts';
import { isFinished } from './run-record.ts';
import { openSqliteRunStore } from './sqlite-run-store.ts';

/** Finished runs lie before active ones only where many wait, and runs of one source take turns. */
const newestRuns = 100;

/** @throws DangoError `usage-invalid` while a run of a source waits or works. */
export async function refuseActiveRuns(root: string, name: string): Promise<void> {
  const store = openSqliteRunStore(runDatabaseFile(root));
  try {
    await store.interruptExpired();
    const active = (await store.list({ source: name, limit: newestRuns })).find((run) => !isFinished(run));
    if (active === undefined) return;
    throw new DangoError(`${name} is being synced (run ${active.id}, ${active.status}).`, {
      code: 'usage-invalid',
      hint: 'Cancel that run or let it finish, then try again.',
      context: { run_id: active.id },
    });
  } finally {
    store.close();
  }
}
