import { z } from 'zod';

import type { PreviewRequest } from '#lib/index.ts';
import { faultKinds } from '#lib/spec/fault.ts';

const limit = z.int().positive().optional();

/** What a page may say of a test of a source. */
export const previewInput = z.object({
  source: z.string(),
  sourcesText: z.string().optional(),
  modules: z.record(z.string(), z.string()).optional(),
  resources: z.array(z.string()).optional(),
  fromRecording: z.string().optional(),
  onMissing: z.enum(['fail', 'fetch']).optional(),
  pretend: z
    .array(
      z.object({
        kind: z.enum(faultKinds),
        at: limit,
        resource: z.string().optional(),
        times: limit,
        seconds: limit,
      }),
    )
    .max(20)
    .optional(),
  startState: z.union([z.literal('saved'), z.object({ text: z.string() })]).optional(),
  limits: z.object({ pages: limit, records: limit, parents: limit, timeoutSeconds: limit }).optional(),
});

/** The engine's own form of it. Its exchanges are kept for an hour, so that `fromRecording` can name them. */
export function toPreviewRequest(asked: z.infer<typeof previewInput>, projectRoot: string): PreviewRequest {
  // What was left out is not there after JSON, so the schema's `| undefined` never occurs.
  const preview = { ...asked, projectRoot, keepsRecording: true } as PreviewRequest;
  return preview;
}
