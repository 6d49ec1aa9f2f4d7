'use server';

import { z } from 'zod';

import { defineAction } from '../_server/define-action.ts';

/** Loads a package that waits, as a run of its source; returns at once. */
export const acceptLoadAction = defineAction(
  z.object({ source: z.string(), load: z.string() }),
  async ({ source, load }, { runs }) => {
    const { run } = await runs.start({ kind: 'accept', source, load });
    return { runId: run.id };
  },
);

/** Forgets the rows of a package that waits. */
export const discardLoadAction = defineAction(
  z.object({ load: z.string() }),
  async ({ load }, { engine, projectRoot }) => {
    await engine.discardLoad(projectRoot, load);
    return {};
  },
);
