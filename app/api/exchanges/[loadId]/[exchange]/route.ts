import { z } from 'zod';

import { defineRoute } from '../../../../_server/define-route.ts';

const params = z.object({ loadId: z.string(), exchange: z.coerce.number().int().min(1) });

/** A request and its response as they were recorded, masked. */
export const GET = defineRoute({ params }, async ({ params: place, server: { engine, projectRoot } }) => {
  return await engine.readExchange(projectRoot, place);
});
