import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

const body = z.object({
  source: z.string(),
  /** Modules that are not saved, by their files. */
  modules: z.record(z.string(), z.string()),
});

/** The parameters that the source of a module declares. */
export const POST = defineRoute(
  { body },
  async ({ body: { source, modules }, request, server: { engine, projectRoot, stopping } }) =>
    await engine.describeModule({ projectRoot, source, modules }, AbortSignal.any([request.signal, stopping])),
);
