import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';

const body = z.object({
  sql: z.string().min(1).max(200_000),
  maxRows: z.int().min(1).max(10_000).optional(),
  timeoutMs: z.int().min(1_000).max(45_000).optional(),
});

/** Answers one statement that reads. Who closes the connection cancels it. */
export const POST = defineRoute({ body }, async ({ body: asked, request, server: { engine, projectRoot } }) => {
  return await engine.runSql(projectRoot, asked, { signal: request.signal });
});
