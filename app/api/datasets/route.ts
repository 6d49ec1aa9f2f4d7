import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';

/** What the warehouse holds. Nothing is counted. */
export const GET = defineRoute({}, async ({ request, server: { engine, projectRoot } }) => {
  return await engine.listDatasets(projectRoot, { signal: request.signal, waitMs: pageWaitMs });
});
