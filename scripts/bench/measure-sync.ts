import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runFiles, runDatabaseFile } from '../../lib/runs/run-files.ts';
import { openSqliteRunStore } from '../../lib/runs/sqlite-run-store.ts';
import type * as starter from '../../lib/runs/start-run.ts';
import type { InstalledEngine } from './install-engine.ts';
import { readUsage, usageVariables, type Usage } from './usage.ts';

/** A sync from its first event to its last. */
export interface SyncUsage extends Usage {
  /** The part from the sealed package to the end of the load. */
  readonly loadMs: number;
  readonly rows: number;
}

interface StoredEvent {
  readonly type: string;
  readonly at: string;
  readonly status?: string;
  readonly rows?: number;
}

/**
 * Syncs the source of a project as the command line and the UI do: by a process of its own that writes its events.
 * @throws Error when the sync does not succeed.
 */
export async function measureSync(
  root: string,
  { engine, usageFile }: { readonly engine: InstalledEngine; readonly usageFile: string },
): Promise<SyncUsage> {
  const file = join(engine.home, 'dist', 'lib', 'runs', 'start-run.js');
  const { startRun } = (await import(pathToFileURL(file).href)) as typeof starter;
  const store = openSqliteRunStore(runDatabaseFile(root));
  try {
    const before = { ...process.env };
    Object.assign(process.env, usageVariables(usageFile));
    const { run, exited } = await startRun(root, { kind: 'sync', source: 'bench' }, store).finally(() => {
      process.env = before;
    });
    await exited;
    const lines = readFileSync(runFiles(root, run.id).events, 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as StoredEvent);
    const finished = find(events, 'run-finished');
    if (finished.status !== 'succeeded') throw new Error(`The sync failed: ${JSON.stringify(finished)}`);
    const loaded = find(events, 'load-finished');
    return {
      wallMs: atMs(finished) - atMs(find(events, 'run-started')),
      loadMs: atMs(loaded) - atMs(find(events, 'package-sealed')),
      rows: loaded.rows ?? 0,
      ...readUsage(usageFile),
    };
  } finally {
    store.close();
  }
}

function find(events: readonly StoredEvent[], type: string): StoredEvent {
  const event = events.findLast((one) => one.type === type);
  if (event === undefined) throw new Error(`The run told no "${type}".`);
  return event;
}

function atMs({ at }: StoredEvent): number {
  return Date.parse(at);
}
