import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';
import { offerInput } from '../../../_server/offer-input.ts';

/** Tries out by a few requests how the pages of one offered resource follow each other. */
export const POST = defineRoute(
  { body: z.object({ offer: offerInput, resource: z.string() }) },
  async ({ body: { offer, resource }, request, server: { engine, projectRoot } }) =>
    await engine.detectOffer({ ...offer, projectRoot }, resource, request.signal),
);
