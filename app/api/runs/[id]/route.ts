import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

/** A run as it stands, with what its process printed. */
export const GET = defineRoute({ params: z.object({ id: z.string() }) }, async ({ params: { id }, server }) => {
  return { run: await server.runs.find(id), log: await server.runs.readLog(id) };
});
