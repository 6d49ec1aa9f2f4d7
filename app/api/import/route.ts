import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { offerInput } from '../../_server/offer-input.ts';
import { streamLines } from '../../_server/stream-lines.ts';

const body = offerInput.extend({ asks: z.enum(['nothing', 'gets', 'all', 'test']) });

/** Reads a pasted text and tries it: what it becomes, and its rows, one JSON document a line. Hanging up ends it. */
export const POST = defineRoute(
  { body },
  async ({ body: asked, request, server: { engine, projectRoot, stopping } }) =>
    await Promise.resolve(
      streamLines([request.signal, stopping], (signal) =>
        engine.tryOffer({ ...asked, projectRoot }, { signal, keepsProcess: true }),
      ),
    ),
);
