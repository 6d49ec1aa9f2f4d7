import { z } from 'zod';

import type { AccessCheck } from '#lib/index.ts';
import { defineRoute } from '../../../../_server/define-route.ts';

/** Proves the credentials of a source by one cheap request. Says what was sent where, masked, and no body. */
export const POST = defineRoute(
  { params: z.object({ name: z.string() }) },
  async ({ params: { name }, request, server: { engine, projectRoot, stopping } }) => {
    const signal = AbortSignal.any([request.signal, stopping]);
    const { exchange, tokenRequests, ...judgement } = await engine.checkAccess(projectRoot, name, { signal });
    return { ...judgement, request: toLine(exchange), tokenRequests: tokenRequests.map(toLine) };
  },
);

function toLine(exchange: AccessCheck['exchange']) {
  if (exchange === undefined) return undefined;
  const { method, url, status, durationMs } = exchange;
  return { method, url, status, durationMs };
}
