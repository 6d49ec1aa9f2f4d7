import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';

const query = z.object({
  /** A test whose row is meant. Default: one of the warehouse. */
  test: z.string().optional(),
  dataset: z.string(),
  table: z.string(),
  rowId: z.string().optional(),
  dltId: z.string().optional(),
});

/** One row, whole, with what hangs on it. */
export const GET = defineRoute({ query }, async ({ query: asked, request, server: { engine, projectRoot } }) => {
  const { test, ...address } = asked;
  const host = { signal: request.signal, waitMs: pageWaitMs };
  return test === undefined
    ? await engine.readRow(projectRoot, address, host)
    : await engine.readTestRow(projectRoot, test, address, host);
});
