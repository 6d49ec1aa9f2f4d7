import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';
import { pageWaitMs } from '../../../_server/page-wait-ms.ts';

const query = z.object({ test: z.string() });

/** What a sync would change in the warehouse, going by what a test has read. */
export const GET = defineRoute({ query }, async ({ query: { test }, request, server: { engine, projectRoot } }) => {
  return await engine.describeTestSchema(projectRoot, test, { signal: request.signal, waitMs: pageWaitMs });
});
