import { z } from 'zod';

import { defineRoute } from '../../../../_server/define-route.ts';
import { streamRunEvents } from '../../../../_server/stream-run-events.ts';

const query = z.object({ after: z.coerce.number().int().min(0).default(0) });

/** The events of a run, from a byte offset on, until its end. A browser that comes back names the offset it had. */
export const GET = defineRoute({ params: z.object({ id: z.string() }), query }, async (input) => {
  const { params, query: asked, request, server } = input;
  await server.runs.find(params.id);
  const last = Number(request.headers.get('last-event-id') ?? '');
  const offset = Number.isSafeInteger(last) && last > 0 ? last : asked.after;
  const signal = AbortSignal.any([request.signal, server.stopping]);
  return new Response(streamRunEvents(server.runs, params.id, { offset, signal }), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // So that a server that stops does not wait for this one.
      connection: 'close',
    },
  });
});
