import { z } from 'zod';

import type { PreviewEvent, PreviewRequest } from '#lib/index.ts';
import { defineRoute } from '../../_server/define-route.ts';

const limit = z.int().positive().optional();
const body = z.object({
  source: z.string(),
  sourcesText: z.string().optional(),
  modules: z.record(z.string(), z.string()).optional(),
  resources: z.array(z.string()).optional(),
  fromRecording: z.string().optional(),
  onMissing: z.enum(['fail', 'fetch']).optional(),
  limits: z.object({ pages: limit, records: limit, parents: limit, timeoutSeconds: limit }).optional(),
});

/**
 * Tries a source: the events of a preview as they happen, one JSON document a line. Hanging up ends the preview. Its
 * exchanges are kept for an hour, so that `fromRecording` can name them.
 */
export const POST = defineRoute(
  { body },
  async ({ body: asked, request, server: { engine, projectRoot, stopping } }) => {
    // What was left out is not there after JSON, so the schema's `| undefined` never occurs.
    const preview = { ...asked, projectRoot, keepsRecording: true } as PreviewRequest;
    const hungUp = new AbortController();
    const signal = AbortSignal.any([request.signal, stopping, hungUp.signal]);
    const events = engine.previewSource(preview, { signal, keepsProcess: true });
    return new Response(
      toLines(events, () => hungUp.abort()),
      {
        headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' },
      },
    );
  },
);

function toLines(events: AsyncGenerator<PreviewEvent>, onCancel: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: onCancel,
  });
}
