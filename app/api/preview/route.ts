import { z } from 'zod';

import type { PreviewRequest } from '#lib/index.ts';
import { defineRoute } from '../../_server/define-route.ts';
import { streamLines } from '../../_server/stream-lines.ts';

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
    return streamLines([request.signal, stopping], (signal) =>
      engine.previewSource(preview, { signal, keepsProcess: true }),
    );
  },
);
