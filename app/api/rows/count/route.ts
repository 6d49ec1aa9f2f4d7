import { defineRoute } from '../../../_server/define-route.ts';
import { pageWaitMs } from '../../../_server/page-wait-ms.ts';
import { rowSelectionInput } from '../../../_server/row-selection-input.ts';

/** How many rows there are behind a filter. */
export const POST = defineRoute(
  { body: rowSelectionInput },
  async ({ body, request, server: { engine, projectRoot } }) => {
    return { rows: await engine.countRows(projectRoot, body, { signal: request.signal, waitMs: pageWaitMs }) };
  },
);
