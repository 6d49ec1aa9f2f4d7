import type { SyncStatus } from '../sync/sync-report.ts';

/** The status of a run that made several syncs, such as a script with two pipelines. None at all is a success. */
export function combineStatuses(statuses: readonly SyncStatus[]): SyncStatus {
  const [first = 'succeeded'] = statuses;
  if (statuses.every((status) => status === first)) return first;
  const isGood = (status: SyncStatus): boolean => status === 'succeeded' || status === 'planned';
  if (statuses.every(isGood)) return 'succeeded';
  if (statuses.some((status) => isGood(status) || status === 'partial')) return 'partial';
  return 'failed';
}
