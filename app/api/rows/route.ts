import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';
import { rowSelectionInput } from '../../_server/row-selection-input.ts';

const body = rowSelectionInput.extend({ offset: z.int().min(0), limit: z.int().min(1).max(500) });

/** A window of rows. */
export const POST = defineRoute({ body }, async ({ body: asked, request, server: { engine, projectRoot } }) => {
  const { test, ...window } = asked;
  const host = { signal: request.signal, waitMs: pageWaitMs };
  return test === undefined
    ? await engine.readRows(projectRoot, window, host)
    : await engine.readTestRows(projectRoot, test, window, host);
});
