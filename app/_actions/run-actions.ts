'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Starts a sync of one source and returns at once. */
export const startSyncAction = defineAction(z.object({ source: z.string() }), async ({ source }, { runs }) => {
  const { run } = await runs.start({ kind: 'sync', source });
  return { runId: run.id };
});
