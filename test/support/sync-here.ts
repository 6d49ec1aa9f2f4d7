import { syncSource, type SyncRequest } from '../../lib/sync/sync-source.ts';
import type { SyncEvent } from '../../lib/sync/sync-event.ts';
import type { SyncReport } from '../../lib/sync/sync-report.ts';

/**
 * Syncs a source in this process: all that `dango sync` does, but for the run around it. Costs a tenth of the command.
 */
export async function syncHere(
  projectRoot: string,
  source: string,
  request: Omit<SyncRequest, 'projectRoot' | 'source'> = {},
  onEvent: (event: SyncEvent) => void = () => {},
): Promise<SyncReport> {
  const { signal } = new AbortController();
  return await syncSource({ ...request, projectRoot, source }, { runId: 'test', onEvent, signal });
}
