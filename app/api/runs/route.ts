import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';

const query = z.object({ source: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });

/** The newest runs, of one source or of all. */
export const GET = defineRoute({ query }, async ({ query: { source, limit }, server }) => {
  return await server.runs.list({ source, limit });
});
