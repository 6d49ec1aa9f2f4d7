import { defineRoute } from '../../_server/define-route.ts';
import { previewInput, toPreviewRequest } from '../../_server/preview-input.ts';
import { streamLines } from '../../_server/stream-lines.ts';

/**
 * Tries a source: the events of a preview as they happen, one JSON document a line. Hanging up ends the preview. Its
 * exchanges are kept for an hour, so that `fromRecording` can name them.
 */
export const POST = defineRoute(
  { body: previewInput },
  async ({ body: asked, request, server: { engine, projectRoot, stopping } }) =>
    streamLines([request.signal, stopping], (signal) =>
      engine.previewSource(toPreviewRequest(asked, projectRoot), { signal, keepsProcess: true }),
    ),
);
