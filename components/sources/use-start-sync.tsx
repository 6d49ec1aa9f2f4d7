'use client';

import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';

import { startSyncAction } from '../../app/_actions/run-actions.ts';
import { notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from './use-source-change.ts';

export interface SyncOptions {
  readonly source: string;
  readonly fullRefresh?: boolean | undefined;
  /** Fetches only; what a load would do is shown with the run. */
  readonly dryRun?: boolean | undefined;
  /** At most this many records of each resource. Default: all. */
  readonly limit?: number | undefined;
}

/** Starts a sync and tells where it can be watched; the page stays. */
export function useStartSync() {
  return useSourceChange((options: SyncOptions) => runAction(startSyncAction(options)), {
    onSuccess: ({ runId }, { source }) =>
      notifications.show({
        color: 'matcha',
        message: (
          <>
            {source} is being synced.{' '}
            <Anchor component={Link} href={`/runs/${encodeURIComponent(runId)}`} size="sm" underline="always">
              Watch
            </Anchor>
          </>
        ),
      }),
    onError: (error) => notifyError(error, 'The sync was not started'),
  });
}
