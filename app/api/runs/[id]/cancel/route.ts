import { z } from 'zod';

import { defineRoute } from '../../../../_server/define-route.ts';

/** Stops a run and everything that it started, within two seconds. */
export const POST = defineRoute({ params: z.object({ id: z.string() }) }, async ({ params: { id }, server }) => {
  return { isCancelled: await server.runs.cancel(id) };
});
