import { z } from 'zod';

const change = z.object({
  text: z.string(),
  confidence: z.enum(['sure', 'likely', 'guess', 'given']).optional(),
  evidence: z.array(z.object({ at: z.string(), text: z.string() })).optional(),
});

/** What the page of new sources says of a pasted text, each time: the text itself, and what was chosen of it. */
export const offerInput = z.object({
  text: z.string(),
  name: z.string().optional(),
  operations: z.array(z.string()).optional(),
  changes: z.record(z.string(), z.record(z.string(), change)).optional(),
  baseUrl: z.string().optional(),
  values: z.record(z.string(), z.string()).optional(),
  recording: z.string().optional(),
});
