import { defineRoute } from '../../../_server/define-route.ts';
import { offerInput } from '../../../_server/offer-input.ts';

/** Adds what a pasted text becomes to the project. A route, because a text may be larger than an action takes. */
export const POST = defineRoute({ body: offerInput }, async ({ body, request, server: { engine, projectRoot } }) => {
  const saved = await engine.saveOffer({ ...body, projectRoot }, request.signal);
  return saved.map(({ source, missing, saved: place }) => ({ source, missing, warnings: place?.warnings ?? [] }));
});
