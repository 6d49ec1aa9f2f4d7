import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';
import { rowSelectionInput } from '../../_server/row-selection-input.ts';

const body = rowSelectionInput.extend({ offset: z.int().min(0), limit: z.int().min(1).max(500) });

/** A window of rows. */
export const POST = defineRoute({ body }, async ({ body: window, request, server: { engine, projectRoot } }) => {
  return await engine.readRows(projectRoot, window, { signal: request.signal, waitMs: pageWaitMs });
});
