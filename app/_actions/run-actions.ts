'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Starts a sync of one source and returns at once. */
export const startSyncAction = defineAction(
  z.object({
    source: z.string(),
    resources: z.array(z.string()).optional(),
    fullRefresh: z.boolean().optional(),
    limit: z.int().positive().optional(),
    dryRun: z.boolean().optional(),
  }),
  async ({ source, resources, fullRefresh, limit, dryRun }, { runs }) => {
    const { run } = await runs.start({
      kind: 'sync',
      source,
      ...(resources === undefined ? {} : { resources }),
      ...(fullRefresh === undefined ? {} : { fullRefresh }),
      ...(limit === undefined ? {} : { limit }),
      ...(dryRun === undefined ? {} : { dryRun }),
    });
    return { runId: run.id };
  },
);

/** Starts a sync of every source that is switched on, has no faults, and is not being synced. */
export const syncAllAction = defineAction(z.object({}), async (_, { engine, projectRoot, runs }) => {
  const { sources } = await engine.overviewSources(projectRoot);
  const ready = sources.filter(
    ({ enabled, issues, activeRun }) => enabled && issues.length === 0 && activeRun === undefined,
  );
  for (const { name } of ready) await runs.start({ kind: 'sync', source: name });
  return { started: ready.map(({ name }) => name) };
});
