import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';

const query = z.object({
  dataset: z.string(),
  table: z.string(),
  rowId: z.string().optional(),
  dltId: z.string().optional(),
});

/** One row, whole, with what hangs on it. */
export const GET = defineRoute({ query }, async ({ query: address, request, server: { engine, projectRoot } }) => {
  return await engine.readRow(projectRoot, address, { signal: request.signal, waitMs: pageWaitMs });
});
