import type { PreviewEvent } from '#lib/index.ts';
import { defineRoute } from '../../_server/define-route.ts';
import { previewInput, toPreviewRequest } from '../../_server/preview-input.ts';

/**
 * Tries a source: the events of a preview as they happen, one JSON document a line. Hanging up ends the preview. Its
 * exchanges are kept for an hour, so that `fromRecording` can name them.
 */
export const POST = defineRoute(
  { body: previewInput },
  async ({ body: asked, request, server: { engine, projectRoot, stopping } }) => {
    const preview = toPreviewRequest(asked, projectRoot);
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
