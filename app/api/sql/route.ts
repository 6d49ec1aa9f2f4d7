import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { pageWaitMs } from '../../_server/page-wait-ms.ts';

const body = z.object({
  /** A test whose tables are asked. Default: those of the warehouse. */
  test: z.string().optional(),
  /** Whether SQL over a test sees the warehouse too. Default: false. */
  withWarehouse: z.boolean().optional(),
  sql: z.string().min(1).max(200_000),
  maxRows: z.int().min(1).max(10_000).optional(),
  timeoutMs: z.int().min(1_000).max(45_000).optional(),
});

/** Answers one statement that reads. Who closes the connection cancels it. */
export const POST = defineRoute({ body }, async ({ body: asked, request, server: { engine, projectRoot } }) => {
  const { test, withWarehouse, ...question } = asked;
  if (test === undefined) return await engine.runSql(projectRoot, question, { signal: request.signal });
  const host = { signal: request.signal, waitMs: pageWaitMs };
  return await engine.runTestSql(projectRoot, test, { ...question, withWarehouse }, host);
});
