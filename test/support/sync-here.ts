import type { SyncEvent } from '../../lib/sync/sync-event.ts';
import type { SyncReport } from '../../lib/sync/sync-report.ts';
import { syncSource, type SyncRequest } from '../../lib/sync/sync-source.ts';

export interface SyncHere extends Partial<Omit<SyncRequest, 'projectRoot'>> {
  /** The clock of windows. Default: the real one. */
  readonly nowMs?: number;
  readonly onEvent?: (event: SyncEvent) => void;
  readonly signal?: AbortSignal;
}

/** Syncs the source `shop` of a project in this process, which takes a tenth of the time that the command line takes. */
export async function syncHere(
  projectRoot: string,
  { nowMs, onEvent, signal = new AbortController().signal, ...request }: SyncHere = {},
): Promise<{ readonly report: SyncReport; readonly events: readonly SyncEvent[] }> {
  const events: SyncEvent[] = [];
  const report = await syncSource(
    { source: 'shop', ...request, projectRoot },
    {
      runId: 'here',
      nowMs,
      signal,
      onEvent: (event) => {
        events.push(event);
        onEvent?.(event);
      },
    },
  );
  return { report, events };
}
