import { defineRoute } from '../../../_server/define-route.ts';
import { pageWaitMs } from '../../../_server/page-wait-ms.ts';
import { rowSelectionInput } from '../../../_server/row-selection-input.ts';

/** How many rows there are behind a filter. */
export const POST = defineRoute(
  { body: rowSelectionInput },
  async ({ body: { test, ...selection }, request, server: { engine, projectRoot } }) => {
    const host = { signal: request.signal, waitMs: pageWaitMs };
    const rows =
      test === undefined
        ? await engine.countRows(projectRoot, selection, host)
        : await engine.countTestRows(projectRoot, test, selection, host);
    return { rows };
  },
);
